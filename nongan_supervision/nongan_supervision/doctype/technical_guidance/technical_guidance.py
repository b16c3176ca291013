from frappe.model.document import Document


class TechnicalGuidance(Document):
	"""Advice given to producers on the spot or in writing (技术指导)."""

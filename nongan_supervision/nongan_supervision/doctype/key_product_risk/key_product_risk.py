from frappe.model.document import Document


class KeyProductRisk(Document):
	"""A substance that sampling found in a product."""

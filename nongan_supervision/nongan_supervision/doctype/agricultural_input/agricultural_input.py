from frappe.model.document import Document


class AgriculturalInput(Document):
	"""A pesticide, veterinary drug, fertilizer or feed (农业投入品)."""

from frappe.model.document import Document


class KeyProductYear(Document):
	"""A year in which the town itself governs a product."""

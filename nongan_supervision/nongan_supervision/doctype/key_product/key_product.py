from frappe.model.document import Document


class KeyProduct(Document):
	"""A product under the action: on the national list, on the town's own, or both."""

from frappe.model.document import Document


class Town(Document):
	"""A town whose government works with the app."""

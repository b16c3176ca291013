from frappe.model.document import Document


class SupervisionDepartment(Document):
	"""A department of the town that answers for items of the checklist."""

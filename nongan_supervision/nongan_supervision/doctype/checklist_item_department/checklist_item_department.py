from frappe.model.document import Document


class ChecklistItemDepartment(Document):
	"""A department that answers for a checklist item."""

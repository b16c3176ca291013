from nongan_supervision.permissions.rows import ChildRow


class ChecklistItemDepartment(ChildRow):
	"""A department that answers for a checklist item."""

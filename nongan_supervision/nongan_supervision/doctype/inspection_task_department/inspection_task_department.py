from nongan_supervision.permissions.rows import ChildRow


class InspectionTaskDepartment(ChildRow):
	"""A department that takes part in a task."""

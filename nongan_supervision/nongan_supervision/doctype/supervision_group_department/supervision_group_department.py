from nongan_supervision.permissions.rows import ChildRow


class SupervisionGroupDepartment(ChildRow):
	"""A department that takes part in a supervision group."""

from nongan_supervision.permissions.rows import ChildRow


class JointMeetingDepartment(ChildRow):
	"""A department that takes part in a meeting."""

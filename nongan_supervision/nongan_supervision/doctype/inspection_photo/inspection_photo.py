from nongan_supervision.permissions.rows import ChildRow


class InspectionPhoto(ChildRow):
	"""A photo of a task, with when and where it was taken."""

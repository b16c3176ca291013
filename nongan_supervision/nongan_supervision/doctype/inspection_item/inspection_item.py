from nongan_supervision.permissions.rows import ChildRow


class InspectionItem(ChildRow):
	"""Something that a task looked at, and what was found."""

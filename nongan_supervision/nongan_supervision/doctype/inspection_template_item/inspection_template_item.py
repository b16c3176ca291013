from nongan_supervision.permissions.rows import ChildRow


class InspectionTemplateItem(ChildRow):
	"""Something that an inspection looks at."""

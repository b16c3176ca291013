from nongan_supervision.permissions.rows import ChildRow


class CaseItem(ChildRow):
	"""An article involved in a case."""

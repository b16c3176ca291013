from nongan_supervision.permissions.rows import ChildRow


class CaseExtension(ChildRow):
	"""An extension of a case's time limit, asked for and decided."""

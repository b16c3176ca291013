from nongan_supervision.permissions.rows import ChildRow


class CaseOfficer(ChildRow):
	"""An officer who handles a case."""

from nongan_supervision.permissions.rows import ChildRow


class SupervisionSummaryVillage(ChildRow):
	"""How a village stood in a season."""

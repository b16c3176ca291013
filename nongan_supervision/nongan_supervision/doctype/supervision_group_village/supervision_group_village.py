from nongan_supervision.permissions.rows import ChildRow


class SupervisionGroupVillage(ChildRow):
	"""A village that a supervision group inspects."""

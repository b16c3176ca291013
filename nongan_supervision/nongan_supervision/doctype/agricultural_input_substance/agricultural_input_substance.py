from nongan_supervision.permissions.rows import ChildRow


class AgriculturalInputSubstance(ChildRow):
	"""A further active substance of an input."""

from nongan_supervision.permissions.rows import ChildRow


class KeyProductYear(ChildRow):
	"""A year in which the town itself governs a product."""

from nongan_supervision.permissions.rows import ChildRow


class KeyProductRisk(ChildRow):
	"""A substance that sampling found in a product."""

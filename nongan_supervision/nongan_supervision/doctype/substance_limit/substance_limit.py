from nongan_supervision.permissions.rows import ChildRow


class SubstanceLimit(ChildRow):
	"""The residue limit of a substance in a product."""

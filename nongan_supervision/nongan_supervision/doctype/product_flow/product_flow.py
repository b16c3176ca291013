from nongan_supervision.permissions.rows import ChildRow


class ProductFlow(ChildRow):
	"""A step on the way of a product, upstream or downstream."""

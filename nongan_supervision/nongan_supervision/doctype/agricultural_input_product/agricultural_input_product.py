from nongan_supervision.permissions.rows import ChildRow


class AgriculturalInputProduct(ChildRow):
	"""A product for which an input's label allows its use."""

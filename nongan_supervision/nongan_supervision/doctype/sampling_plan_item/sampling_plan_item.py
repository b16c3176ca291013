from nongan_supervision.permissions.rows import ChildRow


class SamplingPlanItem(ChildRow):
	"""A product, or a producer's product, that should be tested in the month."""

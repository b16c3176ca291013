from nongan_supervision.permissions.rows import ChildRow


class TechnicalGuidanceProducer(ChildRow):
	"""A producer who received guidance."""

from nongan_supervision.permissions.rows import ChildRow


class CreditEventPoints(ChildRow):
	"""The points that an event of a type is worth."""

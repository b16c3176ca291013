from nongan_supervision.permissions.rows import ChildRow


class PatrolPlanItem(ChildRow):
	"""A proposed patrol."""

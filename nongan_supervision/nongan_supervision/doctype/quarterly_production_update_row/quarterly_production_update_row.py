from nongan_supervision.permissions.rows import ChildRow


class QuarterlyProductionUpdateRow(ChildRow):
	"""What one producer has of one product in the quarter."""

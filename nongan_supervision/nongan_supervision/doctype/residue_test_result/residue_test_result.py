from nongan_supervision.permissions.rows import ChildRow


class ResidueTestResult(ChildRow):
	"""What a test found of one substance."""

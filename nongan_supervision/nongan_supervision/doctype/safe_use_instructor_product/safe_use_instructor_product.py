from nongan_supervision.permissions.rows import ChildRow


class SafeUseInstructorProduct(ChildRow):
	"""A product that an instructor is responsible for."""

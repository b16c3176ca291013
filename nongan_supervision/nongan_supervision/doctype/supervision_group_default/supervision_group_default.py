from nongan_supervision.permissions.rows import ChildRow


class SupervisionGroupDefault(ChildRow):
	"""The leader and the departments that a group of a new campaign starts with."""

from nongan_supervision.permissions.rows import ChildRow


class ReminderLeadTime(ChildRow):
	"""How early one is reminded of a kind of deadline, and how often once it has passed."""

from nongan_supervision.permissions.rows import ChildRow


class ReminderDigestItem(ChildRow):
	"""One thing that a person was reminded of, and the state it was in."""

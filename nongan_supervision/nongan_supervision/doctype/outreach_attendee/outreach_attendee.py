from nongan_supervision.permissions.rows import ChildRow


class OutreachAttendee(ChildRow):
	"""Who took part in an activity."""

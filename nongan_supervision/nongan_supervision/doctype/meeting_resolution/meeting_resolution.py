from nongan_supervision.permissions.rows import ChildRow


class MeetingResolution(ChildRow):
	"""Something that a meeting resolved: who does it, until when."""

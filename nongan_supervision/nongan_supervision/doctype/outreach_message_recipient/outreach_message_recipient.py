from nongan_supervision.permissions.rows import ChildRow


class OutreachMessageRecipient(ChildRow):
	"""A producer who a message goes to, and whether it got there."""

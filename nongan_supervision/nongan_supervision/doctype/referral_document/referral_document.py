from nongan_supervision.permissions.rows import ChildRow


class ReferralDocument(ChildRow):
	"""A document of a transferred file (国务院令第310号第六条)."""

from nongan_supervision.permissions.rows import ChildRow


class CaseEvidence(ChildRow):
	"""A piece of evidence with the digest of its file."""

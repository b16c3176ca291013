from nongan_supervision.permissions.rows import ChildRow


class ProductGovernanceMonth(ChildRow):
	"""A product's figures of a month: tests, those that did not pass, and slips of certificates."""

from nongan_supervision.permissions.rows import ChildRow


class SaleBanSubstance(ChildRow):
	"""A substance for which a product was banned from sale."""

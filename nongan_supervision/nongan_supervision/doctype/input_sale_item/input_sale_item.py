from nongan_supervision.permissions.rows import ChildRow


class InputSaleItem(ChildRow):
	"""One input of a sale."""

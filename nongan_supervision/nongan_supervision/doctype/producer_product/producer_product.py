from nongan_supervision.permissions.rows import ChildRow


class ProducerProduct(ChildRow):
	"""What a producer grows or keeps."""

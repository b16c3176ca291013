from frappe.model.document import Document


class ProducerProduct(Document):
	"""What a producer grows or keeps."""

from frappe.model.document import Document


class NonconformityNotice(Document):
	"""What origin and market tell each other of a nonconforming product (双向通报)."""

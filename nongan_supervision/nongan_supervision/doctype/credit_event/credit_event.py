from frappe.model.document import Document


class CreditEvent(Document):
	"""What raises or lowers a producer's credit (信用记录)."""

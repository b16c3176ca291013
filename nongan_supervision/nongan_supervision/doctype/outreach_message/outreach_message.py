from frappe.model.document import Document


class OutreachMessage(Document):
	"""A text message to producers who are chosen by filter; tried before it is sent."""

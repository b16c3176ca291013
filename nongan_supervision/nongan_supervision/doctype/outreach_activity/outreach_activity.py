from frappe.model.document import Document


class OutreachActivity(Document):
	"""Something done to make rules and policy known: an event, a visit, a training, a publication."""

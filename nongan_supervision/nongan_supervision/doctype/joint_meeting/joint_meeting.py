from frappe.model.document import Document


class JointMeeting(Document):
	"""A joint meeting or a risk consultation, and what it resolved."""

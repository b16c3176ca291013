from frappe.model.document import Document


class FieldSubmission(Document):
	"""What a phone has sent in from the field, kept as it came, and what became of it."""

from frappe.model.document import Document


class InspectionTemplate(Document):
	"""What an inspection of a type looks at: the items that new tasks start with."""

from frappe.model.document import Document


class ResidueTestResult(Document):
	"""What a test found of one substance."""

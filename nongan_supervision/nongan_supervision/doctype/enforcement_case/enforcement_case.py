from frappe.model.document import Document


class EnforcementCase(Document):
	"""An administrative case from filing to closure (行政执法案件)."""

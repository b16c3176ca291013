from frappe.model.document import Document


class EnforcementEscalation(Document):
	"""The report of a suspected banned substance to the district (上报区农业农村局启动执法抽检)."""

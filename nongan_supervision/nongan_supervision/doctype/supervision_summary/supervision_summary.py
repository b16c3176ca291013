from frappe.model.document import Document


class SupervisionSummary(Document):
	"""The feedback of a season (督导情况汇总): drafted from its tasks, finished by hand, submitted."""

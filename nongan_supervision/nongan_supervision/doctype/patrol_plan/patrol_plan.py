from frappe.model.document import Document


class PatrolPlan(Document):
	"""The patrols of a month, proposed by risk (巡查计划)."""

from frappe.model.document import Document


class SamplingPlan(Document):
	"""The tests that a village should make in a month, by risk (抽样计划)."""

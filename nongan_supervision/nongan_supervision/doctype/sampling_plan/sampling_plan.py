from frappe.model.document import Document

from nongan_supervision.monitoring.sampling_plan import apply_rules, count_done
from nongan_supervision.registry.context import Context


class SamplingPlan(Document):
	"""The tests that a village should make in a month, by risk (抽样计划)."""

	def onload(self):
		count_done(self)

	def validate(self):
		apply_rules(self, Context())

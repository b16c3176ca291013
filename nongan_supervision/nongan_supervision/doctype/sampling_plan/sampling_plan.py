from frappe.model.document import Document

from nongan_supervision.monitoring.sampling_plan import apply_rules, count_done, is_month
from nongan_supervision.registry.context import Context


class SamplingPlan(Document):
	"""The tests that a village should make in a month, by risk (抽样计划)."""

	def onload(self):
		if is_month(self.year, self.month):  # a plan that came past the rules can be opened, and put right
			count_done(self)

	def validate(self):
		apply_rules(self, Context())

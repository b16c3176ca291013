from frappe.model.document import Document

from nongan_supervision.inspections.summaries import apply_rules, stamp, tell_campaign
from nongan_supervision.registry.context import Context


class SupervisionSummary(Document):
	"""The feedback on a campaign (督导检查情况汇总), drafted from its tasks and finished by hand."""

	def validate(self):
		apply_rules(self)

	def before_submit(self):
		stamp(self, Context())

	def on_submit(self):
		tell_campaign(self)

	def on_cancel(self):
		tell_campaign(self)

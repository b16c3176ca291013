from frappe.model.document import Document

from nongan_supervision.monitoring.escalations import apply_rules, draw_conclusion
from nongan_supervision.monitoring.withdrawal import keep_number
from nongan_supervision.registry.context import Context


class EnforcementEscalation(Document):
	"""The report of a suspected banned substance to the district (上报区农业农村局启动执法抽检)."""

	def validate(self):
		apply_rules(self, Context())

	def on_update(self):
		draw_conclusion(self, Context())

	def on_trash(self):
		keep_number(self)

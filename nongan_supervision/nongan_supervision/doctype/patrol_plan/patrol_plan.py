from frappe.model.document import Document

from nongan_supervision.inspections.patrol_plans import apply_rules, count_done
from nongan_supervision.registry.context import Context


class PatrolPlan(Document):
	"""The patrols of a town in a month, by risk (巡查计划)."""

	def onload(self):
		count_done(self)

	def validate(self):
		apply_rules(self, Context())

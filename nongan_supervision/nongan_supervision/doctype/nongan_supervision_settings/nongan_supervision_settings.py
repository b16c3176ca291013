from frappe.model.document import Document

from nongan_supervision.agenda.lead_times import check_lead_times
from nongan_supervision.registry.credit_levels import follow_settings
from nongan_supervision.setup.settings import (
	check_credit_points,
	check_credit_thresholds,
	check_supervision_groups,
)


class NonganSupervisionSettings(Document):
	"""Current town and year, and the deadlines and thresholds that rules use."""

	def validate(self):
		check_credit_thresholds(self)
		check_credit_points(self)
		check_supervision_groups(self)
		check_lead_times(self)

	def on_update(self):
		follow_settings(self)

from frappe.model.document import Document

from nongan_supervision.setup.settings import check_credit_thresholds


class NonganSupervisionSettings(Document):
	"""Current town and year, and the deadlines and thresholds that rules use."""

	def validate(self):
		check_credit_thresholds(self)

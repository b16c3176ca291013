from frappe.model.document import Document

from nongan_supervision.checklist.indicators import validate_indicator


class ChecklistIndicator(Document):
	"""How the actual figure of a checklist item is counted."""

	def validate(self):
		validate_indicator(self)

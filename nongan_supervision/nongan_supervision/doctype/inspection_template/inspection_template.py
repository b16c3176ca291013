from frappe.model.document import Document

from nongan_supervision.inspections.templates import apply_rules, replace_default


class InspectionTemplate(Document):
	"""What inspections of a type look at, item by item: an administrator's to change."""

	def validate(self):
		apply_rules(self)

	def on_update(self):
		replace_default(self)

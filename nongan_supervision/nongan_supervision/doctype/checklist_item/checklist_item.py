from frappe.model.document import Document

from nongan_supervision.checklist.reporting import note_report
from nongan_supervision.checklist.rules import (
	check_departments,
	check_item_number,
	check_part_of,
	follow_checklist,
)
from nongan_supervision.registry.context import Context


class ChecklistItem(Document):
	"""A row of the checklist, or a further measurable target of such a row."""

	def validate(self):
		follow_checklist(self)
		check_item_number(self)
		check_part_of(self)
		check_departments(self)
		note_report(self, Context())

import frappe
from frappe.model.document import Document

from nongan_supervision.checklist.printing import (
	PrintedGroup,
	PrintedProgress,
	printed_groups,
	printed_progress,
	question_of,
)
from nongan_supervision.checklist.rules import check_year, refuse_second_checklist


class ResponsibilityChecklist(Document):
	"""The tasks of one year in one town, with their targets and departments."""

	def before_insert(self):
		refuse_second_checklist(self)

	def validate(self):
		check_year(self)

	def printed_groups(self) -> list[PrintedGroup]:
		"""Return the rows as the annex prints them, for print formats."""
		return printed_groups(self.name)

	def printed_progress(self) -> PrintedProgress:
		"""Return the rows with their actual figures, as on the day that the print's address names, or today."""
		return printed_progress(question_of({"checklist": self.name, "as_on": frappe.form_dict.get("as_on")}))

import frappe
from frappe.model.document import Document

from nongan_supervision.cases.clue_locks import refuse_deletion
from nongan_supervision.cases.clues import apply_rules, complete_department
from nongan_supervision.cases.informants import conceal
from nongan_supervision.registry.context import Context


class CaseClue(Document):
	"""A hint at a breach of the law, to be checked (案件线索)."""

	def insert(self, *args, **kwargs):
		complete_department(self)  # before anybody asks whose clue it is
		return super().insert(*args, **kwargs)

	def validate(self):
		apply_rules(self, Context())

	def on_trash(self):
		refuse_deletion(self)

	def onload(self):
		conceal(self)

	def apply_fieldlevel_read_permissions(self):
		super().apply_fieldlevel_read_permissions()
		conceal(self)


def on_doctype_update():
	"""Index a town's year, which the checklist counts, and the document that a clue came of."""
	frappe.db.add_index("Case Clue", ["town", "check_due_on"])
	frappe.db.add_index("Case Clue", ["reference_doctype", "reference_name"])

import frappe
from frappe.model.document import Document

from nongan_supervision.cases.nonconformity import apply_rules, open_clue, refuse_deletion
from nongan_supervision.registry.context import Context


class NonconformityNotice(Document):
	"""What origin and market tell each other of a nonconforming product (双向通报)."""

	def validate(self):
		apply_rules(self, Context())

	def on_update(self):
		open_clue(self)

	def on_trash(self):
		refuse_deletion(self)


def on_doctype_update():
	"""Index a town's year, which the checklist counts."""
	frappe.db.add_index("Nonconformity Notice", ["town", "reply_due_on"])

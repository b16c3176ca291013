import frappe
from frappe.model.document import Document

from nongan_supervision.outreach.meetings import apply_rules, refuse_deletion
from nongan_supervision.registry.context import Context


class JointMeeting(Document):
	"""A joint meeting or a risk consultation, and what it resolved."""

	def validate(self):
		apply_rules(self, Context())

	def on_trash(self):
		refuse_deletion(self)


def on_doctype_update():
	"""Index a town's year, which the checklist counts."""
	frappe.db.add_index("Joint Meeting", ["town", "held_on"])

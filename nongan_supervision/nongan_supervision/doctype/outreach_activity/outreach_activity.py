import frappe
from frappe.model.document import Document

from nongan_supervision.outreach.activities import apply_rules
from nongan_supervision.registry.context import Context


class OutreachActivity(Document):
	"""Something done to make rules and policy known: an event, a visit, a training, a publication."""

	def validate(self):
		apply_rules(self, Context())


def on_doctype_update():
	"""Index a town's year, which the checklist counts."""
	frappe.db.add_index("Outreach Activity", ["town", "held_on"])

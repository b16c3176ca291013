import frappe
from frappe.model.document import Document

from nongan_supervision.registry.context import Context
from nongan_supervision.registry.quarterly_follow_up import say_what_stays, update_producers
from nongan_supervision.registry.quarterly_updates import apply_rules, apply_submission_rules


class QuarterlyProductionUpdate(Document):
	"""What the producers of a village grow and keep, as of a quarter."""

	def validate(self):
		apply_rules(self, Context())

	def before_submit(self):
		apply_submission_rules(self, Context())

	def on_submit(self):
		update_producers(self)

	def on_cancel(self):
		say_what_stays(self)


def on_doctype_update():
	"""Index the question for a quarter's submitted update; drafts apart, so that it never waits for them."""
	frappe.db.add_index("Quarterly Production Update", ["village", "year", "quarter", "docstatus"])

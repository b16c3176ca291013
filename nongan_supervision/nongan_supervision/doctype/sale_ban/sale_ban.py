import frappe
from frappe.model.document import Document

from nongan_supervision.monitoring.bans import apply_rules, one_at_a_time
from nongan_supervision.monitoring.withdrawal import keep_number
from nongan_supervision.registry.context import Context


class SaleBan(Document):
	"""A producer's product that may not be sold until a retest passes (禁止上市)."""

	def before_insert(self):
		one_at_a_time()

	def validate(self):
		apply_rules(self, Context())

	def on_trash(self):
		keep_number(self)


def on_doctype_update():
	"""Index what is asked before every certificate, and locked before every ban, and no more than that."""
	frappe.db.add_index("Sale Ban", ["producer", "product", "status"])

import frappe
from frappe.model.document import Document

from nongan_supervision.production import suspicions
from nongan_supervision.production.certified import refuse_removal_of_certified
from nongan_supervision.production.records import apply_rules
from nongan_supervision.registry.context import Context


class ProductionRecord(Document):
	"""An entry of a producer's production ledger (生产记录)."""

	def validate(self):
		apply_rules(self, Context())

	def after_insert(self):
		suspicions.hint_at_unlisted_product(self, Context())

	def on_update(self):
		suspicions.follow_up(self, Context())

	def on_trash(self):
		refuse_removal_of_certified(self)
		suspicions.withdraw_for_deletion(self)


def on_doctype_update():
	"""Index what every question about a safety interval asks for, a town's year, and a producer's."""
	frappe.db.add_index("Production Record", ["producer", "product", "safe_from"])
	frappe.db.add_index("Production Record", ["town", "recorded_on"])
	frappe.db.add_index("Production Record", ["producer", "recorded_on"])

import frappe
from frappe.model.document import Document

from nongan_supervision.monitoring.follow_up import open_follow_ups, refuse_once_work_has_begun, undo_follow_ups
from nongan_supervision.monitoring.residue_tests import apply_publication_rules, apply_rules, point_out_doubts
from nongan_supervision.monitoring.sampling_plan import count_test
from nongan_supervision.registry.context import Context


class ResidueTest(Document):
	"""A test of produce or of an input for residues."""

	def validate(self):
		context = Context()
		apply_rules(self, context)
		point_out_doubts(self, context)

	def on_submit(self):
		open_follow_ups(self, Context())
		count_test(self)

	def before_update_after_submit(self):
		apply_publication_rules(self, Context())

	def before_cancel(self):
		refuse_once_work_has_begun(self)

	def on_cancel(self):
		undo_follow_ups(self)
		count_test(self)


def on_doctype_update():
	"""Index a limited user's list, the newest first; the year of a town, a method, a purpose and a stage; what failed.

	Alone, a column of few values finds nothing: nearly all tests are quick tests that pass and are not published.
	"""
	for limited_by in ("village", "sector"):
		for order in ("creation", "sampled_on"):
			frappe.db.add_index("Residue Test", [limited_by, order])
	for counted_by in ("town", "method", "purpose", "stage"):
		frappe.db.add_index("Residue Test", [counted_by, "sampled_on"])
	frappe.db.add_index("Residue Test", ["verdict", "published"])

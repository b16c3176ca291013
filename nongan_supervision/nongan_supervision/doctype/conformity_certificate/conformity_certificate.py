import frappe
from frappe.model.document import Document

from nongan_supervision.certificates import serials
from nongan_supervision.certificates.rules import (
	apply_rules,
	check_keeping,
	warn_of_foreign_product,
)
from nongan_supervision.registry.context import Context


class ConformityCertificate(Document):
	"""Certificates by which a producer commits to the conformity of a batch (承诺达标合格证).

	One document stands for all slips of the batch; its serial numbers are theirs.
	"""

	def validate(self):
		context = Context()
		apply_rules(self, context)
		warn_of_foreign_product(self, context)

	def before_submit(self):
		serials.assign([self])

	def before_cancel(self):
		self.withdrawn_on = Context().today

	def on_trash(self):
		check_keeping(self, Context())


def on_doctype_update():
	"""Index the check of a slip, which is one look (certificates/lookup.py), and the year of a town or a village."""
	frappe.db.add_index("Conformity Certificate", ["serial_year", "serial_from"])
	for place in ("town", "village"):
		frappe.db.add_index("Conformity Certificate", [place, "issued_on"])

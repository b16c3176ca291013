import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.certificates import serials
from nongan_supervision.certificates.rules import apply_rules, check_keeping, is_grown
from nongan_supervision.registry.context import Context


class ConformityCertificate(Document):
	"""Certificates by which a producer commits to the conformity of a batch (承诺达标合格证).

	One document stands for all slips of the batch; its serial numbers are theirs.
	"""

	def validate(self):
		context = Context()
		apply_rules(self, context)
		self.warn_of_foreign_product(context)

	def before_submit(self):
		serials.assign([self])

	def before_update_after_submit(self):
		self.keep_what_the_server_sets()

	def before_cancel(self):
		self.withdrawn_on = Context().today

	def on_trash(self):
		check_keeping(self, Context())

	def warn_of_foreign_product(self, context: Context):
		"""Point out a product that the producer isn't known to grow: a slip of the pen, or a borrowed name."""
		if self.docstatus.is_draft() and not is_grown(self, context):
			frappe.msgprint(
				_("{0} is not among the producer's products. Check the product, or add it to the producer.").format(
					self.product
				),
				indicator="orange",
				alert=True,
			)

	def keep_what_the_server_sets(self):
		"""Take the moment of printing from the database, whatever a client sends."""
		self.printed_on = self.get_doc_before_save().printed_on


def on_doctype_update():
	"""Check of a slip: one look into this index (see certificates/lookup.py)."""
	frappe.db.add_index("Conformity Certificate", ["serial_year", "serial_from"])

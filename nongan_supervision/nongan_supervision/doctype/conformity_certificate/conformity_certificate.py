from frappe.model.document import Document

from nongan_supervision.certificates.rules import apply_rules
from nongan_supervision.registry.context import Context


class ConformityCertificate(Document):
	"""Certificates by which a producer commits to the conformity of a batch (承诺达标合格证)."""

	def validate(self):
		apply_rules(self, Context())

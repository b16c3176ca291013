from frappe.model.document import Document

from nongan_supervision.monitoring.residue_tests import apply_publication_rules, apply_rules
from nongan_supervision.registry.context import Context


class ResidueTest(Document):
	"""A test of produce or of an input for residues."""

	def validate(self):
		apply_rules(self, Context())

	def before_update_after_submit(self):
		apply_publication_rules(self, Context())

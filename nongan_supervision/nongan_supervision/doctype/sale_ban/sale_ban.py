from frappe.model.document import Document

from nongan_supervision.monitoring.bans import apply_rules
from nongan_supervision.registry.context import Context


class SaleBan(Document):
	"""A producer's product that may not be sold until a retest passes (禁止上市)."""

	def validate(self):
		apply_rules(self, Context())

from frappe.model.document import Document

from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit_events import apply_rules
from nongan_supervision.registry.credit_levels import recompute


class CreditEvent(Document):
	"""What adds to a producer's credit, or takes from it (信用记录)."""

	def validate(self):
		apply_rules(self, Context())

	def on_submit(self):
		recompute([self.producer])

	def on_cancel(self):
		recompute([self.producer])

from frappe.model.document import Document

from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit_events import apply_rules
from nongan_supervision.registry.credit_levels import one_at_a_time, recompute


class CreditEvent(Document):
	"""What adds to a producer's credit, or takes from it (信用记录)."""

	def before_insert(self):
		one_at_a_time(self.producer)

	def save(self, *args, **kwargs):
		"""Save, submit or cancel the event in its producer's turn, which comes before the framework locks the event."""
		one_at_a_time(self.producer)
		return super().save(*args, **kwargs)

	def validate(self):
		apply_rules(self, Context())

	def on_submit(self):
		recompute([self.producer])

	def on_cancel(self):
		recompute([self.producer])

from frappe.model.document import Document

from nongan_supervision.production.dealers import apply_rules
from nongan_supervision.registry.context import Context


class InputDealer(Document):
	"""A shop that sells agricultural inputs (投入品经营主体)."""

	def validate(self):
		apply_rules(self, Context())

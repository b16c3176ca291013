from frappe.model.document import Document

from nongan_supervision.outreach.activities import apply_rules
from nongan_supervision.registry.context import Context


class OutreachActivity(Document):
	"""Something done to make rules and policy known: an event, a visit, a training, a publication."""

	def validate(self):
		apply_rules(self, Context())

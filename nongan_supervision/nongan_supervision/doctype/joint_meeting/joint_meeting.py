from frappe.model.document import Document

from nongan_supervision.outreach.meetings import apply_rules
from nongan_supervision.registry.context import Context


class JointMeeting(Document):
	"""A joint meeting or a risk consultation, and what it resolved."""

	def validate(self):
		apply_rules(self, Context())

from frappe.model.document import Document

from nongan_supervision.outreach.meetings import apply_rules, refuse_deletion
from nongan_supervision.registry.context import Context


class JointMeeting(Document):
	"""A joint meeting or a risk consultation, and what it resolved."""

	def validate(self):
		apply_rules(self, Context())

	def on_trash(self):
		refuse_deletion(self)

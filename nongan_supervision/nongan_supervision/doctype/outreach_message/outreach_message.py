from frappe.model.document import Document

from nongan_supervision.outreach.messages import apply_rules, refuse_if_sent


class OutreachMessage(Document):
	"""A text message to producers who are chosen by filter; tried before it is sent."""

	def validate(self):
		apply_rules(self)

	def on_trash(self):
		refuse_if_sent(self)

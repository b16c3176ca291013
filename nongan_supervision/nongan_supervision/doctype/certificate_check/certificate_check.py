from frappe.model.document import Document

from nongan_supervision.certificates.checks import apply_rules, follow_up, take_back
from nongan_supervision.registry.context import Context


class CertificateCheck(Document):
	"""An inspector's look at a certificate on the way or in the market (合格证查验)."""

	def validate(self):
		apply_rules(self, Context())

	def on_update(self):
		follow_up(self)

	def on_trash(self):
		take_back(self)

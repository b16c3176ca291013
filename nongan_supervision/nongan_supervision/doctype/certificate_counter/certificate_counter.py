from frappe.model.document import Document

from nongan_supervision.certificates.serials import refuse_other_hands


class CertificateCounter(Document):
	"""The serial number of slips that was given last in a year: its row is what those who issue wait for."""

	def before_insert(self):
		refuse_other_hands(self)

	def validate(self):
		refuse_other_hands(self)

	def before_change(self):
		refuse_other_hands(self)

	def before_rename(self, old, new, merge=False):
		refuse_other_hands(self)

	def on_trash(self):
		refuse_other_hands(self)

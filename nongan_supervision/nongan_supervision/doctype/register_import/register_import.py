from __future__ import annotations

from frappe.model.document import Document

from nongan_supervision.exchange import desk
from nongan_supervision.registry.towns import own_town


class RegisterImport(Document):
	"""The upload of a register: checked first, imported when the user says so."""

	def before_validate(self):
		self.town = self.town or own_town()

	def validate(self):
		desk.keep_outcome(self)
		desk.check_file(self)

	def on_trash(self):
		desk.refuse_deletion_while_running(self)

"""Two people change the same document: who comes second is told who was faster, in their own language."""

from __future__ import annotations

from contextlib import suppress

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, get_fullname


class SaysWhoWasFaster(Document):
	"""Refuses to overwrite what another has saved, as the framework does, but not in English: see check_if_latest."""

	def check_if_latest(self) -> None:
		"""Refuse a document that was changed since it was read.

		Frappe 16 puts the document's name into its message before that is translated, so that no translation fits.

		:raises frappe.TimestampMismatchError:
		"""
		with suppress(frappe.TimestampMismatchError):
			return super().check_if_latest()
		frappe.clear_last_message()
		stored = frappe.db.get_value(self.doctype, self.name, ("modified_by", "modified"), as_dict=True)
		return frappe.throw(
			_("{0} {1} was changed by {2} at {3}, after you had opened it. Reload it and enter it again.").format(
				_(self.doctype), self.name, get_fullname(stored.modified_by), format_datetime(stored.modified)
			),
			frappe.TimestampMismatchError,
		)

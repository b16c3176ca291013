from __future__ import annotations

import datetime

import frappe
from frappe.model.document import Document


class ReminderDigest(Document):
	"""What waited for a person on a day, told in one message; see agenda/digest.py."""

	@staticmethod
	def clear_old_logs(days: int = 400) -> None:
		"""Delete digests that are older, as the Log Settings say; what was told before is then told again."""
		before = frappe.utils.getdate() - datetime.timedelta(days=days)
		digest, item = frappe.qb.DocType("Reminder Digest"), frappe.qb.DocType("Reminder Digest Item")
		old = frappe.qb.from_(digest).select(digest.name).where(digest.digest_date < before)
		frappe.db.delete(item, (item.parenttype == "Reminder Digest") & item.parent.isin(old))
		frappe.db.delete(digest, digest.digest_date < before)

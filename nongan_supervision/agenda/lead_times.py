"""How long before its end a deadline is near."""

from __future__ import annotations

import frappe
from frappe.utils import cint

from nongan_supervision.agenda import kinds

OF_TASKS = (kinds.INSPECTION, kinds.RECTIFICATION, kinds.FEEDBACK, kinds.RESOLUTION)


def days_before(what: str) -> int:
	"""Return how many days before its day a deadline of this kind is near."""
	if what in OF_TASKS:
		return cint(frappe.db.get_single_value("Nongan Supervision Settings", "task_reminder_days"))
	return kinds.DEFAULT_DAYS.get(what, 0)

"""Tells the office of what a phone sent in and could not be done, because somebody else was faster."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname

from nongan_supervision.agenda.telling import tell
from nongan_supervision.inspections.states import TASK
from nongan_supervision.permissions.grants import AGRICULTURE
from nongan_supervision.permissions.holders import users_with


def tell_of_conflict(submission: Document) -> None:
	"""Notify the agriculture office, which settles it, and who else of the task's department may see it."""
	department = frappe.db.get_value(TASK, submission.task, "department")
	role = frappe.db.get_value("Supervision Department", department, "role") if department else None
	users = users_with([AGRICULTURE, role or AGRICULTURE])
	sender = get_fullname(frappe.session.user)
	for user in frappe.get_all("User", {"name": ["in", users]}, ["name", "language"]):
		if frappe.has_permission(submission.doctype, "read", doc=submission, user=user.name):
			text = _(
				"{0}: what {1} sent from the field was not applied, as the task had changed",
				user.language or frappe.local.lang,
			)
			tell(user.name, submission.doctype, submission.name, text.format(submission.task, sender))

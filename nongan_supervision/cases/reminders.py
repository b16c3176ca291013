"""Reminds of deadlines before they end, and tells the leaders when one has ended: once each, whenever the job runs."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_url_to_form

from nongan_supervision.agenda.agenda import Entry, agenda_of
from nongan_supervision.cases import clock
from nongan_supervision.cases.apart import each_apart
from nongan_supervision.permissions.grants import OFFICES

NEAR = "near"
OVERDUE = "overdue"


def remind() -> None:
	"""Notify whose turn it is of deadlines that are near, them and the leaders of those that have passed.

	An hourly job.
	"""
	now = clock.now()
	each_apart(
		_users(), lambda user: [_notify(user, entry) for entry in agenda_of(user, now) if entry.due], "Reminder of"
	)


def _notify(user: str, entry: Entry) -> None:
	"""Tell a user of a stage of a deadline, unless they were told of it: of this document, this day.

	The address before the question mark is the site's, and may change between two runs.
	"""
	if not entry.name or not (entry.is_overdue or entry.is_near):
		return
	stage = OVERDUE if entry.is_overdue else NEAR
	which = f"?{stage}={entry.due.isoformat()}"
	told = {"document_type": entry.doctype, "document_name": entry.name, "link": ["like", f"%{which}"]}
	if not frappe.db.exists("Notification Log", {**told, "for_user": user}):
		_tell(user, entry, stage, get_url_to_form(entry.doctype, entry.name) + which)


def _tell(user: str, entry: Entry, stage: str, link: str) -> None:
	language = frappe.db.get_value("User", user, "language") or frappe.local.lang
	text = (
		_("{0} {1}: {2} is overdue since {3}", language)
		if stage == OVERDUE
		else _("{0} {1}: {2} is due on {3}", language)
	)
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"type": "Alert",
			"for_user": user,
			"document_type": entry.doctype,
			"document_name": entry.name,
			"link": link,
			"subject": text.format(_(entry.doctype, language), entry.name, _(entry.what, language), entry.due),
		}
	).insert(ignore_permissions=True)  # the system's own message


def _users() -> list[str]:
	holder = frappe.qb.DocType("Has Role")
	user = frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(holder)
		.inner_join(user)
		.on(user.name == holder.parent)
		.select(user.name)
		.distinct()
		.where((holder.parenttype == "User") & holder.role.isin(OFFICES) & (user.enabled == 1))
	)
	return query.run(pluck=True)

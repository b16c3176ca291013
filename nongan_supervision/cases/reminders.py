"""Reminds of deadlines before they end, and tells the leaders when one has ended: once each, whenever the job runs."""

from __future__ import annotations

from itertools import chain

import frappe
from frappe import _
from frappe.utils import get_url_to_form

from nongan_supervision.cases import clock
from nongan_supervision.cases.states import LEADERSHIP
from nongan_supervision.cases.waiting import Deadline, running_deadlines
from nongan_supervision.inspections.waiting import task_deadlines

NEAR = "near"
OVERDUE = "overdue"


def remind() -> None:
	"""Notify whose turn it is of deadlines that are near, them and the leaders of those that have passed.

	An hourly job.
	"""
	now = clock.now()
	for deadline in chain(running_deadlines(), task_deadlines(now)):
		if deadline.is_overdue(now):
			_notify(deadline, OVERDUE, _users(_told_of_overdue(deadline)) | _in_hand(deadline))
		elif deadline.is_near(now):
			_notify(deadline, NEAR, _in_hand(deadline) or _users(set(deadline.awaited.roles)))


def _told_of_overdue(deadline: Deadline) -> set[str]:
	return {*deadline.awaited.roles, *(LEADERSHIP if deadline.awaited.is_told_to_leaders else ())}


def _in_hand(deadline: Deadline) -> set[str]:
	return {deadline.user} if deadline.user else set()


def _notify(deadline: Deadline, stage: str, users: set[str]) -> None:
	link = f"{get_url_to_form(deadline.doctype, deadline.name)}?{stage}={deadline.due.isoformat()}"
	untold = users - set(frappe.get_all("Notification Log", {"link": link}, pluck="for_user"))
	doc = frappe.get_doc(deadline.doctype, deadline.name) if untold else None
	for user in untold:
		if frappe.has_permission(doc.doctype, "read", doc=doc, user=user):
			_tell(user, deadline, stage, link)


def _tell(user: str, deadline: Deadline, stage: str, link: str) -> None:
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
			"document_type": deadline.doctype,
			"document_name": deadline.name,
			"link": link,
			"subject": text.format(
				_(deadline.doctype, language), deadline.name, _(deadline.awaited.what, language), deadline.due
			),
		}
	).insert(ignore_permissions=True)  # the system's own message


def _users(roles: set[str]) -> set[str]:
	holder = frappe.qb.DocType("Has Role")
	user = frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(holder)
		.inner_join(user)
		.on(user.name == holder.parent)
		.select(user.name)
		.distinct()
		.where((holder.parenttype == "User") & holder.role.isin(sorted(roles)) & (user.enabled == 1))
	)
	return set(query.run(pluck=True))

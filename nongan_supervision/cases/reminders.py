"""Reminds at once of what is due to the hour, and tells the leaders when it is overdue: once each, whenever it runs.

Of all that is due on a day, each person hears in the day's digest: see `agenda/job.py`.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_url_to_form

from nongan_supervision.agenda.telling import tell
from nongan_supervision.agenda.waiting import Deadline
from nongan_supervision.cases import clock
from nongan_supervision.cases.apart import alone, each_apart
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.states import LEADERSHIP
from nongan_supervision.cases.waiting import deadlines_to_the_hour
from nongan_supervision.permissions.holders import users_with

JOB = "nongan_case_reminders"

NEAR = "near"
OVERDUE = "overdue"


def remind() -> None:
	"""Notify whose turn it is of a deadline to the hour that is near, them and the leaders of one that has passed.

	An hourly job. Two of it at the same moment would not know of each other's notifications.
	"""
	alone(JOB, _remind)


def _remind() -> None:
	now = clock.now()
	each_apart(deadlines_to_the_hour(), lambda deadline: _remind_of(deadline, now), "Reminder of")


def _remind_of(deadline: Deadline, now: Moment) -> None:
	if deadline.is_overdue(now):
		_notify(deadline, OVERDUE, users_with({*deadline.awaited.roles, *LEADERSHIP}))
	elif deadline.is_near(now, leads={}):  # which are of days
		_notify(deadline, NEAR, users_with(deadline.awaited.roles))


def _notify(deadline: Deadline, stage: str, users: list[str]) -> None:
	"""Tell users of a stage of a deadline, unless they were told of it: of this document, this day.

	The address before the question mark is the site's, and may change between two runs.
	"""
	which = f"?{stage}={deadline.due.isoformat()}"
	of_document = {"document_type": deadline.doctype, "document_name": deadline.name, "link": ["like", f"%{which}"]}
	untold = set(users) - set(frappe.get_all("Notification Log", of_document, pluck="for_user"))
	link = get_url_to_form(deadline.doctype, deadline.name) + which
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
	what = _(deadline.awaited.what, language)
	subject = text.format(_(deadline.doctype, language), deadline.name, what, deadline.due)
	tell(user, deadline.doctype, deadline.name, subject, link)

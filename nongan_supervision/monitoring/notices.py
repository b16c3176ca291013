"""Who hears of a result by a notification in the Desk: the village's officers and the departments concerned."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import enqueue_create_notification
from frappe.model.document import Document
from frappe.utils import escape_html

from nongan_supervision.cases.clues import responsible_department
from nongan_supervision.monitoring.bans import active_bans
from nongan_supervision.permissions.grants import DISTRICT, VILLAGE
from nongan_supervision.permissions.holders import users_with


def of_findings(test: Document, escalations: list[str], ban: str | None, clue: str | None) -> None:
	"""Tell of what a failing test has opened: a ban or a clue at home, an escalation to the district as well."""
	at_home = [*village_officers(test.village), *department_users(test)]
	if ban:
		_notify(at_home, "Sale Ban", ban, _("Banned from sale, notify the producer: {0}").format(_subject(test)))
	elif clue:
		_notify(department_users(test), "Case Clue", clue, _("New clue: {0}").format(_subject(test)))
	for escalation in escalations:
		_notify(
			[*at_home, *users_with([DISTRICT])],
			"Enforcement Escalation",
			escalation,
			_("Suspected banned substance, reported to the district: {0}").format(_subject(test)),
		)


def of_passing_retest(test: Document) -> None:
	"""Tell those who can lift it that a ban can be lifted with this test."""
	for ban in active_bans(test.producer, test.product):
		text = _("Passing retest {0}: the sale ban can be lifted ({1})").format(test.name, _subject(test))
		_notify(department_users(test), "Sale Ban", ban, text)


def village_officers(village: str | None) -> list[str]:
	"""Return the village officers to whom a village is given."""
	if not village:
		return []
	given = frappe.get_all("User Permission", {"allow": "Village", "for_value": village}, pluck="user")
	return sorted(set(given).intersection(users_with([VILLAGE])))


def department_users(test: Document) -> list[str]:
	"""Return the users of the department that looks after a test's sector or, from the market on, the trade."""
	department = responsible_department(test.sector, test.stage)
	role = department and frappe.db.get_value("Supervision Department", department, "role")
	return users_with([role]) if role else []


def _subject(test: Document) -> str:
	"""Name a test by its producer, product and the substances that were found."""
	producer = frappe.db.get_value("Producer", test.producer, "producer_name") if test.producer else None
	found = "、".join(row.substance for row in test.results if row.verdict != "Pass")
	return escape_html(" · ".join(filter(None, (test.village, producer, test.product, found))))


def _notify(users: Iterable[str], doctype: str, name: str, subject: str) -> None:
	enqueue_create_notification(
		sorted(set(users)),
		{
			"type": "Alert",
			"document_type": doctype,
			"document_name": name,
			"subject": subject,
			"from_user": frappe.session.user,
		},
	)

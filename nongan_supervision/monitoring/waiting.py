"""What monitoring waits for: the district's answer to an escalation, and the tests of this month's sampling plans."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, get_absolute_url, getdate

from nongan_supervision.agenda.kinds import CONFIRMATION_OF_SAMPLING, ENFORCEMENT_SAMPLING, TESTS_OF_MONTH
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.monitoring.escalation_steps import OPEN
from nongan_supervision.monitoring.sampling_plan import DRAFT, month_of
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, VILLAGE

ESCALATION = "Enforcement Escalation"
PLAN = "Sampling Plan"
CONFIRMED = "Confirmed"

SAMPLING = Awaited(ENFORCEMENT_SAMPLING, "due_on", (DISTRICT,))
TESTS = Awaited(TESTS_OF_MONTH, "", (VILLAGE,), is_told_to_leaders=False)
TO_CONFIRM = Awaited(CONFIRMATION_OF_SAMPLING, "", (AGRICULTURE,), is_decision=True)


def escalation_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield until when the district starts enforcement sampling, and answers: the leaders hear of what is overdue."""
	if not person.holds(DISTRICT, LEADER):
		return
	escalation = frappe.qb.DocType(ESCALATION)
	is_near = escalation.due_on <= person.until(ENFORCEMENT_SAMPLING)
	fields = ("due_on", "village", "product")
	for row in person.rows(ESCALATION, fields, escalation.workflow_state.isin(OPEN), is_near):
		title = " ".join(filter(None, (row.village, row.product)))
		yield Deadline(ESCALATION, row.name, SAMPLING, getdate(row.due_on), title=title)


def sampling_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the tests that a village still owes to its plan of this month, and how many plans are to be confirmed.

	What wasn't tested in its month can't be made up for: a month that is over is not waited for.
	"""
	if not person.holds(VILLAGE, AGRICULTURE):
		return
	plan, today = frappe.qb.DocType(PLAN), person.today
	of_month = (plan.year == today.year) & (plan.month == today.month) & plan.status.isin((DRAFT, CONFIRMED))
	rows = person.rows(PLAN, ("village", "status", "planned_count", "done_count"), of_month)
	_first, last = month_of(today.year, today.month)
	for row in rows:
		left = cint(row.planned_count) - cint(row.done_count)
		if row.status == CONFIRMED and left > 0:
			title = _("{0}: {1} of {2} tests are still to be made").format(row.village, left, cint(row.planned_count))
			yield Deadline(PLAN, row.name, TESTS, last, title=title)
	if drafts := [row.village for row in rows if row.status == DRAFT]:
		yield _to_confirm(drafts, today)


def _to_confirm(villages: list[str], today) -> Deadline:
	title = _("{0}: plans of {1} villages").format(f"{today.year}-{today.month:02}", len(villages))
	filters = f"?status={DRAFT}&year={today.year}&month={today.month}"
	return Deadline(PLAN, None, TO_CONFIRM, None, title=title, url=get_absolute_url(PLAN, "view/list") + filters)

"""What inspections wait for: the tasks, what is to be put right, findings to be accepted, plans to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import frappe
from frappe.utils import cint, getdate

from nongan_supervision.agenda.kinds import (
	ACCEPTANCE,
	CONFIRMATION_OF_PATROLS,
	INSPECTION,
	RECTIFICATION,
	SETTLING_OF_SUBMISSION,
)
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.inspections import acceptance
from nongan_supervision.inspections.field.links import path_of
from nongan_supervision.inspections.states import (
	IN_PROGRESS,
	INSPECTORS,
	PLANNED,
	RECTIFYING,
	SUBMITTED,
	TASK,
)
from nongan_supervision.permissions.grants import AGRICULTURE, VILLAGE

PLAN = "Patrol Plan"
SUBMISSION = "Field Submission"

DUE_FIELDS = {PLANNED: "due_on", IN_PROGRESS: "due_on", RECTIFYING: "rectification_due_on"}
"""State → the field of the day that runs in it."""

TO_CONFIRM = Awaited(CONFIRMATION_OF_PATROLS, "", (AGRICULTURE,), is_decision=True)
TO_SETTLE = Awaited(SETTLING_OF_SUBMISSION, "", (AGRICULTURE,), is_decision=True)


def task_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the deadlines of tasks that are near or have passed, and the findings that wait to be accepted.

	Who it is assigned to is reminded, or else its department; the leaders hear of rectifications that are overdue.
	Findings are accepted by the task's department, those of a village's patrols by the agriculture office. A village
	officer is led to the phone's page, everybody else to the document.
	"""
	if not person.holds(*INSPECTORS):
		return
	task = frappe.qb.DocType(TASK)
	is_open = task.workflow_state.isin((PLANNED, IN_PROGRESS)) & (task.due_on <= person.until(INSPECTION))
	is_rectified = task.workflow_state == RECTIFYING
	is_rectified &= task.rectification_due_on <= person.until(RECTIFICATION)
	condition = is_open | is_rectified | (task.workflow_state == SUBMITTED)
	fields = ("title", "workflow_state", "department", "assigned_to", "due_on", "rectification_due_on", "submitted_by")
	has_colleagues = cache(acceptance.has_colleagues)
	for row in person.rows(TASK, fields, condition):
		yield _to_accept(person, row, has_colleagues) if row.workflow_state == SUBMITTED else _deadline(person, row)


def _to_accept(person: Person, row: frappe._dict, has_colleagues: Callable[[str, tuple[str, ...]], bool]) -> Deadline:
	"""Whoever handed the findings in doesn't accept them where a colleague could."""
	takers = acceptance.takers(person.role_of(row.department))
	is_own = row.submitted_by == person.user and has_colleagues(person.user, takers)
	barred = frozenset({person.user} if is_own else ())
	awaited = Awaited(ACCEPTANCE, "", takers, is_decision=True)
	return Deadline(TASK, row.name, awaited, None, title=row.title, barred=barred)


def _deadline(person: Person, row: frappe._dict) -> Deadline:
	field = DUE_FIELDS[row.workflow_state]
	roles = person.role_of(row.department)
	is_rectification = row.workflow_state == RECTIFYING
	what = RECTIFICATION if is_rectification else INSPECTION
	awaited = Awaited(what, field, roles, is_told_to_leaders=is_rectification)
	url = path_of(row.name) if person.holds(VILLAGE) else None
	return Deadline(TASK, row.name, awaited, getdate(row[field]), row.assigned_to, row.title, url=url)


def patrol_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the drafted patrol plans of this month and later ones: the agriculture office confirms them."""
	if not person.holds(AGRICULTURE):
		return
	plan = frappe.qb.DocType(PLAN)
	this_month = (plan.year > person.today.year) | (
		(plan.year == person.today.year) & (plan.month >= person.today.month)
	)
	for row in person.rows(PLAN, ("town", "year", "month"), plan.status == "Draft", this_month):
		title = f"{row.town} {cint(row.year)}-{cint(row.month):02}"
		yield Deadline(PLAN, row.name, TO_CONFIRM, None, title=title)


def submission_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield what phones have sent in and could not be applied: the agriculture office settles it."""
	if not person.holds(AGRICULTURE):
		return
	sent = frappe.qb.DocType(SUBMISSION)
	is_open = sent.outcome.isin(("Conflict", "Refused")) & (sent.settled == 0)
	rows = person.rows(SUBMISSION, ("task",), is_open)
	named = frappe.qb.DocType(TASK).name.isin({row.task for row in rows})
	titles = {task.name: task.title for task in person.rows(TASK, ("title",), named)} if rows else {}
	for row in rows:
		yield Deadline(SUBMISSION, row.name, TO_SETTLE, None, title=titles.get(row.task, row.task))

"""What a meeting has resolved, and is waited for: until when, and who is reminded of it."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe.utils import getdate

from nongan_supervision.agenda.kinds import RESOLUTION
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.outreach.meetings import IN_PROGRESS, MEETING, OPEN
from nongan_supervision.permissions.scope import apply_scope


def resolution_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the deadlines of resolutions that are near or have passed: one of a meeting, a department and a day."""
	if not person.roles or not frappe.has_permission(MEETING, "read", user=person.user):
		return
	meeting, row = frappe.qb.DocType(MEETING), frappe.qb.DocType("Meeting Resolution")
	query = frappe.qb.from_(meeting).join(row).on((row.parent == meeting.name) & (row.parenttype == MEETING))
	query = query.select(meeting.name, meeting.title, row.department, row.due_on).distinct()
	query = query.where(row.status.isin((OPEN, IN_PROGRESS)) & (row.due_on <= person.until(RESOLUTION)))
	query = query.orderby(meeting.name, row.due_on, row.department)
	for name, title, department, due_on in apply_scope(query, MEETING, person.user).run():
		awaited = Awaited(RESOLUTION, "due_on", person.role_of(department))
		yield Deadline(MEETING, name, awaited, getdate(due_on), title=title, department=department)

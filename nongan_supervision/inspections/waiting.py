"""What an inspection task waits for: until when, and who is reminded of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe.utils import getdate

from nongan_supervision.cases import deadlines
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.waiting import Awaited, Deadline, roles_by_department
from nongan_supervision.inspections.states import IN_PROGRESS, PLANNED, RECTIFYING, TASK

INSPECTION = "Inspection"
RECTIFICATION = "Rectification"

DUE_FIELDS = {PLANNED: "due_on", IN_PROGRESS: "due_on", RECTIFYING: "rectification_due_on"}
"""State → the field of the day that runs in it."""


def task_deadlines(now: Moment) -> Iterator[Deadline]:
	"""Yield the deadlines of tasks that are near or have passed, by the settings' days.

	Who it is assigned to is reminded, or else its department; the leaders hear of rectifications that are overdue.
	"""
	days = datetime.timedelta(days=deadlines.setting("task_reminder_days"))
	roles = roles_by_department()
	for field in sorted(set(DUE_FIELDS.values())):
		states = [state for state, named in DUE_FIELDS.items() if named == field]
		filters = {"workflow_state": ["in", states], field: ["<=", now.day + days]}
		for row in frappe.get_all(TASK, filters, ["name", field, "department", "assigned_to"]):
			is_rectification = field == DUE_FIELDS[RECTIFYING]
			awaited = Awaited(
				RECTIFICATION if is_rectification else INSPECTION,
				field,
				roles.get(row.department, ()),
				days,
				is_told_to_leaders=is_rectification,
			)
			yield Deadline(TASK, row.name, awaited, getdate(row[field]), row.assigned_to)

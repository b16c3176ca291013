"""What a meeting has resolved, and is waited for: until when, and who is reminded of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe.utils import getdate

from nongan_supervision.cases import deadlines
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.waiting import Awaited, Deadline, roles_by_department
from nongan_supervision.outreach.meetings import IN_PROGRESS, MEETING, OPEN

RESOLUTION = "Resolution"


def resolution_deadlines(now: Moment) -> Iterator[Deadline]:
	"""Yield the deadlines of resolutions that are near or have passed: one of a meeting, a department and a day."""
	days = datetime.timedelta(days=deadlines.setting("task_reminder_days"))
	roles = roles_by_department()
	filters = {"parenttype": MEETING, "status": ["in", (OPEN, IN_PROGRESS)], "due_on": ["<=", now.day + days]}
	rows = frappe.get_all("Meeting Resolution", filters, ["parent", "department", "due_on"], distinct=True)
	for row in rows:
		awaited = Awaited(RESOLUTION, "due_on", roles.get(row.department, ()), days)
		yield Deadline(MEETING, row.parent, awaited, getdate(row.due_on))

"""The feedback on a campaign: whether it is overdue, and who is reminded of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import deadlines
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.waiting import Awaited, Deadline
from nongan_supervision.inspections.seasons import CAMPAIGN, DRAFT
from nongan_supervision.permissions.grants import AGRICULTURE

FEEDBACK = "Feedback"


def is_feedback_overdue(campaign: Document | frappe._dict, today: datetime.date) -> bool:
	"""Whether the feedback of a campaign that has started was due before today, and is not submitted."""
	due = campaign.feedback_due_on
	return campaign.status != DRAFT and bool(due) and not campaign.feedback_submitted_on and getdate(due) < today


def feedback_deadlines(now: Moment) -> Iterator[Deadline]:
	"""Yield when feedback on campaigns that have started is due: soon, by the settings' days, or since when."""
	days = datetime.timedelta(days=deadlines.setting("task_reminder_days"))
	awaited = Awaited(FEEDBACK, "feedback_due_on", (AGRICULTURE,), days)
	filters = {
		"status": ["!=", DRAFT],
		"feedback_submitted_on": ["is", "not set"],
		"feedback_due_on": ["<=", now.day + days],
	}
	for name, due in frappe.get_all(CAMPAIGN, filters, ["name", "feedback_due_on"], as_list=True):
		yield Deadline(CAMPAIGN, name, awaited, getdate(due))

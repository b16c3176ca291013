"""The feedback on a campaign: whether it is overdue, and who is reminded of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.agenda.kinds import FEEDBACK
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.inspections.seasons import CAMPAIGN, DRAFT
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER

AWAITED = Awaited(FEEDBACK, "feedback_due_on", (AGRICULTURE,))


def is_feedback_overdue(campaign: Document | frappe._dict, today: datetime.date) -> bool:
	"""Whether the feedback of a campaign that has started was due before today, and is not submitted."""
	due = campaign.feedback_due_on
	return campaign.status != DRAFT and bool(due) and not campaign.feedback_submitted_on and getdate(due) < today


def feedback_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield when feedback on campaigns that have started is due: soon, or since when. The summary is that feedback."""
	if not person.holds(AGRICULTURE, LEADER):
		return
	campaign = frappe.qb.DocType(CAMPAIGN)
	is_open = (campaign.status != DRAFT) & campaign.feedback_submitted_on.isnull()
	is_near = campaign.feedback_due_on <= person.until(FEEDBACK)
	for row in person.rows(CAMPAIGN, ("title", "feedback_due_on"), is_open, is_near):
		yield Deadline(CAMPAIGN, row.name, AWAITED, getdate(row.feedback_due_on), title=row.title)

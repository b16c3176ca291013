"""Rules of joint meetings and risk consultations, and of what they resolve.

Source: the plan of 2022, part 5 and A8 (建立联席会议制度), A4 (完善风险会商机制).

Who calls a meeting, the agriculture office and the leader write all of it. A department that takes part reports on
its own resolutions: how far they are, and when they were done.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.outreach import errors
from nongan_supervision.permissions.grants import ADMINISTRATORS, AGRICULTURE, LEADER
from nongan_supervision.permissions.viewer import departments_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

MEETING = "Joint Meeting"
CONSULTATION = "Risk Consultation"

PLANNED = "Planned"
HELD = "Held"
ALL_DONE = "All Done"

OPEN = "Open"
IN_PROGRESS = "In Progress"
DONE = "Done"
DROPPED = "Dropped"
SETTLED = (DONE, DROPPED)

COORDINATORS = (*ADMINISTRATORS, AGRICULTURE, LEADER)

OF_THE_MEETING = (
	"meeting_type",
	"held_on",
	"place",
	"chair",
	"recorder",
	"town",
	"period_from",
	"period_to",
	"other_participants",
	"agenda",
	"findings",
	"risk_level",
	"minutes",
)
RESOLVED = ("resolution", "department", "due_on")
REPORTED = ("status", "done_on", "progress_note")
"""What a department reports of its own resolutions."""


def apply_rules(meeting: Document, context: Context) -> None:
	"""Complete a meeting and refuse it if a rule is broken.

	:raises OutreachError: one of :mod:`nongan_supervision.outreach.errors`.
	"""
	keep_what_others_resolved(meeting)
	meeting.town = meeting.town or own_town()
	check_period(meeting)
	check_participants(meeting)
	for row in meeting.get("resolutions") or []:
		check_resolution(row, meeting, context)
	meeting.status = status_of(meeting, context)
	meeting.title = f"{getdate(meeting.held_on)} {_(meeting.meeting_type, context=MEETING)}"


def keep_what_others_resolved(meeting: Document) -> None:
	"""Let a department that takes part report on its own resolutions, and change nothing else.

	:raises OthersResolutionError: it changes the meeting, or somebody else's resolution.
	"""
	stored = meeting.get_doc_before_save()
	if not stored or may_write_all(stored):
		return
	own = {department for role in frappe.get_roles() for department in departments_of(role)}
	before = {row.name: row for row in stored.resolutions}
	after = {row.name: row for row in meeting.resolutions}
	if (
		set(before) != set(after)
		or _differ(meeting, stored, OF_THE_MEETING)
		or _participants(meeting) != _participants(stored)
	):
		frappe.throw(
			_("Who called the meeting and the agriculture office change it. Report on your own resolutions."),
			errors.OthersResolutionError,
		)
	for name, row in after.items():
		department = before[name].department
		fields = RESOLVED if department in own else (*RESOLVED, *REPORTED)
		if _differ(row, before[name], fields):
			frappe.throw(
				_("Row {0} is the part of {1}. Report on your own resolutions.").format(
					row.idx, before[name].department
				),
				errors.OthersResolutionError,
			)


def may_write_all(meeting: Document) -> bool:
	"""Whether the session's user coordinates meetings, or called this one."""
	return meeting.owner == frappe.session.user or not set(COORDINATORS).isdisjoint(frappe.get_roles())


def refuse_deletion(meeting: Document) -> None:
	"""Let a meeting be deleted by who may write all of it: not by a department that only takes part.

	:raises OthersResolutionError:
	"""
	if not may_write_all(meeting):
		frappe.throw(
			_("Who called the meeting and the agriculture office change it. Report on your own resolutions."),
			errors.OthersResolutionError,
		)


def check_period(meeting: Document) -> None:
	"""Refuse a period that ends before it begins.

	:raises InvalidPeriodError:
	"""
	if meeting.period_from and meeting.period_to and getdate(meeting.period_from) > getdate(meeting.period_to):
		frappe.throw(_("The period ends before it begins. Change one of its two days."), errors.InvalidPeriodError)


def check_participants(meeting: Document) -> None:
	"""Refuse a department that is listed twice.

	:raises DuplicateParticipantError:
	"""
	seen = set()
	for row in meeting.departments:
		if row.department in seen:
			frappe.throw(
				_("Row {0}: {1} is listed already. Take one of the two out.").format(row.idx, row.department),
				errors.DuplicateParticipantError,
			)
		seen.add(row.department)


def check_resolution(row: Document, meeting: Document, context: Context) -> None:
	"""Complete a resolution: done today, where nobody says when; refuse impossible days, and a drop without reason.

	:raises InvalidDueDateError: it is due before the meeting.
	:raises InvalidDoneDateError: it was done before the meeting, or on a day that has not come.
	:raises MissingDropReasonError: it is dropped, and nobody says why.
	"""
	row.status = row.status or OPEN
	if getdate(row.due_on) < getdate(meeting.held_on):
		frappe.throw(_("Row {0} is due before the meeting takes place.").format(row.idx), errors.InvalidDueDateError)
	if row.status != DONE:
		row.done_on = None
	else:
		row.done_on = getdate(row.done_on) if row.done_on else context.today
		if not getdate(meeting.held_on) <= row.done_on <= context.today:
			frappe.throw(
				_("Row {0}: enter the day on which it was done, between the meeting and today.").format(row.idx),
				errors.InvalidDoneDateError,
			)
	if row.status == DROPPED and not (row.progress_note or "").strip():
		frappe.throw(
			_("Row {0}: say in the progress note why it is dropped.").format(row.idx), errors.MissingDropReasonError
		)


def status_of(meeting: Document, context: Context) -> str:
	"""Return how a meeting stands: planned, held, or held with all that it resolved settled."""
	if getdate(meeting.held_on) > context.today:
		return PLANNED
	resolutions = meeting.get("resolutions") or []
	return ALL_DONE if resolutions and all(row.status in SETTLED for row in resolutions) else HELD


def _differ(one: Document, other: Document, fields: tuple[str, ...]) -> bool:
	return any(str(one.get(field) or "") != str(other.get(field) or "") for field in fields)


def _participants(meeting: Document) -> list[tuple[str, str]]:
	return [(row.department, row.attendee or "") for row in meeting.departments]

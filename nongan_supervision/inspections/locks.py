"""What may change in an inspection task in which state, and by whose hand; and what only the server sets."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model import display_fieldtypes
from frappe.model.document import Document

from nongan_supervision.cases.snapshot import snapshot
from nongan_supervision.inspections.states import (
	DEPARTMENTS,
	IN_PROGRESS,
	INSPECTORS,
	PLANNED,
	RECTIFYING,
	SUBMITTED,
)
from nongan_supervision.permissions.grants import ADMINISTRATORS, AGRICULTURE, LEADER
from nongan_supervision.workflows import errors as step_errors

COMPUTED = (
	"title",
	"board_column",
	"shown_to",
	"sector",
	"guidance",
	"started_at",
	"finished_at",
	"distance_from_place",
	"problems_found",
	"reinspected_by",
	"clue",
	"accepted_by",
	"accepted_on",
	"submitted_by",
)
"""Fields that the server sets, whatever a client sends."""

EVERYTHING = "*"

ORGANISATION = ("department", "departments", "other_participants", "assigned_to", "due_on")
FINDINGS = (
	"items",
	"conclusion",
	"operation_result",
	"inspected_person",
	"signature",
	"signature_refused",
	"latitude",
	"longitude",
	"position_accuracy",
	"photos",
	"other_participants",
)
ORDER = ("rectification_requirement", "rectification_due_on", "rectification_notified_on")
REPORT = ("rectification_report", "rectified_on", "photos")
REINSPECTION = ("reinspected_on", "reinspection_result", "reinspection_note", "acceptance_reason", "photos")
LATER = (*ORDER, "rectification_report", "rectified_on", *REINSPECTION[:-1], "return_reason")
"""Fields that have their moment after the findings."""

FILLED_IN_ON_THE_SPOT = ("producer", "dealer", "product")
"""What a patrol may leave open until it is there."""

OPEN_FIELDS: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {
	PLANNED: {INSPECTORS: (EVERYTHING,), DEPARTMENTS: ("return_reason",)},
	IN_PROGRESS: {INSPECTORS: FINDINGS, DEPARTMENTS: ORGANISATION},
	SUBMITTED: {DEPARTMENTS: (*ORDER, *REINSPECTION, "return_reason", "assigned_to")},
	RECTIFYING: {INSPECTORS: REPORT, DEPARTMENTS: ("rectification_due_on", "rectification_notified_on", "assigned_to")},
}
"""Stored state → roles → the fields that they may change there."""


def keep_computed(task: Document) -> None:
	"""Take the fields that the server sets from the database, whatever was sent; a new task has none of them."""
	stored = task.get_doc_before_save()
	for fieldname in COMPUTED:
		task.set(fieldname, stored.get(fieldname) if stored else None)
	if not stored:
		for fieldname in LATER:
			task.set(fieldname, None)


def check_changes(task: Document) -> None:
	"""Refuse changes of fields that stand still in the task's stored state, or are not this user's to change.

	:raises LockedFieldError: names the fields.
	"""
	stored = task.get_doc_before_save()
	if not stored:
		return
	state = stored.workflow_state or PLANNED
	before, after = snapshot(stored), snapshot(task)
	changed = {name for name in after if after[name] != before.get(name)} - {"workflow_state", *COMPUTED}
	if state == IN_PROGRESS:
		changed -= {name for name in FILLED_IN_ON_THE_SPOT if not stored.get(name)}
	may_change = open_fields(state)
	if state == PLANNED and not (is_planner(stored) or _is_of_a_department()):
		may_change &= {*FINDINGS, *(name for name in FILLED_IN_ON_THE_SPOT if not stored.get(name))}
	if locked := changed - may_change - _fetched(task):
		labels = "、".join(_(task.meta.get_label(fieldname), context=task.doctype) for fieldname in sorted(locked))
		frappe.throw(
			_("While the state is {0}, this stays as it is, or is not yours to change: {1}.").format(_(state), labels),
			step_errors.LockedFieldError,
		)


def is_planner(task: Document) -> bool:
	"""Whether the session's user has planned a task, or coordinates the work of all."""
	return task.owner == frappe.session.user or not {LEADER, AGRICULTURE, *ADMINISTRATORS}.isdisjoint(
		frappe.get_roles()
	)


def open_fields(state: str) -> set[str]:
	"""Return the fields that the session's user may change in a state."""
	roles = set(frappe.get_roles())
	found: set[str] = set()
	for holders, fieldnames in OPEN_FIELDS.get(state, {}).items():
		if not roles.isdisjoint((*holders, *ADMINISTRATORS)):
			found |= _planning() if EVERYTHING in fieldnames else set(fieldnames)
	return found


def _is_of_a_department() -> bool:
	return not {*DEPARTMENTS, *ADMINISTRATORS}.isdisjoint(frappe.get_roles())


def _planning() -> set[str]:
	fields = frappe.get_meta("Inspection Task").fields
	return {field.fieldname for field in fields if field.fieldtype not in display_fieldtypes} - set(LATER)


def _fetched(task: Document) -> set[str]:
	return {field.fieldname for field in task.meta.fields if field.fetch_from and field.read_only}

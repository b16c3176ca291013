"""The inspections that somebody's phone shows, and what it is told of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.inspections.states import IN_PROGRESS, PLANNED, RECTIFYING, TASK
from nongan_supervision.inspections.steps import JOINT_OPERATION, needs_signature
from nongan_supervision.inspections.templates import usual_findings
from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.permissions.viewer import SessionViewer, departments_of

SHOWN = 100
OPEN = (PLANNED, IN_PROGRESS, RECTIFYING)

TOLD = (
	*("name", "title", "task_type", "workflow_state", "village", "planned_on", "due_on", "guidance", "reason"),
	*("conclusion", "operation_result", "inspected_person", "signature_refused", "rectification_requirement"),
	*("rectification_due_on", "rectification_report", "return_reason", "assigned_to", "unannounced"),
)
TOLD_OF_ITEM = ("name", "item", "requirement", "photo_required", "result", "finding")

WRITTEN = (
	*("workflow_state", "conclusion", "operation_result", "inspected_person", "signature", "signature_refused"),
	"rectification_report",
)
"""What a phone writes, and somebody else may have written meanwhile."""
WRITTEN_OF_ITEM = ("name", "item", "requirement", "result", "finding")


def open_tasks() -> list[dict]:
	"""Return the open inspections that the session's user has to do: assigned to them, their department's, or
	waiting to be put right in their village; those that are due first at the top.
	"""
	own = (name for filters in _searches() for name in _names(filters))
	tasks = [frappe.get_doc(TASK, name) for name in dict.fromkeys(own)]
	return [as_phone_sees(task) for task in sorted(tasks, key=_urgency)[:SHOWN] if task.has_permission("write")]


def as_phone_sees(task: Document) -> dict[str, Any]:
	"""Return what a phone shows of an inspection, with the key of the state that it is in."""
	shown = {row.for_item for row in task.photos}
	return {
		**{field: task.get(field) for field in TOLD},
		"title": task.title or task.name,
		"place": _place(task),
		"task_type_label": _(task.task_type),
		"needs_signature": needs_signature(task) and not task.signature,
		"needs_operation_result": task.task_type == JOINT_OPERATION,
		"items": [_item(row, row.item in shown) for row in task.items],
		"state_key": state_key(task),
	}


def _item(row: Document, is_shown: bool) -> dict[str, Any]:
	return {
		**{field: row.get(field) for field in TOLD_OF_ITEM},
		"usual_findings": usual_findings(row),
		"has_photo": bool(row.photo) or is_shown,
	}


def state_key(task: Document) -> str:
	"""Return a digest of what a phone writes of a task: it changes when somebody else has written it."""
	written = [_plain(task.get(field)) for field in WRITTEN]
	rows = [[_plain(row.get(field)) for field in WRITTEN_OF_ITEM] for row in task.items]
	return hashlib.sha256(json.dumps([written, rows], ensure_ascii=False).encode()).hexdigest()


def _plain(value: Any) -> str:
	return "" if value in (None, 0, "0") else str(value)


def _urgency(task: Document) -> tuple[str, str]:
	"""By the day that counts: the end of the rectification, the day it is due, the day planned."""
	due = task.rectification_due_on if task.workflow_state == RECTIFYING else task.due_on
	return str(due or task.planned_on), task.name


def _searches() -> Iterator[list[list]]:
	viewer = SessionViewer(frappe.session.user)
	if viewer.is_administrator:
		yield []
		return
	yield [["assigned_to", "=", viewer.user]]
	departments = [name for role in viewer.roles_in_table for name in departments_of(role)]
	if departments:
		yield [["department", "in", departments]]
		yield [["Inspection Task Department", "department", "in", departments]]
	if VILLAGE in viewer.roles_in_table:
		yield [["workflow_state", "=", RECTIFYING]]  # of its village, whoever inspected


def _names(filters: list[list]) -> list[str]:
	return frappe.get_list(
		TASK,
		filters=[["workflow_state", "in", OPEN], *filters],
		pluck="name",
		order_by="planned_on asc, name asc",
		limit_page_length=SHOWN,
	)


def _place(task: Document) -> str:
	"""Who is inspected, where the user may know it."""
	for doctype, field, title in (("Producer", "producer", "producer_name"), ("Input Dealer", "dealer", "dealer_name")):
		name = task.get(field)
		if name and frappe.has_permission(doctype, "read", doc=name):
			return frappe.db.get_value(doctype, name, title) or name
	return ""

"""Clues from inspections: opened by a department, or by the system where a rectification is overdue. Each task, once.

Source: clause P4.2 of the plan (巡查中发现的禁限用药问题依法查处).
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import clues
from nongan_supervision.inspections import errors
from nongan_supervision.inspections.locks import open_fields
from nongan_supervision.inspections.states import PLANNED, RECTIFYING, SUBMITTED, TASK
from nongan_supervision.inspections.steps import DOES_NOT_CONFORM
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, VETERINARY
from nongan_supervision.workflows.steps import role_of

INSPECTION = "Inspection"
"""The source of such a clue."""

CHECK_CLUES = (AGRICULTURE, MARKET, VETERINARY)
"""Roles of the departments that check clues."""


def open_by_hand(name: str) -> str:
	"""Open a clue from what a task found, for the department that checks it, and return its name.

	:raises frappe.PermissionError: the user may not write the task's rectification.
	:raises NothingToRectifyError: the task found nothing.
	"""
	task = frappe.get_doc(TASK, name)
	task.check_permission("write")
	if "acceptance_reason" not in open_fields(SUBMITTED):
		frappe.throw(_("A department opens the clue. Report what you found to it."), frappe.PermissionError)
	if task.clue:
		return task.clue
	if not task.problems_found or task.workflow_state in (None, PLANNED):
		frappe.throw(
			_("{0} found no problem: there is nothing to open a clue about.").format(task.name),
			errors.NothingToRectifyError,
		)
	return _open(task, found_wrong(task))


def open_for_overdue() -> None:
	"""Daily: open the clues of rectifications that are overdue; what fails is told in the log and tried again."""
	filters = {"workflow_state": RECTIFYING, "rectification_due_on": ["<", getdate()], "clue": ["is", "not set"]}
	for name in frappe.get_all(TASK, filters, pluck="name", order_by="rectification_due_on"):
		frappe.db.savepoint("nongan_overdue_rectification")
		try:
			task = frappe.get_doc(TASK, name)
			overdue = _("The rectification was due on {0} and is not reported.").format(task.rectification_due_on)
			_open(task, f"{overdue}\n{found_wrong(task)}")
		except Exception:
			frappe.db.rollback(save_point="nongan_overdue_rectification")
			frappe.log_error(title=f"Overdue rectification {name}")


def found_wrong(task: Document) -> str:
	"""Return in words what a task found, item by item."""
	found = [f"{row.item}：{row.finding}" for row in task.get("items") if row.result == DOES_NOT_CONFORM]
	return _("Found by inspection {0}: {1}").format(task.name, "；".join(found))


def department_for(task: Document) -> str | None:
	"""Return the department that checks a task's clue: its own, or the sector's or trade's."""
	if role_of(task.department) in CHECK_CLUES:
		return task.department
	return clues.responsible_department(task.sector, "Dealer" if task.dealer else None)


def _open(task: Document, description: str) -> str:
	day = min(getdate(task.finished_at or task.started_at), getdate())
	received_on = getdate() if task.workflow_state == RECTIFYING else day
	name = clues.open_clue(INSPECTION, task, description, received_on=received_on, department=department_for(task))
	task.db_set("clue", name, update_modified=False)
	return name

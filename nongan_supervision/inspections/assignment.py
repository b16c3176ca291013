"""Who carries a task out: it stands in that user's own list of things to do until it is settled."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.model.document import Document

from nongan_supervision.inspections import errors
from nongan_supervision.inspections.states import DEPARTMENTS, SETTLED
from nongan_supervision.permissions.grants import ADMINISTRATORS, VILLAGE
from nongan_supervision.permissions.scopes import scope_of

TASK = "Inspection Task"


def check(task: Document) -> None:
	"""Refuse a task that is newly given to somebody who can't carry it out; see `check_assignee`."""
	stored = task.get_doc_before_save()
	if task.assigned_to and not (stored and not _has_changed(task, stored)):
		check_assignee(task, task.assigned_to)


def check_assignee(task: Document, user: str) -> None:
	"""Refuse to give a task to somebody who can't carry it out.

	:raises AssigneeError: the account is closed, or may not write the task.
	:raises UnannouncedError: an unannounced inspection would be known in the village.
	"""
	roles = set(frappe.get_roles(user))
	if task.shown_to != "Everyone" and VILLAGE in roles and roles.isdisjoint({*DEPARTMENTS, *ADMINISTRATORS}):
		frappe.throw(
			_("An unannounced inspection is to surprise the village: it can't be assigned to {0}.").format(user),
			errors.UnannouncedError,
		)
	if not frappe.db.get_value("User", user, "enabled") or not may_carry_out(task, user):
		frappe.throw(
			_("{0} can't carry out this task: the account is closed, or may not write tasks of {1} in {2}.").format(
				user, task.department, task.village
			),
			errors.AssigneeError,
		)


def _has_changed(task: Document, stored: Document) -> bool:
	return any(task.get(name) != stored.get(name) for name in ("assigned_to", "department", "village", "unannounced"))


def may_carry_out(task: Document, user: str) -> bool:
	"""Whether a user may write all of a task, by the values it has in memory."""
	scope = scope_of(user, TASK, "write")
	return scope.everything or any(not clause.fields for clause in scope.clauses_met_by(task))


def follow(task: Document) -> None:
	"""Put the task on the list of who it is assigned to, and take it off who had it before; off all once settled."""
	is_settled = task.workflow_state in SETTLED
	wanted = None if is_settled else task.assigned_to
	held = {todo.allocated_to: todo.name for todo in _open_assignments(task.name)}
	stored = task.get_doc_before_save()
	former = stored.assigned_to if stored else None
	for user, name in held.items():
		if is_settled or (user == former and user != wanted):
			_save(frappe.get_doc("ToDo", name), status="Closed" if is_settled else "Cancelled")
	if wanted and wanted not in held:
		todo = frappe.new_doc("ToDo", allocated_to=wanted, assigned_by=frappe.session.user, date=task.due_on)
		todo.update({"reference_type": TASK, "reference_name": task.name, "description": task.title})
		_save(todo, status="Open")
		assign_to.notify_assignment(
			todo.assigned_by, wanted, TASK, task.name, action="ASSIGN", description=todo.description
		)


def check_todo(todo: Document, method: str | None = None) -> None:
	"""Hook of ToDo: refuse to assign a task past its rules, as the framework's own assignments would.

	It lets anybody who may read a task assign it or take it from whoever has it, and then writes `assigned_to` itself.

	:raises AssigneeError: the user may not write the task, or whom it is given to may not carry it out.
	"""
	if todo.reference_type != TASK or todo.flags.by_task or not frappe.db.exists(TASK, todo.reference_name):
		return
	task = frappe.get_doc(TASK, todo.reference_name)
	if frappe.session.user != todo.allocated_to and not may_carry_out(task, frappe.session.user):
		frappe.throw(
			_("Who carries out {0} is said by those who may write the task.").format(task.name), errors.AssigneeError
		)
	if todo.is_new():
		check_assignee(task, todo.allocated_to)


def _save(todo: Document, status: str) -> None:
	todo.status = status
	todo.flags.by_task = True
	todo.save(ignore_permissions=True)  # the system's own follow-up of a field that its author may write


def _open_assignments(name: str) -> list[frappe._dict]:
	filters = {"reference_type": TASK, "reference_name": name, "status": "Open"}
	return frappe.get_all("ToDo", filters, ["name", "allocated_to"])

"""What was found is put right: required with a deadline, reported, looked at again, and overdue known to all.

Source: 限期整改, 跟踪复查 of the plan's clauses on patrols and inspections. The number of days stands in the settings.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import deadlines
from nongan_supervision.inspections import errors
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows import steps

RECTIFIED = "Rectified"
NOT_RECTIFIED = "Not Rectified"


def require(task: Document, context: Context) -> None:
	"""Require what is wrong to be put right by a day: by the settings' days, unless the task says which.

	Required again after a re-inspection, the former report goes (the versions keep it), and the day is a new one.

	:raises NothingToRectifyError: every item conforms.
	:raises TaskDateError: the day is past already.
	"""
	if not task.problems_found:
		frappe.throw(
			_("{0} found no problem: there is nothing to rectify. Accept it, or return it for completion.").format(
				task.name
			),
			errors.NothingToRectifyError,
		)
	stored = task.get_doc_before_save()
	if task.rectified_on:
		_start_again(task, stored, context)
	if not task.rectification_due_on:
		task.rectification_due_on = deadlines.due_on(context.today, deadlines.setting("rectification_days"))
	if getdate(task.rectification_due_on) < context.today:
		frappe.throw(
			_("The rectification can't have been due on {0}: choose a day from today on.").format(
				task.rectification_due_on
			),
			errors.TaskDateError,
		)
	task.rectification_notified_on = task.rectification_notified_on or context.today


def _start_again(task: Document, stored: Document, context: Context) -> None:
	task.reinspection_result = NOT_RECTIFIED
	note_reinspection(task, context)
	for fieldname in ("rectification_due_on", "rectification_notified_on"):
		if task.get(fieldname) and getdate(task.get(fieldname)) == getdate(stored.get(fieldname)):
			task.set(fieldname, None)
	task.rectification_report = task.rectified_on = None


def report(task: Document, context: Context) -> None:
	"""Report what has been done about it.

	:raises IncompleteError: the report is empty.
	:raises TaskDateError: it is said to be of a day to come.
	"""
	steps.require(task, "rectification_report")
	task.rectified_on = task.rectified_on or context.today
	check_days(task, context)
	for fieldname in ("reinspected_on", "reinspected_by", "reinspection_result", "reinspection_note"):
		task.set(fieldname, None)


def check_days(task: Document, context: Context) -> None:
	"""Refuse days of the rectification that have not come, or precede what they follow.

	:raises TaskDateError:
	"""
	for fieldname in ("rectification_notified_on", "rectified_on", "reinspected_on"):
		if task.get(fieldname) and getdate(task.get(fieldname)) > context.today:
			frappe.throw(
				_("{0}: the day {1} has not come yet.").format(
					_(task.meta.get_label(fieldname), context="Inspection Task"), task.get(fieldname)
				),
				errors.TaskDateError,
			)
	finished = task.finished_at and getdate(task.finished_at)
	if finished and task.rectified_on and getdate(task.rectified_on) < finished:
		frappe.throw(
			_("What was found on {0} can't have been put right on {1} already.").format(finished, task.rectified_on),
			errors.TaskDateError,
		)
	if task.rectified_on and task.reinspected_on and getdate(task.reinspected_on) < getdate(task.rectified_on):
		frappe.throw(
			_("The re-inspection can't have been before the rectification of {0}.").format(task.rectified_on),
			errors.TaskDateError,
		)


def check_settled(task: Document, context: Context) -> None:
	"""Refuse to accept findings whose problems are open.

	:raises IncompleteError: they are reported rectified, but nobody has looked.
	:raises OpenProblemsError: nothing was required and nobody says why, or it was found not rectified.
	"""
	if not task.problems_found:
		return
	if task.rectified_on:
		steps.require(task, "reinspection_result")
		if task.reinspection_result != RECTIFIED:
			frappe.throw(
				_("The re-inspection found it not rectified. Require rectification again."), errors.OpenProblemsError
			)
		note_reinspection(task, context)
	elif not (task.acceptance_reason or "").strip():
		frappe.throw(
			_("{0} problems are open. Require rectification, or give the reason in “{1}”.").format(
				task.problems_found, _("Acceptance Reason")
			),
			errors.OpenProblemsError,
		)


def note_reinspection(task: Document, context: Context) -> None:
	"""Note who looked again, and when."""
	task.reinspected_on = task.reinspected_on or context.today
	task.reinspected_by = frappe.session.user
	check_days(task, context)

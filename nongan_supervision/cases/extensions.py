"""The extension of a case's time limit: asked for by its department, decided by a leader.

Source: 《农业行政处罚程序规定》, by which a limit is extended with the approval of the head of the authority; how long
is the head's decision.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.cases import clock, deadlines, errors, journal
from nongan_supervision.cases.recusal import is_officer
from nongan_supervision.cases.states import CASE, DEPARTMENT, INVESTIGATING, LEADERSHIP, PENDING_REVIEW, Step
from nongan_supervision.cases.steps import check_role

APPROVED = "Approved"
REJECTED = "Rejected"
RUNNING = (INVESTIGATING, PENDING_REVIEW)
"""States in which the time limit of the decision runs."""

ASKING = Step("", "Request Extension", "", DEPARTMENT)
DECIDING = Step("", "Decide Extension", "", LEADERSHIP)


def approved_days(case: Document) -> int:
	"""Return by how many days the case's time limit was extended."""
	return sum(cint(row.days) for row in case.extensions if row.decision == APPROVED)


def undecided(case: Document) -> Document | None:
	"""Return the extension that waits for a decision, if there is one."""
	return next((row for row in case.extensions if not row.decision), None)


def request(name: str, days: int, reason: str) -> None:
	"""Ask for a case's time limit to be extended by so many days.

	:raises ExtensionError: no time limit runs, a request waits already, or days or reason are missing.
	:raises TooLateError: the time limit has passed.
	"""
	case = _case(name, ASKING)
	today = clock.now().day
	if undecided(case):
		frappe.throw(_("An extension waits for a decision already."), errors.ExtensionError)
	if cint(days) <= 0 or not (reason or "").strip():
		frappe.throw(_("Say by how many days, and why."), errors.ExtensionError)
	if getdate(case.decision_due_on) < today:
		frappe.throw(
			_("The time limit ended on {0}: it can be extended before it ends only.").format(case.decision_due_on),
			errors.TooLateError,
		)
	case.append(
		"extensions",
		{"days": cint(days), "reason": reason, "requested_by": frappe.session.user, "requested_on": today},
	)
	_save(case, journal.EXTENSION_REQUESTED, reason)


def decide(name: str, decision: str) -> None:
	"""Approve or reject the extension that waits; an approved one moves the day by which the case must be decided.

	:raises ExtensionError: none waits, or the decision is neither of the two.
	:raises OwnRequestError: whoever decides has asked for it, or is an officer of the case.
	"""
	case = _case(name, DECIDING)
	row = undecided(case)
	if not row or decision not in (APPROVED, REJECTED):
		frappe.throw(_("No extension waits for this decision."), errors.ExtensionError)
	if frappe.session.user in (row.requested_by, case.owner) or is_officer(case, frappe.session.user):
		frappe.throw(
			_("{0}: you had a hand in this yourself. Another leader must decide.").format(_(DECIDING.action)),
			errors.OwnRequestError,
		)
	row.update({"decision": decision, "decided_by": frappe.session.user, "decided_on": clock.now().day})
	days = deadlines.setting("case_decision_days") + approved_days(case)
	case.flags.new_due_on = deadlines.due_on(getdate(case.filed_on), days)
	_save(case, journal.EXTENSION_DECIDED, row.reason)


def _case(name: str, step: Step) -> Document:
	case = frappe.get_doc(CASE, name)
	case.check_permission("write")
	check_role(case, step)
	if case.workflow_state not in RUNNING:
		frappe.throw(
			_("No time limit runs while the state is {0}.").format(_(case.workflow_state)), errors.ExtensionError
		)
	return case


def _save(case: Document, event: str, reason: str | None) -> None:
	case.flags.in_hand = ("extensions",)
	case.flags.event = (event, reason)
	case.save()

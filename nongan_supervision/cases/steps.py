"""Who takes which step of a case or a referral: `workflows/steps.py` by the tables of `states.py`, and by department.

The framework knows nothing of departments or of who requested what.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors
from nongan_supervision.cases.states import APPROVALS, CONTRACTS, DEPARTMENT, Step
from nongan_supervision.workflows import steps
from nongan_supervision.workflows.steps import require

__all__ = ["check_own_request", "check_role", "refuse_if_settled", "require", "require_reason", "step_taken"]


def refuse_if_settled(doc: Document) -> None:
	"""Refuse any change of a record that is closed, transferred, filed by the police, rejected or not filed.

	:raises SettledRecordError:
	"""
	steps.refuse_if_settled(doc, CONTRACTS[doc.doctype])


def step_taken(doc: Document) -> Step | None:
	"""Return the step that this change of a record takes, None if its state stays; refuse one out of turn.

	:raises OutOfTurnError: no step leads from the stored state to the new one.
	:raises WrongRoleError: it is another role's or another department's.
	"""
	step = steps.step_taken(doc, CONTRACTS[doc.doctype])
	if step:
		check_role(doc, step)
	return step


def check_role(doc: Document, step: Step) -> None:
	"""Refuse a step to those without its role; a department's step to all but the department that handles the record.

	:raises WrongRoleError:
	"""
	steps.check_role(doc, step, {steps.role_of(doc.department)} if step.roles == DEPARTMENT else step.roles)


def check_own_request(step: Step, *others: str | None) -> None:
	"""Refuse an approval by anybody who had a hand in what is approved, whatever roles they have.

	:param others: the users who made, requested, investigated or reviewed it.
	:raises OwnRequestError:
	"""
	if step.action in APPROVALS and frappe.session.user in others:
		frappe.throw(
			_("{0}: you had a hand in this yourself. Another leader must decide.").format(_(step.action)),
			errors.OwnRequestError,
		)


def require_reason(doc: Document, step: Step) -> None:
	"""Refuse a step that needs a reason without one.

	:raises MissingReasonError:
	"""
	steps.require_reason(doc, step, CONTRACTS[doc.doctype])

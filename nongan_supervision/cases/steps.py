"""Who takes which step: checked on the server for every change of state, however it is sent.

The framework checks the same against the Workflow record, but that is an administrator's to change, and it knows
nothing of departments or of who requested what.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors
from nongan_supervision.cases.states import APPROVALS, DEPARTMENT, REASON_FIELDS, SETTLED, STATES, Step, step_between


def refuse_if_settled(doc: Document) -> None:
	"""Refuse any change of a record that is closed, transferred, filed by the police, rejected or not filed.

	:raises SettledRecordError:
	"""
	stored = doc.get_doc_before_save()
	if stored and stored.workflow_state in SETTLED[doc.doctype]:
		frappe.throw(
			_("{0} {1} is settled ({2}) and changes no more.").format(
				_(doc.doctype), doc.name, _(stored.workflow_state)
			),
			errors.SettledRecordError,
		)


def step_taken(doc: Document) -> Step | None:
	"""Return the step that this change of a record takes, None if its state stays; refuse one out of turn.

	:raises OutOfTurnError: no step leads from the stored state to the new one.
	:raises WrongRoleError: it is another role's or another department's.
	"""
	stored = doc.get_doc_before_save()
	first = STATES[doc.doctype][0]
	state = stored.workflow_state or first if stored else first
	doc.workflow_state = doc.workflow_state or state
	if doc.workflow_state == state:
		return None
	step = step_between(doc.doctype, state, doc.workflow_state) if stored else None
	if not step:
		_refuse_out_of_turn(doc, state)
	check_role(doc, step)
	return step


def check_role(doc: Document, step: Step) -> None:
	"""Refuse a step to those without its role; a department's step to all but the department that handles the record.

	:raises WrongRoleError:
	"""
	held = set(frappe.get_roles())
	roles = {_role_of(doc.department)} if step.roles == DEPARTMENT else set(step.roles)
	if held.isdisjoint(roles):
		frappe.throw(
			_("{0} is the part of: {1}.").format(
				_(step.action, context=doc.doctype), "、".join(sorted(_(role) for role in roles if role))
			),
			errors.WrongRoleError,
		)


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
	fieldname = REASON_FIELDS.get(step.action)
	if fieldname and not (doc.get(fieldname) or "").strip():
		frappe.throw(
			_("Give the reason first: {0}.").format(_(doc.meta.get_label(fieldname), context=doc.doctype)),
			errors.MissingReasonError,
		)


def require(doc: Document, *fieldnames: str) -> None:
	"""Refuse a step while one of these fields is empty, naming all that are.

	:raises IncompleteError:
	"""
	missing = [fieldname for fieldname in fieldnames if not doc.get(fieldname)]
	if missing:
		labels = "、".join(_(doc.meta.get_label(fieldname), context=doc.doctype) for fieldname in missing)
		frappe.throw(_("Fill in first: {0}.").format(labels), errors.IncompleteError)


def _role_of(department: str | None) -> str | None:
	return frappe.db.get_value("Supervision Department", department, "role") if department else None


def _refuse_out_of_turn(doc: Document, state: str) -> None:
	frappe.throw(
		_("{0} doesn't go from {1} to {2}.").format(_(doc.doctype), _(state), _(doc.workflow_state)),
		errors.OutOfTurnError,
	)

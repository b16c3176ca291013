"""Checks a change of state on the server, however it is sent.

The framework checks the same against the Workflow record, but that is an administrator's to change. What a record's
own `Contract` says holds whatever becomes of it.
"""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.workflows import errors
from nongan_supervision.workflows.contract import Contract, Step


def stored_state(doc: Document, contract: Contract) -> str:
	"""Return the state that a record has in the database; the first one of a new record."""
	stored = doc.get_doc_before_save()
	return (stored.workflow_state if stored else None) or contract.first


def refuse_if_settled(doc: Document, contract: Contract) -> None:
	"""Refuse any change of a settled record.

	:raises SettledRecordError:
	"""
	state = stored_state(doc, contract)
	if state in contract.settled:
		frappe.throw(
			_("{0} {1} is settled ({2}) and changes no more.").format(_(doc.doctype), doc.name, _(state)),
			errors.SettledRecordError,
		)


def step_taken(doc: Document, contract: Contract) -> Step | None:
	"""Return the step that this change of a record takes, None if its state stays; whose step it is, is not asked.

	:raises OutOfTurnError: no step leads from the stored state to the new one.
	"""
	state = stored_state(doc, contract)
	doc.workflow_state = doc.workflow_state or state
	if doc.workflow_state == state:
		return None
	step = contract.step_between(state, doc.workflow_state) if doc.get_doc_before_save() else None
	if not step:
		frappe.throw(
			_("{0} doesn't go from {1} to {2}.").format(_(doc.doctype), _(state), _(doc.workflow_state)),
			errors.OutOfTurnError,
		)
	return step


def check_role(doc: Document, step: Step, roles: Iterable[str | None]) -> None:
	"""Refuse a step to those who have none of these roles.

	:raises WrongRoleError:
	"""
	needed = {role for role in roles if role}
	if needed.isdisjoint(frappe.get_roles()):
		frappe.throw(
			_("{0} is the part of: {1}.").format(
				_(step.action, context=doc.doctype), "、".join(sorted(_(role) for role in needed))
			),
			errors.WrongRoleError,
		)


def require_reason(doc: Document, step: Step, contract: Contract) -> None:
	"""Refuse a step that needs a reason without one.

	:raises MissingReasonError:
	"""
	fieldname = contract.reason_fields.get(step.action)
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


def role_of(department: str | None) -> str | None:
	"""Return the role of a Supervision Department."""
	return frappe.db.get_value("Supervision Department", department, "role") if department else None

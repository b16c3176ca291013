"""What phones send in: kept first, as it came, then done; sent again, it is answered as it was the first time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html

from nongan_supervision.cases import clock
from nongan_supervision.inspections.field import applying, errors, submissions
from nongan_supervision.inspections.field.applying import SUBMISSION
from nongan_supervision.inspections.field.limits import count_submission
from nongan_supervision.inspections.field.notices import tell_of_conflict
from nongan_supervision.inspections.field.tasks import as_phone_sees, state_key
from nongan_supervision.inspections.states import TASK

APPLIED = "Applied"
REPEATED = "Repeated"
CONFLICT = "Conflict"
REFUSED = "Refused"

SAVEPOINT = "nongan_field_work"


def receive(sent: Any) -> dict[str, Any]:
	"""Take in what a phone sends, and tell it what became of it and how the task is now.

	The same key again changes nothing and brings the first answer, as “Repeated”.

	:raises MalformedWorkError: it has no key or no task, so that it cannot be kept; or its key is another task's.
	:raises frappe.PermissionError: the task is none that this user may see.
	:raises TooMuchSentError: too much of this user in an hour.
	"""
	sent = submissions.parsed(sent)
	key, name = submissions.key_and_task(sent)
	task = applying.load(name)
	if known := _known(key, task):
		return _answer(known, _again(known), task)
	count_submission()
	kept = _keep(key, task, sent)
	_do(kept, sent, task)
	if kept.outcome == CONFLICT:
		tell_of_conflict(kept)
	return _answer(kept, kept.outcome, frappe.get_doc(TASK, name))


def _known(key: str, task: Document) -> Document | None:
	name = frappe.db.get_value(SUBMISSION, {"submission_key": key})
	known = frappe.get_doc(SUBMISSION, name) if name else None
	if known and known.owner != frappe.session.user:
		frappe.throw(_("Somebody else has sent something under this key."), frappe.PermissionError)
	if known and known.task != task.name:
		frappe.throw(_("Under this key something was sent for another task."), errors.MalformedWorkError)
	return known


def _again(known: Document) -> str:
	known.db_set("times_received", known.times_received + 1, update_modified=False)
	return REPEATED if known.outcome == APPLIED else known.outcome


def _keep(key: str, task: Document, sent: Mapping[str, Any]) -> Document:
	kept = frappe.get_doc(
		{
			"doctype": SUBMISSION,
			"submission_key": key,
			"task": task.name,
			"village": task.village,
			"received_at": clock.now().site,
			"times_received": 1,
			"outcome": REFUSED,
			"content": json.dumps(sent, ensure_ascii=False, indent=1),
		}
	)
	return kept.insert(ignore_permissions=True)  # nobody writes these; the system keeps what its users send


def _do(kept: Document, sent: Mapping[str, Any], task: Document) -> None:
	"""Do what was sent, wholly or not at all, and note the outcome with it."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		task.check_permission("write")
		work = submissions.read(sent)
		kept.update({"kind": work.kind, "submitted_at": work.sent_at, "based_on": work.based_on})
		before = state_key(task)
		notes = applying.apply(work, task, kept.received_at)
		after = state_key(frappe.get_doc(TASK, task.name))
		kept.update({"outcome": APPLIED, "message": "\n".join(notes), "led_to": after if after != before else None})
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_document_cache(TASK, task.name)
		frappe.clear_messages()
		kept.outcome = CONFLICT if isinstance(error, errors.ConflictError) else REFUSED
		kept.message = strip_html(str(error)) or _("You may not write this task.")
		kept.led_to = None
	kept.save(ignore_permissions=True)  # nobody writes these; the system notes what became of it


def _answer(kept: Document, outcome: str, task: Document) -> dict[str, Any]:
	return {
		"submission": kept.name,
		"submission_key": kept.submission_key,
		"outcome": outcome,
		"message": kept.message or "",
		"task": as_phone_sees(task) if task.has_permission("read") else None,
	}

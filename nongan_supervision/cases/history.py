"""What a save puts into the journal of its case or referral."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.cases import journal
from nongan_supervision.cases.snapshot import differences, snapshot
from nongan_supervision.cases.states import REASON_FIELDS, Step


def note_change(doc: Document, step: Step | None) -> None:
	"""Put on record that a document was made, took a step, or has other values than before."""
	stored = doc.get_doc_before_save()
	now = snapshot(frappe.get_doc(doc.doctype, doc.name))
	values = differences(snapshot(stored) if stored else {}, now)
	event, reason = doc.flags.event or (None, None)
	if not stored:
		journal.record(doc, journal.CREATED, to_state=doc.workflow_state, values=values)
	elif step:
		journal.record(
			doc,
			journal.TRANSITION,
			from_state=step.state,
			to_state=step.next_state,
			reason=doc.get(REASON_FIELDS.get(step.action, "")),
			values=values,
		)
	elif values:
		journal.record(doc, event or journal.CHANGED, reason=reason, values=values)


def move(doc: Document, state: str, reason: str, **values: object) -> None:
	"""Take a document to another state because of what happened to another one, and put it on record.

	The system's own step: no user takes it, no Workflow has it.
	"""
	before = snapshot(doc)
	from_state = doc.workflow_state
	doc.db_set({"workflow_state": state, **values}, notify=True)
	after = snapshot(frappe.get_doc(doc.doctype, doc.name))
	journal.record(
		doc,
		journal.TRANSITION,
		from_state=from_state,
		to_state=state,
		reason=reason,
		values=differences(before, after),
	)


def was_requested(doc: Document) -> bool:
	"""Tell whether a record has ever gone a step, though it may have been returned since."""
	of_record = {"reference_doctype": doc.doctype, "reference_name": doc.name, "event": journal.TRANSITION}
	return bool(frappe.db.exists(journal.JOURNAL, of_record))


def note_renaming(doctype: str, name: str, fieldname: str, reason: str) -> None:
	"""Put on record that a linked record has another name now: the framework has written it already."""
	doc = frappe.get_doc(doctype, name)
	journal.record(doc, journal.CHANGED, reason=reason, values={fieldname: snapshot(doc)[fieldname]})


def note_deletion(doc: Document) -> None:
	"""Put on record that a draft is deleted; its journal stays."""
	journal.record(doc, journal.DELETED, from_state=doc.workflow_state)

"""The evidence of a case: who added it, who looked at it, who took it out and why."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import errors, files, journal
from nongan_supervision.cases.states import CASE, DEPARTMENT, DRAFT, INVESTIGATING, Step
from nongan_supervision.cases.steps import check_role
from nongan_supervision.workflows import errors as step_errors

REMOVING = Step("", "Remove Evidence", "", DEPARTMENT)


def check(case: Document, today: datetime.date) -> None:
	"""Hash what is new, and refuse what is missing or can't be.

	:raises EvidenceRemovedError: evidence of a filed case is taken out other than by `remove`.
	:raises CaseError: of :mod:`files`, or evidence collected in the future.
	"""
	for row in case.evidence:
		if row.collected_on and getdate(row.collected_on) > today:
			frappe.throw(
				_("Row {0}: evidence cannot have been collected on {1} already.").format(row.idx, row.collected_on),
				step_errors.IncompleteError,
			)
	case.flags.new_files = files.hash_files(case)
	case.flags.removed_evidence = _removed(case)
	stored = case.get_doc_before_save()
	is_draft = not stored or stored.workflow_state == DRAFT
	if case.flags.removed_evidence and not is_draft and not case.flags.removal_reason:
		frappe.throw(
			_("Evidence of a filed case is taken out by “Remove Evidence”, with the reason; it stays in the journal."),
			errors.EvidenceRemovedError,
		)


def remove(name: str, row: str, reason: str) -> None:
	"""Take a piece of evidence out of a case that is being investigated; its file stays, and the journal says why.

	:raises EvidenceRemovedError: the case isn't being investigated, or there is no reason or no such row.
	"""
	case = frappe.get_doc(CASE, name)
	case.check_permission("write")
	check_role(case, REMOVING)
	found = next((each for each in case.evidence if each.name == row), None)
	if not found or not (reason or "").strip() or case.workflow_state not in (DRAFT, INVESTIGATING):
		frappe.throw(
			_("Evidence is taken out during the investigation only, and with a reason."), errors.EvidenceRemovedError
		)
	case.remove(found)
	case.flags.removal_reason = reason
	case.save()


def attach_new(case: Document) -> None:
	"""Attach the files that are new."""
	files.attach(case, case.flags.new_files or [])


def note(case: Document) -> None:
	"""Put on record what was added and taken out by the save that has just been made."""
	before = files.stored_rows(case)
	for row in case.evidence:
		if row.name not in before or row in (case.flags.new_files or ()):
			journal.record(case, journal.EVIDENCE_ADDED, about=files.about(row))
	for row in case.flags.removed_evidence or ():
		journal.record(case, journal.EVIDENCE_REMOVED, reason=case.flags.removal_reason, about=files.about(row))


def view(doctype: str, name: str, row: str) -> str:
	"""Return the address of a file of a case or referral, for a user who may read that.

	The look itself is put on record where the file is delivered: `files.journal_direct_view`.

	:raises UnknownFileError: there is no such row, or it has no file.
	:raises AlteredFileError: the file isn't what it was when it was attached.
	"""
	doc = files.readable(doctype, name)
	found = next((each for each in doc.get(files.TABLES[doctype]) if each.name == row and each.file), None)
	if not found:
		frappe.throw(_("There is no such file in {0} {1}.").format(_(doctype), name), errors.UnknownFileError)
	if not files.is_as_hashed(found):
		frappe.throw(
			_("The file {0} is missing or was altered since it was attached. Tell an administrator.").format(
				found.file
			),
			errors.AlteredFileError,
		)
	return found.file


def _removed(case: Document) -> list[Document]:
	kept = {row.name for row in case.evidence}
	return [row for name, row in files.stored_rows(case).items() if name not in kept]

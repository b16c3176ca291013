"""What may change in which state, by whose hand, besides what a step itself sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.model import display_fieldtypes
from frappe.model.document import Document

from nongan_supervision.cases.snapshot import snapshot
from nongan_supervision.cases.states import (
	APPROVED,
	CASE,
	DECIDED,
	DEPARTMENT,
	DRAFT,
	INVESTIGATING,
	LEADERSHIP,
	PENDING_APPROVAL,
	PENDING_FILING,
	PENDING_REVIEW,
	POLICE_DECLINED,
	POLICE_STATION,
	RECONSIDERATION_REQUESTED,
	REFERRAL,
	TRANSFERRED,
)
from nongan_supervision.workflows import errors as step_errors

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField

COMPUTED: dict[str, tuple[str, ...]] = {
	CASE: (
		"filing_due_on",
		"filed_on",
		"decision_due_on",
		"legal_reviewer",
		"legal_reviewed_by",
		"legal_reviewed_on",
		"decided_on",
		"closed_on",
		"referral",
		"filing_requested_by",
		"filing_approved_by",
		"decision_requested_by",
		"decision_approved_by",
		"journal_head",
	),
	REFERRAL: (
		"reported_on",
		"reported_by",
		"approval_due_on",
		"approved_at",
		"approved_by",
		"transfer_due_at",
		"transferred_at",
		"police_decision_due_on",
		"police_decision",
		"police_decided_on",
		"first_police_reason",
		"reconsideration_due_on",
		"waits_until",
		"reconsideration_requested_on",
		"journal_head",
	),
}
"""Fields that the server sets, whatever a client sends."""

EVERYTHING = "*"

REVIEW = ("legal_review_opinion", "suspected_crime", "hearing_requested", "hearing_held_on")
AFTER_DECISION = ("decision_no", "served_on", "closing_note", "rectification_demand", "rectification_due_on")
PAPERS = ("documents", "transfer_no", "police_organ")
BY_POLICE = ("police_case_no", "police_reason", "received_by")

OPEN_FIELDS: dict[str, dict[str, dict[tuple[str, ...], tuple[str, ...]]]] = {
	CASE: {
		DRAFT: {DEPARTMENT: (EVERYTHING,)},
		PENDING_FILING: {LEADERSHIP: ("return_reason",)},
		INVESTIGATING: {DEPARTMENT: (EVERYTHING,)},
		PENDING_REVIEW: {DEPARTMENT: REVIEW, LEADERSHIP: ("return_reason",)},
		DECIDED: {DEPARTMENT: AFTER_DECISION},
	},
	REFERRAL: {
		DRAFT: {DEPARTMENT: (EVERYTHING,)},
		PENDING_APPROVAL: {DEPARTMENT: PAPERS, LEADERSHIP: ("rejection_reason",)},
		APPROVED: {DEPARTMENT: PAPERS},
		TRANSFERRED: {POLICE_STATION: BY_POLICE},
		POLICE_DECLINED: {DEPARTMENT: ("reconsideration_reason",)},
		RECONSIDERATION_REQUESTED: {POLICE_STATION: BY_POLICE},
	},
}
"""DocType → stored state → roles → the fields that they may change there; in a state that is not named, none."""

FIXED_ON_FILING = ("clue", "department", "case_type")
"""What a filed case keeps: whose it is, of what kind, and what it came from."""

NEVER_BY_HAND: dict[str, tuple[str, ...]] = {
	CASE: ("extensions", "return_reason", "legal_review_opinion", "served_on", "closing_note"),
	REFERRAL: ("rejection_reason", "police_reason", "police_case_no", "received_by", "reconsideration_reason"),
}
"""Fields that `EVERYTHING` leaves out: each has its own moment."""


def keep_computed(doc: Document) -> None:
	"""Take the fields that the server sets from the database, whatever was sent; a new record has none of them."""
	stored = doc.get_doc_before_save()
	for fieldname in COMPUTED[doc.doctype]:
		doc.set(fieldname, stored.get(fieldname) if stored else None)
	if not stored:
		for fieldname in NEVER_BY_HAND[doc.doctype]:
			doc.set(fieldname, [] if fieldname == "extensions" else None)


def check_changes(doc: Document) -> None:
	"""Refuse changes of fields that stand still in the record's stored state, or are not this user's to change.

	:raises LockedFieldError: names the fields.
	"""
	stored = doc.get_doc_before_save()
	if not stored:
		return
	state = stored.workflow_state
	changed = _changed(doc, stored) - set(doc.flags.in_hand or ()) - {"workflow_state"}
	if locked := changed - _open_fields(doc, state):
		labels = "、".join(_(doc.meta.get_label(fieldname), context=doc.doctype) for fieldname in sorted(locked))
		frappe.throw(
			_("While the state is {0}, this stays as it is, or is not yours to change: {1}.").format(_(state), labels),
			step_errors.LockedFieldError,
		)


def open_to(doc: Document) -> list[str]:
	"""Return the fields of a stored record that the session's user may change in its state, for its form."""
	return sorted(_open_fields(doc, doc.workflow_state))


def _changed(doc: Document, stored: Document) -> set[str]:
	before, after = snapshot(stored), snapshot(doc)
	return {name for name in after if after[name] != before.get(name) and not _follows(doc.meta.get_field(name))}


def _follows(field: DocField) -> bool:
	"""Whether the server fetches the field from a linked record, so that no client decides on it."""
	return bool(field.fetch_from and field.read_only)


def _open_fields(doc: Document, state: str) -> set[str]:
	roles = set(frappe.get_roles())
	found: set[str] = set()
	for holders, fieldnames in OPEN_FIELDS[doc.doctype].get(state, {}).items():
		if not roles.isdisjoint(holders):
			found |= _all_fields(doc, state) if EVERYTHING in fieldnames else set(fieldnames)
	return found


def _all_fields(doc: Document, state: str) -> set[str]:
	own = {field.fieldname for field in doc.meta.fields if field.fieldtype not in display_fieldtypes}
	fixed = FIXED_ON_FILING if doc.doctype == CASE and state != DRAFT else ()
	return own - set(NEVER_BY_HAND[doc.doctype]) - set(COMPUTED[doc.doctype]) - set(fixed)

"""What the form of a case or referral shows beside its fields: the deadline, what is missing, the journal."""

from __future__ import annotations

import datetime
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import fmt_money

from nongan_supervision.agenda.lead_times import lead_times
from nongan_supervision.cases import clock, extensions, files, journal
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.locks import open_to
from nongan_supervision.cases.recusal import FEWEST_OFFICERS
from nongan_supervision.cases.referrals import missing_documents
from nongan_supervision.cases.states import (
	APPROVED,
	CASE,
	DECIDED,
	DRAFT,
	INVESTIGATING,
	PENDING_APPROVAL,
	PENDING_FILING,
	PENDING_REVIEW,
	REFERRAL,
	SETTLED,
)
from nongan_supervision.cases.waiting import deadline_of

WAIT_FOR_LEADER = frozenset({(CASE, PENDING_FILING), (CASE, PENDING_REVIEW), (REFERRAL, PENDING_APPROVAL)})
AT_A_GLANCE = 120

Checklist = list[tuple[str, bool]]


def overview(doctype: str, name: str) -> dict[str, Any]:
	"""Return what the form shows, to a user who may read the document."""
	doc = files.readable(doctype, name)
	now = clock.now()
	return {
		"deadline": _deadline(doc, now),
		"summary": [{"label": label, "value": value} for label, value in summary(doc) if value],
		"checklist": [{"label": label, "done": done} for label, done in checklist(doc)],
		"missing": [row.idx for row in files.missing(doc)],
		"open_fields": open_to(doc),
		"is_settled": doc.workflow_state in SETTLED[doctype],
		"extension": _extension(doc),
		"journal": journal_of(doc),
	}


def checklist(doc: Document) -> Checklist:
	"""Return what the next step needs, and whether it is there."""
	return _of_case(doc) if doc.doctype == CASE else _of_referral(doc)


def summary(doc: Document) -> list[tuple[str, str]]:
	"""Return what a leader decides on, in a few lines; nothing where no leader's decision is waited for."""
	if (doc.doctype, doc.workflow_state) not in WAIT_FOR_LEADER:
		return []
	case = doc if doc.doctype == CASE else frappe.get_doc(CASE, doc.enforcement_case)
	lines = [
		(_("Case Type"), _(case.case_type, context=CASE)),
		(_("Officers"), "、".join(row.officer_name for row in case.officers)),
		(_("Facts"), shortened(case.facts)),
		(_("Evidence"), "、".join(row.title for row in case.evidence)),
	]
	if doc.doctype == REFERRAL:
		return [
			(_("Party"), case.party_name),
			(_("Suspected Offence"), doc.suspected_offence),
			*lines,
		]
	if doc.workflow_state == PENDING_REVIEW:
		lines += [
			(_("Penalty"), _proposed_penalty(case)),
			(_("Legal Review"), case.legal_review_opinion or ""),
		]
	return lines


def shortened(text: str | None) -> str:
	"""Return the beginning of a text, as much as a phone shows at a glance."""
	text = " ".join((text or "").split())
	return text if len(text) <= AT_A_GLANCE else f"{text[:AT_A_GLANCE]}…"


def journal_of(doc: Document) -> list[dict[str, str]]:
	"""Return the journal for people, the latest entry first."""
	entries = journal.entries_of(doc.doctype, doc.name)
	names = dict(
		frappe.get_all(
			"User", {"name": ["in", list({entry.actor for entry in entries})]}, ["name", "full_name"], as_list=True
		)
	)
	return [_readable(entry, names) for entry in reversed(entries)]


def _of_case(case: Document) -> Checklist:
	if case.workflow_state == DRAFT:
		return [
			(_("Facts"), bool(case.facts)),
			(_("Two officers with their certificates"), _has_officers(case)),
		]
	if case.workflow_state == INVESTIGATING:
		return [
			(_("Evidence"), bool(case.evidence)),
			(_("Legal basis"), bool(case.legal_basis)),
			(_("Proposed penalty"), bool(case.penalty_type)),
		]
	if case.workflow_state == PENDING_REVIEW:
		held = [(_("Hearing held"), bool(case.hearing_held_on))] if case.hearing_requested else []
		return [(_("Legal review"), bool(case.legal_review_opinion)), *held]
	if case.workflow_state == DECIDED:
		return [(_("Decision served on the party"), bool(case.served_on))]
	return []


def _of_referral(referral: Document) -> Checklist:
	if referral.workflow_state == DRAFT:
		return [
			(_("Suspected offence"), bool(referral.suspected_offence)),
			(_("Report to the head"), bool(referral.report)),
		]
	if referral.workflow_state == APPROVED:
		missing = missing_documents(referral)
		kinds = referral.meta.get_field("documents").options
		options = frappe.get_meta(kinds).get_field("document_type").options.split("\n")
		return [(_(kind, context=kinds), kind not in missing) for kind in options]
	return []


def _proposed_penalty(case: Document) -> str:
	amount = _("{0} yuan").format(fmt_money(case.penalty_amount)) if case.penalty_amount else ""
	return " ".join(filter(None, (_(case.penalty_type, context=CASE) if case.penalty_type else "", amount)))


def _has_officers(case: Document) -> bool:
	return len([row for row in case.officers if row.officer_name and row.certificate_no]) >= FEWEST_OFFICERS


def _deadline(doc: Document, now: Moment) -> dict[str, Any] | None:
	deadline = deadline_of(doc)
	if not deadline:
		return None
	return {
		"what": _(deadline.awaited.what),
		"due": str(deadline.due),
		"remaining": deadline.remaining(now),
		"overdue": deadline.is_overdue(now),
		"near": deadline.is_near(now, lead_times()),
	}


def _extension(doc: Document) -> dict[str, Any] | None:
	"""The extension that waits for a decision; empty where one may be asked for."""
	if doc.doctype != CASE or doc.workflow_state not in extensions.RUNNING:
		return None
	row = extensions.undecided(doc)
	return {"days": row.days, "reason": row.reason, "requested_by": row.requested_by} if row else {}


def _readable(entry: frappe._dict, names: dict[str, str]) -> dict[str, str]:
	about = journal.details_of(entry)["about"]
	moment = Moment(datetime.datetime.fromisoformat(entry.happened_at))
	states = " → ".join(_(state) for state in (entry.from_state, entry.to_state) if state)
	return {
		"sequence": entry.sequence,
		"at": moment.site.isoformat(sep=" "),
		"actor": names.get(entry.actor) or entry.actor,
		"event": _(entry.event, context=journal.JOURNAL),
		"what": states or about.get("title") or about.get("print_format") or "",
		"reason": entry.reason or "",
		"hash": entry.entry_hash,
	}

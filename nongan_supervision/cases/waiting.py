"""What a clue, a case, a referral or a notice waits for: until when, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import frappe
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from nongan_supervision.agenda.kinds import (
	CHECK_OF_CLUE,
	CHECK_OF_REPLY,
	DECISION,
	DECISION_OF_HEAD,
	DECISION_OF_POLICE,
	DECISION_ON_EXTENSION,
	DECISION_ON_FILING,
	RECONSIDERATION,
	RECTIFICATION_BY_PARTY,
	REPLY_TO_NOTICE,
	TRANSFER_TO_POLICE,
)
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.cases import notice_ends
from nongan_supervision.cases.clues import CLUE, OPEN
from nongan_supervision.cases.states import (
	APPROVED,
	CASE,
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
	UNSETTLED,
)

_DECISION_OF_POLICE = Awaited(DECISION_OF_POLICE, "police_decision_due_on", POLICE_STATION, is_decision=True)

AWAITED: dict[tuple[str, str], Awaited] = {
	(CLUE, OPEN): Awaited(CHECK_OF_CLUE, "check_due_on", DEPARTMENT),
	(CASE, DRAFT): Awaited(DECISION_ON_FILING, "filing_due_on", DEPARTMENT),  # of one that was returned
	(CASE, PENDING_FILING): Awaited(DECISION_ON_FILING, "filing_due_on", LEADERSHIP, is_decision=True),
	(CASE, INVESTIGATING): Awaited(DECISION, "decision_due_on", DEPARTMENT),
	(CASE, PENDING_REVIEW): Awaited(DECISION, "decision_due_on", LEADERSHIP, is_decision=True),
	(REFERRAL, PENDING_APPROVAL): Awaited(DECISION_OF_HEAD, "approval_due_on", LEADERSHIP, is_decision=True),
	(REFERRAL, APPROVED): Awaited(TRANSFER_TO_POLICE, "transfer_due_at", DEPARTMENT),
	(REFERRAL, TRANSFERRED): _DECISION_OF_POLICE,
	(REFERRAL, RECONSIDERATION_REQUESTED): _DECISION_OF_POLICE,
	(REFERRAL, POLICE_DECLINED): Awaited(RECONSIDERATION, "reconsideration_due_on", DEPARTMENT),
}

EXTENSION = Awaited(DECISION_ON_EXTENSION, "", LEADERSHIP, is_decision=True)
OF_PARTY = Awaited(RECTIFICATION_BY_PARTY, "rectification_due_on", DEPARTMENT)

STATE_FIELDS = {CLUE: "status", CASE: "workflow_state", REFERRAL: "workflow_state"}


def deadline_of(doc: Document | frappe._dict) -> Deadline | None:
	"""Return the deadline that runs in a document's state, None if none does."""
	state = doc.get(STATE_FIELDS[doc.doctype])
	awaited = AWAITED.get((doc.doctype, state))
	due = doc.get(awaited.field) if awaited else None
	if not due or (state == POLICE_DECLINED and doc.reconsideration_requested_on):
		return None
	due = get_datetime(due) if awaited.field.endswith("_at") else getdate(due)
	return Deadline(doc.doctype, doc.name, awaited, due)


def clue_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the checks of clues that run: of who has taken one up, else of its department."""
	if person.holds(*DEPARTMENT, *LEADERSHIP):
		clue = frappe.qb.DocType(CLUE)
		for row in person.rows(CLUE, _fields(CLUE, "handler", "village", "product"), clue.status == OPEN):
			title = " · ".join(filter(None, (row.village, row.product)))
			yield from _deadline(CLUE, row, title, user=row.handler)


def case_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the deadlines of cases, what their parties have to put right, and extensions that were asked for."""
	if not person.holds(*DEPARTMENT, *LEADERSHIP):
		return
	case = frappe.qb.DocType(CASE)
	fields = _fields(CASE, "title", OF_PARTY.field, "filing_requested_by", "decision_requested_by", "owner")
	rows = person.rows(CASE, fields, case.workflow_state.isin(UNSETTLED[CASE]))
	asked = _extensions([row.name for row in rows]) if person.holds(*LEADERSHIP) else {}
	for row in rows:
		requesters = {PENDING_FILING: row.filing_requested_by, PENDING_REVIEW: row.decision_requested_by}
		asked_by = {row.owner, requesters[row.workflow_state]} if row.workflow_state in requesters else set()
		yield from _deadline(CASE, row, row.title, asked_by=asked_by)
		if row[OF_PARTY.field]:
			due = getdate(row[OF_PARTY.field])
			yield Deadline(CASE, row.name, OF_PARTY, due, title=row.title, department=row.department)
		if row.name in asked:
			yield Deadline(
				CASE, row.name, EXTENSION, None, title=row.title, barred=frozenset({asked[row.name], row.owner})
			)


def referral_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the deadlines of referrals."""
	if person.holds(*DEPARTMENT, *LEADERSHIP, *POLICE_STATION):
		referral = frappe.qb.DocType(REFERRAL)
		fields = _fields(REFERRAL, "reconsideration_requested_on", "party_name", "reported_by", "owner")
		for row in person.rows(REFERRAL, fields, referral.workflow_state.isin(_states(REFERRAL))):
			asked_by = {row.owner, row.reported_by} if row.workflow_state == PENDING_APPROVAL else set()
			yield from _deadline(REFERRAL, row, row.party_name, asked_by=asked_by)


def notice_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield which notices between origin and market wait for the other end's reply, or for its sender to look at it."""
	if not person.holds(*notice_ends.BOTH_ENDS, *LEADERSHIP):
		return
	notice = frappe.qb.DocType(notice_ends.NOTICE)
	fields = ("workflow_state", "direction", "counterpart", "product", "reply_due_on", "sent_by")
	states = (notice_ends.SENT, notice_ends.REPLIED)
	for row in person.rows(notice_ends.NOTICE, fields, notice.workflow_state.isin(states)):
		title = " ".join(filter(None, (row.counterpart, row.product)))
		if row.workflow_state == notice_ends.REPLIED:
			awaited = Awaited(CHECK_OF_REPLY, "", _end(notice_ends.CLOSE, row.direction), is_decision=True)
			yield Deadline(notice_ends.NOTICE, row.name, awaited, None, title=title)
		elif row.reply_due_on:
			awaited = Awaited(REPLY_TO_NOTICE, "reply_due_on", _end(notice_ends.REPLY, row.direction))
			barred = frozenset({row.sent_by} - {None})
			yield Deadline(notice_ends.NOTICE, row.name, awaited, getdate(row.reply_due_on), title=title, barred=barred)


def deadlines_to_the_hour() -> Iterator[Deadline]:
	"""Yield the transfers to the police that run: the one time limit that ends to the hour."""
	rows = frappe.get_all(REFERRAL, {"workflow_state": APPROVED}, ["name", "workflow_state", "transfer_due_at"])
	for row in rows:
		if deadline := deadline_of(frappe._dict(row, doctype=REFERRAL)):
			yield deadline


def _states(doctype: str) -> list[str]:
	return [state for name, state in AWAITED if name == doctype]


def _fields(doctype: str, *further: str) -> tuple[str, ...]:
	own = {awaited.field for (name, _state), awaited in AWAITED.items() if name == doctype}
	return (STATE_FIELDS[doctype], "department", *sorted(own), *further)


def _deadline(
	doctype: str,
	row: frappe._dict,
	title: str | None,
	user: str | None = None,
	asked_by: Iterable[str | None] = (),
) -> Iterator[Deadline]:
	found = deadline_of(frappe._dict(row, doctype=doctype))
	if found:
		department = row.department if found.awaited.roles == DEPARTMENT else None
		barred = frozenset(filter(None, asked_by))
		yield replace(found, title=title or "", user=user or None, barred=barred, department=department)


def _extensions(cases: list[str]) -> dict[str, str]:
	"""Who has asked for the extension of those of the cases that wait for a decision on one."""
	row = frappe.qb.DocType("Case Extension")
	query = frappe.qb.from_(row).select(row.parent, row.requested_by)
	query = query.where((row.parenttype == CASE) & row.parent.isin(cases or [""]))
	return dict(query.where(row.decision.isnull() | (row.decision == "")).run())


def _end(action: str, direction: str | None) -> tuple[str, ...]:
	return tuple(filter(None, [notice_ends.role_of(action, direction)]))

"""What a clue, a case or a referral waits for: until when, and whose turn it is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.clues import CLUE, OPEN
from nongan_supervision.cases.states import (
	APPROVED,
	CASE,
	DEPARTMENT,
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

CHECK_OF_CLUE = "Check of the Clue"
DECISION_ON_FILING = "Decision on the Filing"
DECISION = "Decision of the Case"
DECISION_OF_HEAD = "Decision on the Referral"
TRANSFER_TO_POLICE = "Transfer to the Police"
DECISION_OF_POLICE = "Decision of the Police"
RECONSIDERATION = "Request for Reconsideration"


@dataclass(frozen=True)
class Awaited:
	"""What is waited for in a state: its name, the field of its deadline, whose turn it is, when to remind."""

	what: str
	field: str
	roles: tuple[str, ...]
	remind_before: datetime.timedelta
	is_told_to_leaders: bool = True
	"""Whether the leaders are told too once it has passed."""


_DAY = datetime.timedelta(days=1)
_DECISION_OF_POLICE = Awaited(DECISION_OF_POLICE, "police_decision_due_on", POLICE_STATION, _DAY)

AWAITED: dict[tuple[str, str], Awaited] = {
	(CLUE, OPEN): Awaited(CHECK_OF_CLUE, "check_due_on", DEPARTMENT, _DAY),
	(CASE, PENDING_FILING): Awaited(DECISION_ON_FILING, "filing_due_on", LEADERSHIP, _DAY),
	(CASE, INVESTIGATING): Awaited(DECISION, "decision_due_on", DEPARTMENT, 7 * _DAY),
	(CASE, PENDING_REVIEW): Awaited(DECISION, "decision_due_on", LEADERSHIP, 7 * _DAY),
	(REFERRAL, PENDING_APPROVAL): Awaited(DECISION_OF_HEAD, "approval_due_on", LEADERSHIP, _DAY),
	(REFERRAL, APPROVED): Awaited(TRANSFER_TO_POLICE, "transfer_due_at", DEPARTMENT, _DAY / 4),
	(REFERRAL, TRANSFERRED): _DECISION_OF_POLICE,
	(REFERRAL, RECONSIDERATION_REQUESTED): _DECISION_OF_POLICE,
	(REFERRAL, POLICE_DECLINED): Awaited(RECONSIDERATION, "reconsideration_due_on", DEPARTMENT, _DAY),
}

STATE_FIELDS = {CLUE: "status", CASE: "workflow_state", REFERRAL: "workflow_state"}


@dataclass(frozen=True)
class Deadline:
	"""A deadline of a document that is running or has passed; `ends` is the first moment that is too late."""

	doctype: str
	name: str
	awaited: Awaited
	due: datetime.datetime | datetime.date
	user: str | None = None
	"""Who has it in hand, and alone is reminded before it ends; else all with the roles."""

	def __str__(self) -> str:
		return f"{self.doctype} {self.name}"

	@property
	def is_to_the_hour(self) -> bool:
		return isinstance(self.due, datetime.datetime)

	@property
	def ends(self) -> datetime.datetime:
		if self.is_to_the_hour:
			return self.due
		return datetime.datetime.combine(self.due, datetime.time()) + _DAY

	@property
	def last_moment(self) -> datetime.datetime:
		"""The last second that is in time: of a day, its last one."""
		return self.due if self.is_to_the_hour else self.ends - datetime.timedelta(seconds=1)

	def is_overdue(self, now: Moment) -> bool:
		return now.site >= self.ends

	def is_near(self, now: Moment) -> bool:
		"""Whether it is time to remind of it: not overdue yet."""
		return not self.is_overdue(now) and self.ends - now.site <= self.awaited.remind_before + _DAY * (
			not self.is_to_the_hour
		)

	def remaining(self, now: Moment) -> str:
		"""How long there is still, or since when it is overdue, for people: in hours where the hour counts."""
		if self.is_to_the_hour:
			hours = int(abs(self.ends - now.site) / datetime.timedelta(hours=1))
			text = _("{0} hours overdue") if self.is_overdue(now) else _("{0} hours left")
			return text.format(hours)
		days = (self.due - now.day).days
		if days == 0:
			return _("due today")
		return _("{0} days left").format(days) if days > 0 else _("{0} days overdue").format(-days)


def roles_by_department() -> dict[str, tuple[str, ...]]:
	"""Return whose turn it is where a department's is: the role of each, as `Awaited` takes it."""
	rows = frappe.get_all("Supervision Department", fields=["name", "role"], as_list=True)
	return {name: (role,) if role else () for name, role in rows}


def deadline_of(doc: Document | frappe._dict) -> Deadline | None:
	"""Return the deadline that runs in a document's state, None if none does."""
	state = doc.get(STATE_FIELDS[doc.doctype])
	awaited = AWAITED.get((doc.doctype, state))
	due = doc.get(awaited.field) if awaited else None
	if not due or (state == POLICE_DECLINED and doc.reconsideration_requested_on):
		return None
	due = get_datetime(due) if awaited.field.endswith("_at") else getdate(due)
	return Deadline(doc.doctype, doc.name, awaited, due)


def running_deadlines() -> Iterator[Deadline]:
	"""Return the deadlines of all clues, cases and referrals."""
	for doctype, state_field in STATE_FIELDS.items():
		awaited = {state: each for (name, state), each in AWAITED.items() if name == doctype}
		fields = ["name", state_field, *sorted({each.field for each in awaited.values()})]
		if doctype == REFERRAL:
			fields.append("reconsideration_requested_on")
		for row in frappe.get_all(doctype, {state_field: ["in", list(awaited)]}, fields):
			if deadline := deadline_of(frappe._dict(row, doctype=doctype)):
				yield deadline

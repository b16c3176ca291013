"""Each step of a referral against its time limit.

Source of the limits: 国务院令第310号第五条、第八条、第九条, see `deadlines.py` and the settings.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.utils import get_datetime, getdate

from nongan_supervision.agenda.kinds import DECISION_OF_HEAD, DECISION_OF_POLICE, RECONSIDERATION, TRANSFER_TO_POLICE
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.journal import JOURNAL
from nongan_supervision.cases.states import REFERRAL, REJECTED

IN_TIME = "In Time"
LATE = "Done Late"
OPEN = "Still Open"
OVERDUE = "Overdue"
NOT_USED = "Not Used"

RUNNING = "Running"
SETTLED_NOW = "Settled"

COUNTED = (IN_TIME, LATE, OVERDUE)
"""Outcomes that count for the share of steps in time: those still open, and rights not used, don't."""

STEP_FIELDS = (
	"name",
	"workflow_state",
	"reported_on",
	"approval_due_on",
	"approved_at",
	"transfer_due_at",
	"transferred_at",
	"police_decision_due_on",
	"police_decided_on",
	"reconsideration_due_on",
	"reconsideration_requested_on",
)
"""What `timed_steps` reads of a referral."""

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class TimedStep:
	"""A step: when it could begin, until when it had to be taken, when it was, None if not yet."""

	what: str
	begun: datetime.date | datetime.datetime
	due: datetime.date | datetime.datetime
	done: datetime.date | datetime.datetime | None
	is_duty: bool = True
	"""Whether it has to be taken at all: a reconsideration may be asked for."""

	@property
	def ends(self) -> datetime.datetime:
		"""The first moment that is too late; a limit in days ends with its last day."""
		return self.due if _has_time(self.due) else get_datetime(self.due) + _DAY

	def outcome(self, now: Moment) -> str:
		"""How the step stands, as of now."""
		if self.done:
			return IN_TIME if get_datetime(self.done) < self.ends or self.done == self.due else LATE
		if now.site < self.ends:
			return OPEN
		return OVERDUE if self.is_duty else NOT_USED

	def hours(self, now: Moment) -> float:
		"""How many hours the step took, or has taken so far."""
		return ((get_datetime(self.done) if self.done else now.site) - get_datetime(self.begun)).total_seconds() / 3600


def timed_steps(referrals: list[frappe._dict]) -> Iterator[tuple[frappe._dict, TimedStep]]:
	"""Yield each step of each of these referrals, which the caller has checked that the user may see."""
	rejected = _rejected_at([each.name for each in referrals if each.workflow_state == REJECTED])
	for referral in referrals:
		for step in steps_of(referral, rejected.get(referral.name)):
			yield referral, step


def _rejected_at(referrals: list[str]) -> dict[str, datetime.datetime]:
	"""When each of these referrals was rejected, by its journal, in the site's time zone."""
	if not referrals:
		return {}
	filters = {"reference_doctype": REFERRAL, "reference_name": ["in", referrals], "to_state": REJECTED}
	entries = frappe.get_all(JOURNAL, filters, ["reference_name", "happened_at"], as_list=True)
	return {name: Moment(get_datetime(happened_at)).site for name, happened_at in entries}


def steps_of(referral: Mapping[str, Any], rejected_at: datetime.datetime | None = None) -> Iterator[TimedStep]:
	"""Yield the steps that a referral has come to, in their order.

	:param rejected_at: when the head rejected it, if they did.
	"""
	if referral["reported_on"] and referral["approval_due_on"]:
		decided = referral["approved_at"] or rejected_at
		due = getdate(referral["approval_due_on"])
		yield TimedStep(
			DECISION_OF_HEAD, getdate(referral["reported_on"]), due, get_datetime(decided) if decided else None
		)
	if referral["approved_at"] and referral["transfer_due_at"]:
		transferred, due = referral["transferred_at"], get_datetime(referral["transfer_due_at"])
		done = get_datetime(transferred) if transferred else None
		yield TimedStep(TRANSFER_TO_POLICE, get_datetime(referral["approved_at"]), due, done)
	asked_again = referral["reconsideration_requested_on"]
	if referral["transferred_at"] and referral["police_decision_due_on"]:
		begun = getdate(asked_again) if asked_again else get_datetime(referral["transferred_at"])
		decided, due = referral["police_decided_on"], getdate(referral["police_decision_due_on"])
		yield TimedStep(DECISION_OF_POLICE, begun, due, getdate(decided) if decided else None)
	if referral["reconsideration_due_on"]:
		due = getdate(referral["reconsideration_due_on"])
		yield TimedStep(RECONSIDERATION, due, due, getdate(asked_again) if asked_again else None, is_duty=False)


def _has_time(moment: datetime.date | datetime.datetime) -> bool:
	return isinstance(moment, datetime.datetime)

"""The agenda of a user: what waits for them, from every part of the app.

Each part tells by a source of its own what waits there, as far as the user may read it; a source asks a fixed number
of queries, and none that could give the user nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import frappe
from frappe.utils import get_absolute_url

from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Deadline
from nongan_supervision.cases import waiting as cases
from nongan_supervision.cases.clock import Moment
from nongan_supervision.checklist import waiting as checklist
from nongan_supervision.inspections import feedback
from nongan_supervision.inspections import waiting as inspections
from nongan_supervision.monitoring import waiting as monitoring
from nongan_supervision.outreach import waiting as outreach
from nongan_supervision.permissions.grants import LEADER
from nongan_supervision.registry import waiting as registry
from nongan_supervision.registry.untold import untold

FOR_DECISION = "Waiting for My Decision"
TO_DO = "Mine to Do"
INFORMED = "Overdue with Others"
"""What leaders hear of once others are late with it."""

Source = Callable[[Person], Iterable[Deadline]]

SOURCES: tuple[Source, ...] = (
	cases.clue_deadlines,
	cases.case_deadlines,
	cases.referral_deadlines,
	cases.notice_deadlines,
	monitoring.escalation_deadlines,
	monitoring.sampling_deadlines,
	inspections.task_deadlines,
	inspections.patrol_deadlines,
	inspections.submission_deadlines,
	feedback.feedback_deadlines,
	outreach.resolution_deadlines,
	checklist.target_deadlines,
	registry.quarterly_deadlines,
)


@dataclass(frozen=True)
class Entry:
	"""One thing that waits for a user; `what` and `kind` are names to be translated, `url` leads to it on the site."""

	doctype: str
	name: str | None
	title: str
	what: str
	due: datetime.datetime | datetime.date | None
	is_overdue: bool
	is_due_today: bool
	is_near: bool
	"""Whether it is time to remind of it: its day is near, and has not passed."""
	kind: str
	url: str
	remaining: str
	"""How long there is still, in the language of who asks."""
	late: tuple[str, ...] = ()
	"""The offices that are late with what leaders hear of; names to be translated."""

	@property
	def day(self) -> datetime.date | None:
		return self.due.date() if isinstance(self.due, datetime.datetime) else self.due


def agenda_of(user: str, now: Moment) -> list[Entry]:
	"""Return what waits for a user: what is overdue, due today or soon, and what they decide on, soonest first.

	What leaders only hear of because others are late with it comes last. Texts are in the language of the request.
	"""
	person = Person(user, now)
	found = {}
	for source in SOURCES:
		for entry in _entries(person, source):
			key = (entry.doctype, entry.name, entry.what, entry.due, entry.title)
			if key not in found or found[key].kind == INFORMED:  # what is one's own goes before what is others'
				found[key] = _together(found.get(key), entry)
	return sorted(found.values(), key=_order)


def _together(told: Entry | None, entry: Entry) -> Entry:
	"""An entry, which names all the offices that are late with the same."""
	if told is None or entry.kind != INFORMED:
		return entry
	return replace(entry, late=tuple(dict.fromkeys((*told.late, *entry.late))))


def _entries(person: Person, source: Source) -> Iterator[Entry]:
	"""What a source has for a person; one that fails takes nothing from the others, and its error is logged."""
	try:
		with untold():
			for deadline in source(person):
				if kind := _part_of(person, deadline):
					yield _entry(deadline, kind, person)
	except frappe.QueryDeadlockError:  # nothing more can be read
		raise
	except Exception:
		asked_by_page = bool(getattr(frappe.local, "request", None))  # which stores nothing while it only reads
		frappe.log_error(title=f"Agenda of {person.user}: {source.__name__}", defer_insert=asked_by_page)


def _part_of(person: Person, deadline: Deadline) -> str | None:
	"""What a deadline is to a person; None if they have no part in it now."""
	awaited = deadline.awaited
	is_overdue = deadline.is_overdue(person.now)
	in_hand = deadline.user if deadline.user not in person.closed_accounts else None
	has_turn = person.holds(*awaited.roles) and (is_overdue or not in_hand)
	if (has_turn or deadline.user == person.user) and person.user not in deadline.barred:
		if awaited.is_decision:
			return FOR_DECISION
		if is_overdue or person.is_near(deadline):
			return TO_DO
	if is_overdue and awaited.is_told_to_leaders and person.holds(LEADER):
		return INFORMED
	return None


def _entry(deadline: Deadline, kind: str, person: Person) -> Entry:
	now = person.now
	return Entry(
		doctype=deadline.doctype,
		name=deadline.name,
		title=deadline.title,
		what=deadline.awaited.what,
		due=deadline.due,
		is_overdue=deadline.is_overdue(now),
		is_due_today=deadline.day == now.day and not deadline.is_overdue(now),
		is_near=person.is_near(deadline),
		kind=kind,
		url=deadline.url or get_absolute_url(deadline.doctype, deadline.name),
		remaining=deadline.remaining(now),
		late=deadline.offices if kind == INFORMED else (),
	)


def _order(entry: Entry) -> tuple:
	return (entry.kind == INFORMED, entry.day or datetime.date.max, entry.doctype, entry.name or "", entry.what)

"""What a document waits for: until when, and whose turn it is."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from frappe import _

from nongan_supervision.agenda.lead_times import LeadTime, days_before
from nongan_supervision.cases.clock import Moment

_DAY = datetime.timedelta(days=1)
HOURS_BEFORE = datetime.timedelta(hours=6)
"""How long before its end a deadline to the hour is near."""


@dataclass(frozen=True)
class Awaited:
	"""What is waited for: its name, the field of its deadline if it has one, whose turn it is."""

	what: str
	field: str
	roles: tuple[str, ...]
	is_told_to_leaders: bool = True
	"""Whether the leaders are told too once it has passed."""
	is_decision: bool = False
	"""Whether somebody decides on what others have prepared: it waits from the first day on."""


@dataclass(frozen=True)
class Deadline:
	"""What a document waits for, and until when; `ends` is the first moment that is too late."""

	doctype: str
	name: str | None
	"""None for what is not there yet, or stands for several: `url` leads to it."""
	awaited: Awaited
	due: datetime.datetime | datetime.date | None
	"""None for a decision that has no time limit."""
	user: str | None = None
	"""Who has it in hand, and alone is reminded before it ends; else all with the roles."""
	title: str = ""
	"""What it is about, for people."""
	barred: frozenset[str] = frozenset()
	"""Who may not take it: those who have asked for the decision."""
	url: str | None = None
	"""Where it is done, if that is not the document itself."""
	department: str | None = None
	"""Which department it lies with, where several have their turn by the roles alone."""

	def __str__(self) -> str:
		return f"{self.doctype} {self.name}"

	@property
	def offices(self) -> tuple[str, ...]:
		"""Whose turn it is by name: the department, or else the roles, whose names are to be translated."""
		return (self.department,) if self.department else self.awaited.roles

	@property
	def is_to_the_hour(self) -> bool:
		return isinstance(self.due, datetime.datetime)

	@property
	def ends(self) -> datetime.datetime:
		"""Of one that has a day or an hour."""
		if self.is_to_the_hour:
			return self.due
		return datetime.datetime.combine(self.due, datetime.time()) + _DAY

	@property
	def last_moment(self) -> datetime.datetime:
		"""The last second that is in time: of a day, its last one."""
		return self.due if self.is_to_the_hour else self.ends - datetime.timedelta(seconds=1)

	@property
	def day(self) -> datetime.date | None:
		"""The day on which it is due."""
		return self.due.date() if self.is_to_the_hour else self.due

	def is_overdue(self, now: Moment) -> bool:
		return bool(self.due) and now.site >= self.ends

	def is_near(self, now: Moment, leads: Mapping[str, LeadTime], on: datetime.date | None = None) -> bool:
		"""Whether it is time to remind of it, by the lead times of the kinds of deadline: not overdue yet.

		:param on: a later day by which it would be time, where none is reminded in between.
		"""
		if not self.due or self.is_overdue(now):
			return False
		if self.is_to_the_hour:
			return self.ends - now.site <= HOURS_BEFORE
		return (self.due - (on or now.day)).days <= days_before(self.awaited.what, leads)

	def remaining(self, now: Moment) -> str:
		"""How long there is still, or since when it is overdue, for people: in hours where the hour counts."""
		if not self.due:
			return ""
		if self.is_to_the_hour:
			hours = int(abs(self.ends - now.site) / datetime.timedelta(hours=1))
			text = _("{0} hours overdue") if self.is_overdue(now) else _("{0} hours left")
			return text.format(hours)
		days = (self.due - now.day).days
		if days == 0:
			return _("due today")
		return _("{0} days left").format(days) if days > 0 else _("{0} days overdue").format(-days)

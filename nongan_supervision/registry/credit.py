"""Credit points and levels: what the settings say of them, and what follows from a producer's events.

The plan (Annex 1, item 6) asks for credit management of false and borrowed certificates and names no figures:
all of them stand in the settings, to be confirmed by the office.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import frappe
from frappe.utils import add_months, cint, getdate

SETTINGS = "Nongan Supervision Settings"

COMMENDATION = "Commendation"
OTHER = "Other"

LOWEST_POINTS = 0
"""However many breaches there are, points don't fall below it."""


class Standing(NamedTuple):
	"""A producer's points and the level (A to D) that follows from them."""

	points: int
	level: str


@dataclass(frozen=True)
class CreditScheme:
	"""How an office reckons credit; points by type of event are signed."""

	start_points: int
	period_months: int
	a_from: int
	b_from: int
	c_from: int
	points_by_type: Mapping[str, int] = field(default_factory=dict)

	def standing(self, sum_of_events: int = 0) -> Standing:
		"""Return the standing of a producer whose events that still count sum up to so many points."""
		points = max(LOWEST_POINTS, self.start_points + sum_of_events)
		return Standing(points, self.level_of(points))

	def level_of(self, points: int) -> str:
		"""Return the level, A (best) to D, of so many points."""
		for level, at_least in (("A", self.a_from), ("B", self.b_from), ("C", self.c_from)):
			if points >= at_least:
				return level
		return "D"

	def counts_after(self, today: datetime.date) -> datetime.date | None:
		"""Return the day after which an event still counts; None when events count for ever."""
		return getdate(add_months(today, -self.period_months)) if self.period_months else None

	def course(self, events: Sequence[tuple[datetime.date, int]]) -> list[Standing]:
		"""Return a producer's standing on the day of each event, with the events up to it that still counted then.

		:param events: day and points of each, in the order of their days.
		"""
		standings = []
		for number, (day, _points) in enumerate(events, start=1):
			after = self.counts_after(day)
			counting = (points for on, points in events[:number] if after is None or on > after)
			standings.append(self.standing(sum(counting)))
		return standings


def read_scheme() -> CreditScheme:
	"""Return the scheme of the settings."""
	settings = frappe.get_doc(SETTINGS)
	return CreditScheme(
		start_points=cint(settings.credit_start_points),
		period_months=cint(settings.credit_period_months),
		a_from=cint(settings.credit_level_a_from),
		b_from=cint(settings.credit_level_b_from),
		c_from=cint(settings.credit_level_c_from),
		points_by_type={row.event_type: cint(row.points) for row in settings.get("credit_points") or []},
	)


def has_right_sign(event_type: str, points: int) -> bool:
	"""Tell whether points suit a type of event: above zero for a commendation, below for a breach, never zero."""
	if event_type == COMMENDATION:
		return points > 0
	if event_type == OTHER:
		return points != 0
	return points < 0

"""How an actual figure stands against its target on a given day. Pure: no database, no clock.

A figure that grows through the year is measured against a straight line from nothing on the first day to
the target on the due date. A rate (a percentage) has no such line: it is as it should be, or it is not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

AT_LEAST = "At Least"
AT_MOST = "At Most"

FEWEST_DAYS = 14
"""Days of a period that must have passed before its rate says anything of its end."""

ROUNDING = 1e-9
"""What a division may be short of a whole number."""

ACHIEVED = "Achieved"
ON_TRACK = "On Track"
BEHIND = "Behind"
OVERDUE = "Overdue"

WORST_FIRST = (OVERDUE, BEHIND, ON_TRACK, ACHIEVED)


@dataclass(frozen=True)
class Goal:
	"""A target, in the unit of its figure, with the first and the last day of its period."""

	target: float
	starts_on: date
	due_on: date
	comparison: str = AT_LEAST
	is_rate: bool = False

	@property
	def is_set(self) -> bool:
		"""Whether there is anything to reach: at most 0 is a target, at least 0 is none."""
		return self.comparison == AT_MOST or self.target > 0

	def is_met_by(self, actual: float) -> bool:
		return actual <= self.target if self.comparison == AT_MOST else actual >= self.target


@dataclass(frozen=True)
class Standing:
	"""`expected`: the figure due by now (None for rates); `percent` of the target (None for a target of 0).

	`forecast`: the figure at the end of the period if it goes on as so far (None for rates, or too early to tell).
	"""

	expected: float | None
	percent: float | None
	state: str
	forecast: float | None = None


def elapsed_share(goal: Goal, as_on: date) -> float:
	"""The share of the goal's period that has passed at the end of the day `as_on`: 0 to 1."""
	days = (goal.due_on - goal.starts_on).days + 1
	passed = (as_on - goal.starts_on).days + 1
	return min(max(passed / days, 0.0), 1.0) if days > 0 else 1.0


def expected_by(goal: Goal, as_on: date) -> float | None:
	"""The figure that a steady pace would have reached by `as_on`; None for a rate."""
	return None if goal.is_rate else goal.target * elapsed_share(goal, as_on)


def percent_of(goal: Goal, actual: float) -> float | None:
	"""The actual figure as a percentage of the target; of a limit, how much of it is used up."""
	return actual / goal.target * 100 if goal.target else None


def forecast_of(goal: Goal, actual: float, as_on: date) -> float | None:
	"""The figure on the due date, in the unit of `actual`, if its rate stays what it was up to `as_on`.

	None for a rate, which doesn't grow, and in the first `FEWEST_DAYS` days; after the due date the figure itself. Of
	what is counted in whole pieces only those that will be whole.
	"""
	passed = (as_on - goal.starts_on).days + 1
	if goal.is_rate or passed < FEWEST_DAYS:
		return None
	share = elapsed_share(goal, as_on)
	if share >= 1:
		return actual
	forecast = actual / share
	return float(math.floor(forecast + ROUNDING)) if actual == int(actual) else forecast


def stand(goal: Goal, actual: float, as_on: date) -> Standing:
	"""How `actual`, the figure at the end of `as_on`, stands against `goal`."""
	expected = expected_by(goal, as_on)
	forecast = forecast_of(goal, actual, as_on)
	return Standing(expected, percent_of(goal, actual), _state(goal, actual, as_on, expected), forecast)


def _state(goal: Goal, actual: float, as_on: date, expected: float | None) -> str:
	if as_on > goal.due_on:
		return ACHIEVED if goal.is_met_by(actual) else OVERDUE
	if expected is None:
		return ON_TRACK if goal.is_met_by(actual) else BEHIND
	if goal.comparison == AT_MOST:
		return ON_TRACK if actual <= _allowance(goal, expected) else BEHIND
	if goal.is_met_by(actual):
		return ACHIEVED
	return ON_TRACK if actual >= expected else BEHIND


def _allowance(goal: Goal, expected: float) -> float:
	"""What a limit allows by now: its share of the period, rounded up to the next whole unit."""
	return min(math.ceil(expected), goal.target)

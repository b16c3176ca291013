"""A village's score: 0 to 100 points for what the checklist asks of it. Pure: no database, no clock.

=====================  ======  ================================================================================
part                   points  the share of them that a village gets
=====================  ======  ================================================================================
Quarterly Updates          20  updates submitted, of those due by now
Quick Tests                20  tests made, of what a steady pace would have made of the village's share by now
Failing Tests              15  failing or suspect tests whose follow-up is not overdue, of all of them
Networked Producers        15  producers of scale that are networked, of all of them
Inspections in Time        10  inspections carried out, of those and the overdue ones
Rectification              10  rectifications that are not overdue, of all that were required
Technical Guidance          5  technical guidance, of one for each quarter that has begun
Outreach                    5  outreach activities, of one for each quarter that has begun
=====================  ======  ================================================================================

A part of which nothing is due yet (no test failed, no inspection was planned) is not rated: the score is that of the
other parts, brought to 100. The weights are this app's, not the plan's: what the plan sets a figure for weighs most.

A score from 85 is good, from 60 it needs attention, below that the village is behind. A village where a follow-up or
a rectification is overdue needs attention whatever its score.
"""

from __future__ import annotations

import operator
from dataclasses import astuple, dataclass
from functools import reduce

GOOD = "Good"
ATTENTION = "Needs Attention"
BEHIND = "Behind"
NOT_RATED = "Not Rated"

STATES = (GOOD, ATTENTION, BEHIND, NOT_RATED)

UPDATES = "Quarterly Updates"
QUICK_TESTS = "Quick Tests"
FAILURES = "Failing Tests"
NETWORKED = "Networked Producers"
INSPECTIONS = "Inspections in Time"
RECTIFICATION = "Rectification"
GUIDANCE = "Technical Guidance"
OUTREACH = "Outreach"

GOOD_FROM = 85
ATTENTION_FROM = 60


@dataclass(frozen=True)
class Facts:
	"""What is known of a village, or of several together: counts, unless said otherwise."""

	updates_submitted: int = 0
	updates_due: int = 0
	quick_tests: int = 0
	quick_share: float = 0
	"""The village's share of the year's target."""
	quick_expected: float = 0
	"""What a steady pace would have made of that share by now."""
	failures: int = 0
	follow_ups_overdue: int = 0
	active_bans: int = 0
	slips: int = 0
	of_scale: int = 0
	networked: int = 0
	guidance: int = 0
	products: int = 0
	instructed: int = 0
	"""Those of the village's products that an active instructor has."""
	tasks_planned: int = 0
	tasks_done: int = 0
	tasks_overdue: int = 0
	problems: int = 0
	rectified: int = 0
	rectifications: int = 0
	rectifications_overdue: int = 0
	outreach: int = 0
	clues: int = 0
	quarters: int = 0
	"""Quarters of the year that have begun."""

	def __add__(self, other: Facts) -> Facts:
		return Facts(*map(operator.add, astuple(self), astuple(other)))


@dataclass(frozen=True)
class Part:
	"""A part of the score: its points, and what was done of what was to be done."""

	name: str
	points: int
	done: float
	due: float

	@property
	def is_rated(self) -> bool:
		return self.due > 0

	@property
	def earned(self) -> float:
		return self.points * min(max(self.done / self.due, 0), 1) if self.is_rated else 0


def parts_of(facts: Facts) -> tuple[Part, ...]:
	"""Return the parts of the score, in the order of the table above."""
	carried_out_or_late = facts.tasks_done + facts.tasks_overdue
	return (
		Part(UPDATES, 20, facts.updates_submitted, facts.updates_due),
		Part(QUICK_TESTS, 20, facts.quick_tests, facts.quick_expected),
		Part(FAILURES, 15, facts.failures - facts.follow_ups_overdue, facts.failures),
		Part(NETWORKED, 15, facts.networked, facts.of_scale),
		Part(INSPECTIONS, 10, facts.tasks_done, carried_out_or_late),
		Part(RECTIFICATION, 10, facts.rectifications - facts.rectifications_overdue, facts.rectifications),
		Part(GUIDANCE, 5, facts.guidance, facts.quarters),
		Part(OUTREACH, 5, facts.outreach, facts.quarters),
	)


PARTS = tuple((part.name, part.points) for part in parts_of(Facts()))
"""The parts' names and points."""


def score_of(facts: Facts) -> float | None:
	"""Return the score, 0 to 100, to one decimal; None where no part can be rated."""
	rated = [part for part in parts_of(facts) if part.is_rated]
	if not rated:
		return None
	return round(100 * sum(part.earned for part in rated) / sum(part.points for part in rated), 1)


def state_of(facts: Facts) -> str:
	"""Return the state that goes with the score, and with what is overdue."""
	score = score_of(facts)
	if score is None:
		return NOT_RATED
	if score < ATTENTION_FROM:
		return BEHIND
	is_late = facts.follow_ups_overdue or facts.rectifications_overdue
	return ATTENTION if score < GOOD_FROM or is_late else GOOD


def total_of(all_facts: list[Facts]) -> Facts:
	"""Return what is known of several villages together."""
	return reduce(operator.add, all_facts, Facts())

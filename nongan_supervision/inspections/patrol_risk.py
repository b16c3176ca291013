"""How urgent it is to visit a producer: points for what is known. Plain functions, no database.

The points are a rule of thumb, made so that an office can follow them with a pencil:

=============================================  ======================================================
a product is banned from sale                  50: nothing of it may be harvested for sale
a rectification is overdue                     40
each test that failed in the last 12 months     15, two at most
months since the last visit                    3 for each, 24 at most; never visited counts as 24
a product expected on the market this month    20
the producer's credit level                     D 20, C 10, B 3
=============================================  ======================================================

Clause P4.1 of the plan: 加强镇、村级巡查，突出重点品种、重点时段、重点环节.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

BANNED = 50
OVERDUE = 40
FAILED, FAILED_AT_MOST = 15, 2
PER_MONTH, MONTHS_AT_MOST = 3, 8
ON_MARKET = 20
CREDIT = {"D": 20, "C": 10, "B": 3}

WORTH_A_VISIT = 6
"""Fewer points than these, visited last month and nothing against it, are no reason for a patrol."""


@dataclass(frozen=True)
class VisitRisk:
	"""What is known of a producer at the start of a month.

	:param months_since_visit: whole months since the last inspection there; None where there was none.
	:param fails: tests that failed, or raised a suspicion, in the last 12 months.
	"""

	months_since_visit: int | None = None
	fails: int = 0
	is_banned: bool = False
	is_overdue: bool = False
	on_market: bool = False
	credit_level: str | None = None

	@property
	def is_grave(self) -> bool:
		"""Whether the town's department goes itself, and not the village."""
		return self.is_banned or self.is_overdue


def score(risk: VisitRisk) -> int:
	"""Return the points of a risk; more is more urgent."""
	months = MONTHS_AT_MOST if risk.months_since_visit is None else min(risk.months_since_visit, MONTHS_AT_MOST)
	return (
		BANNED * risk.is_banned
		+ OVERDUE * risk.is_overdue
		+ FAILED * min(risk.fails, FAILED_AT_MOST)
		+ PER_MONTH * months
		+ ON_MARKET * risk.on_market
		+ CREDIT.get(risk.credit_level or "", 0)
	)


def spread(villages: Sequence[int], days: Sequence[datetime.date]) -> list[list[datetime.date]]:
	"""Spread visits over days: return the days of each village, as many as it has visits, in their order.

	Every village has its first visit before any has its second, so that its visits lie apart, and no day has more
	than one visit more than another.

	:param villages: how many visits each village has, the most urgent village first.
	:param days: the days to choose from, in their order; at least one.
	"""
	rounds = range(max(villages, default=0))
	slots = [index for visit in rounds for index, count in enumerate(villages) if visit < count]
	found: list[list[datetime.date]] = [[] for _village in villages]
	for position, index in enumerate(slots):
		found[index].append(days[position * len(days) // len(slots)])
	return found

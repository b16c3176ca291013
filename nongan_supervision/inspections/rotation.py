"""The rotation of the plan's annex 2: which block of villages a supervision group inspects in a season, and when.

Source: clause P5.1 and annex 2 of the plan of 2022. The villages stand in three fixed blocks. In the first season,
summer 2022, the groups 1, 2 and 3 inspect the blocks A, B and C; with each season every group moves on to the next
block, in later years too. The seasons end with June, September and December, and their feedback is due before
1 July, before the National Day holiday, which begins on 1 October, and before New Year.

Plain Python, no framework.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

SUMMER = "Summer"
AUTUMN = "Autumn"
WINTER = "Winter"
SEASONS = (SUMMER, AUTUMN, WINTER)

BLOCKS = ("A", "B", "C")
GROUP_NUMBERS = (1, 2, 3)

FIRST_YEAR = 2022
"""The year with whose summer the rotation begins."""

LAST_MONTHS = {SUMMER: 6, AUTUMN: 9, WINTER: 12}
"""The month with which a season's supervision ends."""

Day = TypeVar("Day")


@dataclass(frozen=True, order=True)
class Season:
	"""A season of a year, counted: summer 2022 is 0, autumn 2022 is 1, summer 2023 is 3."""

	turn: int

	@classmethod
	def of(cls, year: int, season: str) -> Season:
		""":raises ValueError: there is no such season."""
		return cls((year - FIRST_YEAR) * len(SEASONS) + SEASONS.index(season))

	@property
	def year(self) -> int:
		return FIRST_YEAR + self.turn // len(SEASONS)

	@property
	def name(self) -> str:
		return SEASONS[self.turn % len(SEASONS)]

	@property
	def before(self) -> Season:
		"""The season before: before a summer, the winter of the last year."""
		return Season(self.turn - 1)

	@property
	def starts_on(self) -> datetime.date:
		"""The first day of the season's last month."""
		return datetime.date(self.year, LAST_MONTHS[self.name], 1)

	@property
	def ends_on(self) -> datetime.date:
		"""The season's last day: 30 June, 30 September or 31 December."""
		month = LAST_MONTHS[self.name]
		return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

	@property
	def feedback_due_on(self) -> datetime.date:
		"""The last day that is before 1 July, 1 October or New Year."""
		return self.ends_on

	def block_of(self, group_no: int) -> str:
		"""Return the block that a group inspects in this season.

		:raises ValueError: there is no such group.
		"""
		return BLOCKS[(GROUP_NUMBERS.index(group_no) + self.turn) % len(BLOCKS)]


def spread(count: int, days: Sequence[Day]) -> list[Day]:
	"""Return a day for each of so many visits, in order and as evenly over the days as can be.

	:raises ValueError: there are visits, and no days.
	"""
	if count and not days:
		raise ValueError("no days to spread visits over")
	return [days[index * len(days) // count] for index in range(count)]

"""Quarters of a year. Plain dates, no database."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

NUMBERS = ("Q1", "Q2", "Q3", "Q4")
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, order=True)
class Quarter:
	"""A quarter; earlier ones are less. `number` is 1 to 4, `year` between `FIRST_YEAR` and `LAST_YEAR`."""

	year: int
	number: int

	@classmethod
	def of(cls, year: int | str, name: str) -> Quarter:
		"""Return the quarter of that name, such as Q3, in a year.

		:raises ValueError: there is no such quarter, or the year is no year of anybody's.
		"""
		if not FIRST_YEAR <= int(year) <= LAST_YEAR:
			raise ValueError(year)
		return cls(int(year), NUMBERS.index(name) + 1)

	@classmethod
	def on(cls, day: datetime.date) -> Quarter:
		"""Return the quarter in which a day lies."""
		return cls(day.year, (day.month + 2) // 3)

	@classmethod
	def all_of(cls, year: int) -> Iterator[Quarter]:
		"""Yield the four quarters of a year."""
		return (cls(year, number) for number in range(1, 5))

	@property
	def name(self) -> str:
		return NUMBERS[self.number - 1]

	@property
	def starts_on(self) -> datetime.date:
		return datetime.date(self.year, self.number * 3 - 2, 1)

	@property
	def ends_on(self) -> datetime.date:
		return self.next().starts_on - datetime.timedelta(days=1)

	def due_on(self, days: int) -> datetime.date:
		"""Return the day by which its update is due: so many days after its end."""
		return self.ends_on + datetime.timedelta(days=days)

	def next(self) -> Quarter:
		return Quarter(self.year + self.number // 4, self.number % 4 + 1)

"""The days of a made-up year: those that have passed, and on which an office works."""

from __future__ import annotations

import datetime
import random

SATURDAY = 5

HOLIDAYS = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
"""Month and day of the public holidays that fall on the same date every year."""


def elapsed_days(today: datetime.date) -> list[datetime.date]:
	"""Return the days of the year up to and including today."""
	first = today.replace(month=1, day=1)
	return [first + datetime.timedelta(days=days) for days in range((today - first).days + 1)]


def working_days(today: datetime.date) -> list[datetime.date]:
	"""Return the elapsed weekdays that are no holidays; all elapsed days in a year that has had none of them yet."""
	elapsed = elapsed_days(today)
	return [day for day in elapsed if day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS] or elapsed


def spread(count: int, today: datetime.date, rng: random.Random) -> list[datetime.date]:
	"""Return that many working days in their order, as evenly as chance will have it."""
	return sorted(rng.choices(working_days(today), k=count))


def spread_evenly(count: int, today: datetime.date) -> list[datetime.date]:
	"""Return that many working days in their order, at equal distances."""
	days = working_days(today)
	return [days[index * len(days) // count] for index in range(count)]


def later(day: datetime.date, days: int, today: datetime.date) -> datetime.date | None:
	"""Return the day so many days later, None if it has not come yet."""
	moved = day + datetime.timedelta(days=days)
	return moved if moved <= today else None


def at_most(day: datetime.date, days: int, today: datetime.date) -> datetime.date:
	"""Return the day so many days later, or today if that has not come yet."""
	return later(day, days, today) or today

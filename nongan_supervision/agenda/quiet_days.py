"""On which days nobody is reminded. Plain dates, no database."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

_DAY = datetime.timedelta(days=1)
LONGEST_QUIET = 60
"""Days within which a day that isn't quiet is looked for; after that, quiet or not, somebody has to hear of it."""


@dataclass(frozen=True)
class QuietDays:
	"""Weekdays (0 is Monday) that are quiet, and days whose own rule goes before that: whether each is worked."""

	weekdays: frozenset[int] = frozenset()
	holidays: Mapping[datetime.date, bool] = field(default_factory=dict)

	def __contains__(self, day: datetime.date) -> bool:
		worked = self.holidays.get(day)
		return day.weekday() in self.weekdays if worked is None else not worked

	def day_of_digest(self, day: datetime.date) -> datetime.date:
		"""Return when one hears of what falls on a day: on that day, or on the first after it that isn't quiet."""
		for later in range(LONGEST_QUIET):
			if (found := day + datetime.timedelta(days=later)) not in self:
				return found
		return day

	def unheard_until(self, day: datetime.date) -> datetime.date:
		"""Return the last day before the next on which one hears of anything: what is near by then is told on `day`."""
		return self.day_of_digest(day + _DAY) - _DAY

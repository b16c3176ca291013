"""When a person is told of something that waits for them: once in each state it comes to, and again while it lasts.

It is told by what they were told last, not by the calendar alone: so what fell on a quiet day, or on one on which no
job ran, is told on the next; and what has come up since with a short time limit is told as well.

Plain Python, no database.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

OVERDUE = "Overdue"
DUE_TODAY = "Due Today"
DUE_SOON = "Due Soon"
WAITING = "Waiting"
WITH_OTHERS = "Overdue with Others"

STATES = (OVERDUE, DUE_TODAY, DUE_SOON, WAITING, WITH_OTHERS)
"""In the order in which a digest has them."""

LASTING = (OVERDUE, WAITING, WITH_OTHERS)
"""States that last until somebody does something: told again."""


class Mention(NamedTuple):
	"""That a person was told of something, in a state, on a day."""

	day: datetime.date
	state: str


def is_to_be_told(state: str, today: datetime.date, last: Mention | None, repeat_days: int) -> bool:
	"""Return whether a person is told of something that is in a state today.

	:param last: when they were told of the same thing before, if they were.
	:param repeat_days: after how many days they are told again; 0: never.
	"""
	if last is None or last.state != state:
		return True
	return state in LASTING and bool(repeat_days) and (today - last.day).days >= repeat_days

"""When an inspection began and ended: the phone says, the server checks.

Plain Python, no framework.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

AHEAD = datetime.timedelta(minutes=5)
"""How far a phone's clock may be ahead of the server's."""


class Checked(NamedTuple):
	"""A moment that can be, and whether the phone said so."""

	moment: datetime.datetime
	as_told: bool


def checked(told: datetime.datetime | None, earliest: datetime.datetime | None, now: datetime.datetime) -> Checked:
	"""Return the moment that a phone tells, or the server's where that cannot be.

	:param told: by the phone's clock, in the site's time zone; None where it says nothing.
	:param earliest: what it cannot have been before: that the task was planned, or that it began.
	:param now: by the server's clock.
	"""
	if told is None:
		return Checked(now, True)
	if told > now + AHEAD or (earliest and told < earliest.replace(microsecond=0)):
		return Checked(now, False)
	return Checked(min(told, now), True)

"""The moment that counts as now, in UTC for the journal and in the site's time zone for people and deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from frappe.utils import get_system_timezone


@dataclass(frozen=True)
class Moment:
	"""A moment, aware and in UTC."""

	utc: datetime.datetime

	@property
	def site(self) -> datetime.datetime:
		"""The moment in the site's time zone, naive as the framework stores a Datetime, to the second."""
		local = self.utc.astimezone(ZoneInfo(get_system_timezone()))
		return local.replace(tzinfo=None, microsecond=0)

	@property
	def day(self) -> datetime.date:
		"""The day of the moment in the site's time zone."""
		return self.site.date()


_stands_at: ContextVar[Moment | None] = ContextVar("nongan_cases_clock", default=None)


def now() -> Moment:
	"""Return the server's present moment: the one place where the rules of cases read a clock."""
	return _stands_at.get() or Moment(datetime.datetime.now(datetime.timezone.utc))


def moment_at(local: datetime.datetime) -> Moment:
	"""Return a moment that is given naive and in the site's time zone."""
	aware = local.replace(tzinfo=ZoneInfo(get_system_timezone()))
	return Moment(aware.astimezone(datetime.timezone.utc))


@contextmanager
def standing_at(local: datetime.datetime) -> Iterator[None]:
	"""Let the rules take this moment, naive and in the site's time zone, for now: for tests and the sample year."""
	token = _stands_at.set(moment_at(local))
	try:
		yield
	finally:
		_stands_at.reset(token)

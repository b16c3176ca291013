"""The moment that counts as now, in UTC for the journal and in the site's time zone for people and deadlines."""

from __future__ import annotations

import datetime
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


def now() -> Moment:
	"""Return the server's present moment: the one place where the rules of cases read a clock."""
	return Moment(datetime.datetime.now(datetime.timezone.utc))

"""Time limits of cases and referrals, in the site's time zone.

A limit in days starts on the day after the event and ends with its last day; if that is a day off, with the first
working day after it (《民法典》第二百零一条、第二百零三条, which administrative time limits follow). Days off are
Saturdays and Sundays and the office's own table of Legal Holidays, which holds holidays on weekdays and weekends that
are worked: none is shipped, because the State Council announces them each year.

A limit in hours starts at once and ends to the hour, day off or not (《民法典》第二百零一条第二款).

How many days stands in the settings, each with its source.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import frappe
from frappe.utils import cint, getdate

SETTINGS = "Nongan Supervision Settings"
SATURDAY = 5
LONGEST_BREAK = 30
"""Days after a limit's last day within which a working day is looked for."""


def due_on(event: datetime.date, days: int) -> datetime.date:
	"""Return the last day of a limit of so many days from `event`, moved to a working day."""
	last = event + datetime.timedelta(days=days)
	return first_working_day(last, legal_holidays(last))


def due_at(event: datetime.datetime, hours: int) -> datetime.datetime:
	"""Return the end of a limit of so many hours from `event`."""
	return event + datetime.timedelta(hours=hours)


def first_working_day(day: datetime.date, holidays: Mapping[datetime.date, bool]) -> datetime.date:
	"""Return `day` or the first working day after it.

	:param holidays: the days that are no ordinary ones, and whether they are worked.
	"""
	while not is_working_day(day, holidays):
		day += datetime.timedelta(days=1)
	return day


def is_working_day(day: datetime.date, holidays: Mapping[datetime.date, bool]) -> bool:
	"""Tell whether offices are open: the table's word, or else whether it is a weekday."""
	return holidays.get(day, day.weekday() < SATURDAY)


def legal_holidays(since: datetime.date, until: datetime.date | None = None) -> dict[datetime.date, bool]:
	"""Return the Legal Holidays from `since` on, and whether each is worked: until a day, or of the next weeks."""
	until = until or since + datetime.timedelta(days=LONGEST_BREAK)
	rows = frappe.get_all(
		"Legal Holiday", {"holiday_date": ["between", [since, until]]}, ["holiday_date", "is_workday"], as_list=True
	)
	return {getdate(day): bool(worked) for day, worked in rows}


def setting(fieldname: str) -> int:
	"""Return a number of days or hours from the settings."""
	return cint(frappe.db.get_single_value(SETTINGS, fieldname))

"""When the settings want digests: from which hour on, and on which days nobody is reminded."""

from __future__ import annotations

import datetime

import frappe
from frappe.utils import cint

from nongan_supervision.agenda.lead_times import SETTINGS
from nongan_supervision.agenda.quiet_days import QuietDays
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.deadlines import legal_holidays

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def is_time(now: Moment) -> bool:
	"""Return whether the settings want digests at this moment."""
	settings = frappe.db.get_singles_dict(SETTINGS)
	if not cint(settings.get("reminder_digest")) or now.site.hour < cint(settings.get("reminder_hour")):
		return False
	return quiet_days(now.day).day_of_digest(now.day) == now.day


def quiet_days(since: datetime.date) -> QuietDays:
	"""Return the days on which the settings want no digests, from a day on."""
	settings = frappe.db.get_singles_dict(SETTINGS)
	weekdays = frozenset(number for number, day in enumerate(WEEKDAYS) if cint(settings.get(f"quiet_{day}")))
	holidays = legal_holidays(since) if cint(settings.get("quiet_legal_holidays")) else {}
	return QuietDays(weekdays, holidays)

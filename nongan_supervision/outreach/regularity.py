"""Built-in indicators of the checklist: how regularly rules and policy are made known.

Source: the plan of 2022, part 5: 短信告知每周一宣、新闻媒体每月多宣、入户培训每次必宣. The third is a plain share of
documents, which an indicator counts without code.
"""

from __future__ import annotations

import datetime
from collections import Counter

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, getdate

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import (
	NOT_BY_VILLAGE,
	NOT_PERMITTED,
	Measurement,
	Missing,
	Period,
	Place,
	share_of,
)
from nongan_supervision.outreach.activities import ACTIVITY, BRIEFED, MEDIA, SMS
from nongan_supervision.permissions.scope import (
	apply_scope,
	asked_once,
	is_limited_to_villages,
	once,
	sees_whole_town,
)

MEDIA_PER_MONTH = 2
"""Unless the settings say otherwise: 每月多宣 is more than once."""

_WEEK = datetime.timedelta(days=7)


def measure_weekly_messages(
	period: Period, place: Place, user: str, is_limited_to_villages: bool | None = None
) -> Measurement:
	"""Weeks in which a text message went out, in percent of the weeks that have passed."""
	days = _days_of(SMS, period, place, user, is_limited_to_villages)
	weeks = weeks_passed(period.start, min(period.end, period.known_on))
	sent = {_monday(day) for day in days}  # the week that is running counts as soon as its message is out
	return _share(len(sent), len(sent.union(weeks)), SMS, period, place)


def measure_monthly_media(
	period: Period, place: Place, user: str, is_limited_to_villages: bool | None = None
) -> Measurement:
	"""Months with as many media reports as the settings ask for, in percent of the months that have passed."""
	wanted = cint(frappe.db.get_single_value("Nongan Supervision Settings", "media_per_month")) or MEDIA_PER_MONTH
	counts = Counter(day.replace(day=1) for day in _days_of(MEDIA, period, place, user, is_limited_to_villages))
	reached = {month for month, count in counts.items() if count >= wanted}
	passed = set(months_passed(period.start, min(period.end, period.known_on)))
	return _share(len(reached), len(passed | reached), MEDIA, period, place)


def weeks_passed(start: datetime.date, until: datetime.date) -> list[datetime.date]:
	"""Return the Mondays of the weeks that lie wholly between two days, both included."""
	monday = _monday(start + datetime.timedelta(days=6))
	count = max(((until + datetime.timedelta(days=1)) - monday) // _WEEK, 0)
	return [monday + number * _WEEK for number in range(count)]


def months_passed(start: datetime.date, until: datetime.date) -> list[datetime.date]:
	"""Return the first days of the months that have wholly passed between two days, both included."""
	month = start.replace(day=1) if start.day == 1 else next_month(start)
	months = []
	while next_month(month) - datetime.timedelta(days=1) <= until:
		months.append(month)
		month = next_month(month)
	return months


def next_month(day: datetime.date) -> datetime.date:
	"""Return the first day of the month after a day's."""
	return (day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)


@asked_once()
def sayings(period: Period, place: Place, user: str) -> list[str]:
	"""Say of each of the plan's three rules how often it was kept in a period, as far as the user may see."""
	said = []
	for rule, measure in (
		(_("A text message every week: {0} weeks."), measure_weekly_messages),
		(_("Media reports every month, as many as the settings ask for: {0} months."), measure_monthly_media),
	):
		try:
			said.append(rule.format(measure(period, place, user).explanation))
		except Missing as missing:
			said.append(str(missing))
	briefed, held = count_briefings(period, place, user)
	of = _("{0} of {1}").format(briefed, held)
	said.append(_("A policy briefing at each training and household visit: {0}.").format(of))
	if not sees_whole_town(ACTIVITY, place.town, user):
		said.append(_("Counted of those activities that you may see."))
	return list(dict.fromkeys(said))


def count_briefings(period: Period, place: Place, user: str) -> tuple[int, int]:
	"""Return at how many trainings and household visits policy was explained, and how many there were."""
	activity = frappe.qb.DocType(ACTIVITY)
	query = (
		frappe.qb.from_(activity)
		.select(Sum(activity.policy_briefing), Count(activity.name))
		.where(activity.activity_type.isin(BRIEFED) & activity.held_on[period.start : period.end])
	)
	for fieldname in ("town", "village"):
		if getattr(place, fieldname):
			query = query.where(activity[fieldname] == getattr(place, fieldname))
	briefed, held = apply_scope(query, ACTIVITY, user).run()[0]
	return cint(briefed), cint(held)


def _days_of(
	activity_type: str, period: Period, place: Place, user: str, is_limited: bool | None
) -> list[datetime.date]:
	if is_limited is None:
		is_limited = is_limited_to_villages(user, place.town)
	if place.village or is_limited:
		raise Missing(NOT_BY_VILLAGE, _("Messages and media reach the whole town, so this figure is the whole town's."))
	if not sees_whole_town(ACTIVITY, place.town, user):
		raise Missing(NOT_PERMITTED, _("You see a part of the activities only, and this figure is of all of them."))
	days = once(("regular", period, place.town, user), lambda: _days_by_type(period, place.town, user))
	return days[activity_type]


def _days_by_type(period: Period, town: str | None, user: str) -> dict[str, list[datetime.date]]:
	"""The days of messages and of media reports, a day as often as there were some."""
	activity = frappe.qb.DocType(ACTIVITY)
	is_counted = activity.activity_type.isin([SMS, MEDIA])
	is_counted &= activity.held_on[period.start : min(period.end, period.known_on)]
	if town:
		is_counted &= activity.town == town
	query = frappe.qb.from_(activity).select(activity.activity_type, activity.held_on).where(is_counted)
	days: dict[str, list[datetime.date]] = {SMS: [], MEDIA: []}
	for activity_type, held_on in apply_scope(query, ACTIVITY, user).run():
		days[activity_type].append(getdate(held_on))
	return days


def _share(reached: int, passed: int, activity_type: str, period: Period, place: Place) -> Measurement:
	filters = (
		Filter(ACTIVITY, "activity_type", "=", activity_type),
		Filter(ACTIVITY, "held_on", "between", (str(period.start), str(period.end))),
		*place.filters(ACTIVITY),
	)
	return share_of(reached, passed, _("The period has only begun."), ACTIVITY, filters)


def _monday(day: datetime.date) -> datetime.date:
	return day - datetime.timedelta(days=day.weekday())

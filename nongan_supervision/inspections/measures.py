"""Built-in indicator of the checklist: the seasons of whose supervision there was feedback in time.

Counted are the three seasons of a year, whether or not there is a campaign: one that nobody held is not in time.
"""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import NO_DATA, Measurement, Missing, Period, Place, not_by_village
from nongan_supervision.inspections.rotation import SEASONS, Season
from nongan_supervision.inspections.seasons import CAMPAIGN
from nongan_supervision.permissions.scope import apply_scope


def measure_feedback(period: Period, place: Place, user: str, is_limited_to_villages: bool = False) -> Measurement:
	"""Seasons with feedback by its deadline, in percent of those whose feedback is in or was due by now.

	The deadline is the campaign's own, or that of the plan for a season without one.

	:raises Missing: nothing has fallen due yet, or asked for a village: the seasons are the whole town's.

	Source: the plan of 2022, P5.1: 分别于7.1、国庆节前、元旦前将督导检查情况进行汇总反馈.
	"""
	if place.village or is_limited_to_villages:
		raise not_by_village(CAMPAIGN)
	year, known_on = period.start.year, period.known_on
	campaigns = _campaigns(year, place.town, user)
	outcomes = [_is_in_time(Season.of(year, name), campaigns.get(name), known_on) for name in SEASONS]
	counted = [outcome for outcome in outcomes if outcome is not None]
	if not counted:
		raise Missing(NO_DATA, _("Nothing has fallen due yet."))
	kept = sum(counted)
	of_town = [Filter(CAMPAIGN, "town", "=", place.town)] if place.town else []
	filters = (Filter(CAMPAIGN, "year", "=", year), *of_town)
	explanation = _("{0} of {1}").format(kept, len(counted))
	return Measurement(kept / len(counted) * 100, "", explanation, CAMPAIGN, filters)


def _campaigns(year: int, town: str | None, user: str) -> dict[str, frappe._dict]:
	campaign = frappe.qb.DocType(CAMPAIGN)
	query = frappe.qb.from_(campaign).select(campaign.season, campaign.feedback_due_on, campaign.feedback_submitted_on)
	query = query.where(campaign.year == year)
	if town:
		query = query.where(campaign.town == town)
	return {row.season: row for row in apply_scope(query, CAMPAIGN, user).run(as_dict=True)}


def _is_in_time(season: Season, campaign: frappe._dict | None, known_on: datetime.date) -> bool | None:
	"""Whether there was feedback by its deadline, as known on a day; None for what is neither there nor due."""
	due = getdate(campaign.feedback_due_on) if campaign and campaign.feedback_due_on else season.feedback_due_on
	submitted = getdate(campaign.feedback_submitted_on) if campaign and campaign.feedback_submitted_on else None
	if submitted and submitted <= known_on:
		return submitted <= due
	return False if due <= known_on else None

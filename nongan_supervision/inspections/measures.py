"""Built-in indicator of the checklist: whether the rounds of supervision were fed back in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import Measurement, Period, Place, not_by_village, share_of
from nongan_supervision.inspections.rotation import SEASONS, Season
from nongan_supervision.inspections.seasons import CAMPAIGN
from nongan_supervision.permissions.scope import apply_scope

Round = tuple[datetime.date, datetime.date | None]
"""Until when a season's feedback is due, and when it was submitted."""


def measure_feedback(period: Period, place: Place, user: str, is_limited_to_villages: bool = False) -> Measurement:
	"""Rounds of supervision that were fed back in time, in percent of the year's that were fed back or fell due.

	A year has a round each season, whether or not somebody has made its campaign.

	Source: the plan of 2022, P5.1: 夏季、秋季和冬季三次，分别于7.1、国庆节前、元旦前汇总反馈.

	:raises Missing: none is due yet; or asked for villages: a round is the whole town's.
	"""
	if place.village or is_limited_to_villages:
		raise not_by_village(CAMPAIGN)
	year, known_on = period.start.year, period.known_on
	in_time = []
	for due_on, submitted_on in _rounds(year, place.town, user):
		if submitted_on and submitted_on <= known_on:
			in_time.append(submitted_on <= due_on)
		elif due_on <= known_on:
			in_time.append(False)
	filters = (Filter(CAMPAIGN, "year", "=", year), *place.filters(CAMPAIGN))
	return share_of(sum(in_time), len(in_time), _("Nothing has fallen due yet."), CAMPAIGN, filters)


def _rounds(year: int, town: str | None, user: str) -> Iterator[Round]:
	"""The year's rounds of a town, or of all towns that have campaigns: the campaign's days, else the season's."""
	campaign = frappe.qb.DocType(CAMPAIGN)
	fields = (campaign.town, campaign.season, campaign.feedback_due_on, campaign.feedback_submitted_on)
	query = frappe.qb.from_(campaign).select(*fields).where(campaign.year == year)
	if town:
		query = query.where(campaign.town == town)
	found = {(row[0], row[1]): row[2:] for row in apply_scope(query, CAMPAIGN, user).run()}
	for of_town in {town} if town else {town for town, _season in found}:
		for season in SEASONS:
			due_on, submitted_on = found.get((of_town, season), (None, None))
			yield (
				getdate(due_on) if due_on else Season.of(year, season).feedback_due_on,
				getdate(submitted_on) if submitted_on else None,
			)

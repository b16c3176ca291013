"""Built-in indicators of the checklist: what of clues, referrals and notices was done in time.

Counted is what fell due within the period, or was done ahead of a day that is later in the year; what is not due yet
and not done is left out.
A figure as on an earlier day knows of nothing that was done later.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import cint, get_datetime
from pypika import Table
from pypika.terms import Criterion

from nongan_supervision.cases import clock
from nongan_supervision.cases.clues import CLUE
from nongan_supervision.cases.nonconformity import NOTICE
from nongan_supervision.cases.states import REFERRAL
from nongan_supervision.cases.timeliness import COUNTED, IN_TIME, STEP_FIELDS, TimedStep, timed_steps
from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import Measurement, Period, Place, of_each, share_of
from nongan_supervision.permissions.scope import apply_scope

Figures = Measurement | dict[str, Measurement]
"""One figure, or one by village."""


def measure_clues(period: Period, place: Place, user: str, villages: list[str] | None = None) -> Figures:
	"""Clues whose check was settled by its deadline, as a percentage of those that were settled or fell due.

	:param villages: return the figure of each of these, by village.

	Source: the plan of 2022, A4b: clues to the use of banned substances.
	"""
	return _share_in_time(CLUE, "check_due_on", "settled_on", period, place, user, villages)


def measure_notices(period: Period, place: Place, user: str, villages: list[str] | None = None) -> Figures:
	"""Notices between origin and market that were answered by their deadline, in percent of those that fell due.

	:param villages: return the figure of each of these, by village.

	Source: the plan of 2022, A8: 双向通报.
	"""
	return _share_in_time(NOTICE, "reply_due_on", "replied_on", period, place, user, villages)


def measure_referrals(period: Period, place: Place, user: str, villages: list[str] | None = None) -> Figures:
	"""Steps of referrals that were taken by their deadline, in percent of those that were taken or fell due.

	:param villages: return the figure of each of these, by village.

	Source: the plan of 2022, A7; the limits: 国务院令第310号第五条、第八条、第九条.
	"""
	referral = frappe.qb.DocType(REFERRAL)
	query = frappe.qb.from_(referral).select(referral.village, *(referral[field] for field in STEP_FIELDS))
	query = query.where(_is_of(referral, "reported_on", period, place))
	known = min(datetime.datetime.combine(period.known_on, datetime.time.max), clock.now().site)
	counts: dict[str, Count] = defaultdict(Count)
	for found, step in timed_steps(apply_scope(query, REFERRAL, user).run(as_dict=True)):
		outcome = as_known_at(step, known).outcome(clock.moment_at(known))
		if outcome in COUNTED:
			counts[found.village] += Count(int(outcome == IN_TIME), 1)
	return _shares(counts, REFERRAL, "reported_on", period, place, villages)


def as_known_at(step: TimedStep, moment: datetime.datetime) -> TimedStep:
	"""Return a step as it stood at a moment: not taken yet, if it was taken later."""
	return replace(step, done=None) if step.done and get_datetime(step.done) > moment else step


@dataclass(frozen=True)
class Count:
	"""How many of the deadlines that are counted were kept."""

	kept: int = 0
	counted: int = 0

	def __add__(self, other: Count) -> Count:
		return Count(self.kept + other.kept, self.counted + other.counted)


def _share_in_time(
	doctype: str, due_field: str, done_field: str, period: Period, place: Place, user: str, villages: list[str] | None
) -> Figures:
	table = frappe.qb.DocType(doctype)
	due, done = table[due_field], table[done_field]
	is_done = done.isnotnull() & (done <= period.known_on)
	in_time, fell_due = is_done & (done <= due), is_done | (due <= period.known_on)
	query = frappe.qb.from_(table).select(table.village, Sum(in_time), Sum(fell_due))
	due_days = replace(period, end=period.year_end, as_on=period.known_on)
	query = query.where(_is_of(table, due_field, due_days, place)).groupby(table.village)
	rows = apply_scope(query, doctype, user).run()
	counts = {village: Count(cint(kept), cint(counted)) for village, kept, counted in rows}
	return _shares(counts, doctype, due_field, due_days, place, villages)


def _is_of(table: Table, field: str, period: Period, place: Place) -> Criterion:
	"""Whether a document is of the place, and of the period by the day in `field`."""
	is_there = (table[name] == value for name, value in place.fields.items())
	return Criterion.all([table[field][period.start : period.end], *is_there])


def _shares(
	counts: Mapping[str, Count], doctype: str, field: str, period: Period, place: Place, villages: list[str] | None
) -> Figures:
	"""The share of all that was counted, or that of each village."""
	if villages is None:
		return _share(sum(counts.values(), Count()), doctype, field, period, place)

	def of(village: str) -> Measurement:
		return _share(counts.get(village, Count()), doctype, field, period, replace(place, village=village))

	return of_each(villages, of)


def _share(count: Count, doctype: str, field: str, period: Period, place: Place) -> Measurement:
	span = Filter(doctype, field, "between", (str(period.start), str(period.end)))
	filters = (span, *place.filters(doctype))
	return share_of(count.kept, count.counted, _("Nothing has fallen due yet."), doctype, filters)

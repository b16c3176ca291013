"""Built-in indicators of the checklist: what of clues, referrals and notices was done in time.

Counted is what fell due within the period, or was done ahead of that; what is not due yet and not done is left out.
A figure as on an earlier day knows of nothing that was done later.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

import frappe
from frappe import _
from frappe.query_builder.functions import Sum
from frappe.utils import cint, get_datetime
from pypika import Case
from pypika.terms import Criterion, Term

from nongan_supervision.cases import clock
from nongan_supervision.cases.clues import CLUE
from nongan_supervision.cases.nonconformity import NOTICE
from nongan_supervision.cases.states import REFERRAL
from nongan_supervision.cases.timeliness import COUNTED, IN_TIME, STEP_FIELDS, TimedStep, timed_steps
from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import NO_DATA, Measurement, Missing, Period, Place
from nongan_supervision.permissions.scope import apply_scope


def measure_clues(period: Period, place: Place, user: str) -> Measurement:
	"""Clues whose check was settled by its deadline, as a percentage of those that were settled or fell due.

	Source: the plan of 2022, A4b: clues to the use of banned substances.
	"""
	return _share_in_time(CLUE, "check_due_on", "settled_on", period, place, user)


def measure_notices(period: Period, place: Place, user: str) -> Measurement:
	"""Notices between origin and market that were answered by their deadline, in percent of those that fell due.

	Source: the plan of 2022, A8: 双向通报.
	"""
	return _share_in_time(NOTICE, "reply_due_on", "replied_on", period, place, user)


def measure_referrals(period: Period, place: Place, user: str) -> Measurement:
	"""Steps of referrals that were taken by their deadline, in percent of those that were taken or fell due.

	Source: the plan of 2022, A7; the limits: 国务院令第310号第五条、第八条、第九条.
	"""
	referral = frappe.qb.DocType(REFERRAL)
	query = frappe.qb.from_(referral).select(*(referral[field] for field in STEP_FIELDS))
	query = query.where(referral.reported_on[period.start : period.end])
	for field, value in _places(place):
		query = query.where(referral[field] == value)
	known = min(datetime.datetime.combine(period.known_on, datetime.time.max), clock.now().site)
	steps = timed_steps(apply_scope(query, REFERRAL, user).run(as_dict=True))
	outcomes = [as_known_at(step, known).outcome(clock.moment_at(known)) for _referral, step in steps]
	counted = [outcome for outcome in outcomes if outcome in COUNTED]
	filters = _filters(REFERRAL, "reported_on", period, place)
	return _measurement(counted.count(IN_TIME), len(counted), REFERRAL, filters)


def as_known_at(step: TimedStep, moment: datetime.datetime) -> TimedStep:
	"""Return a step as it stood at a moment: not taken yet, if it was taken later."""
	return replace(step, done=None) if step.done and get_datetime(step.done) > moment else step


def _share_in_time(
	doctype: str, due_field: str, done_field: str, period: Period, place: Place, user: str
) -> Measurement:
	table = frappe.qb.DocType(doctype)
	due, done = table[due_field], table[done_field]
	is_done = done.isnotnull() & (done <= period.known_on)
	in_time, fell_due = is_done & (done <= due), is_done | (due <= period.known_on)
	query = frappe.qb.from_(table).select(_number_of(in_time), _number_of(fell_due))
	query = query.where(due[period.start : period.end])
	for field, value in _places(place):
		query = query.where(table[field] == value)
	kept, counted = map(cint, apply_scope(query, doctype, user).run()[0])
	return _measurement(kept, counted, doctype, _filters(doctype, due_field, period, place))


def _places(place: Place) -> list[tuple[str, str]]:
	return [(field, value) for field, value in (("town", place.town), ("village", place.village)) if value]


def _filters(doctype: str, field: str, period: Period, place: Place) -> tuple[Filter, ...]:
	"""The filters of the list behind a figure."""
	span = Filter(doctype, field, "between", [str(period.start), str(period.end)])
	return (span, *(Filter(doctype, name, "=", value) for name, value in _places(place)))


def _number_of(condition: Criterion) -> Term:
	return Sum(Case().when(condition, 1).else_(0))


def _measurement(in_time: int, counted: int, doctype: str, filters: tuple[Filter, ...]) -> Measurement:
	if not counted:
		raise Missing(NO_DATA, _("Nothing has fallen due yet."))
	return Measurement(in_time / counted * 100, "", _("{0} of {1}").format(in_time, counted), doctype, filters)

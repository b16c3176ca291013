"""Which villages have updated which quarters of a year, as a user may see it.

A quarter counts from the day on which its update is due, or from its submission if that is earlier. The fourth
counts on the last day of the year at the latest: on that day the year is accounted for.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import Measurement, Period, Place, of_each, share_of
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.quarterly_updates import DOCTYPE, grace_days
from nongan_supervision.registry.quarters import Quarter

ON_TIME = "On Time"
LATE = "Late"
MISSING = "Not Submitted"
BEGUN = "Due Later"
NOT_BEGUN = "Not Begun"

STATES = (ON_TIME, LATE, MISSING, BEGUN, NOT_BEGUN)


@dataclass(frozen=True)
class Cell:
	"""How a village stands in a quarter; `update` is the submitted one, or else the draft that was begun."""

	quarter: Quarter
	state: str
	due_on: datetime.date
	update: str | None = None
	submitted_on: datetime.date | None = None
	confirmed: int = 0
	expected: int = 0

	@property
	def is_submitted(self) -> bool:
		return self.state in (ON_TIME, LATE)

	@property
	def counts(self) -> bool:
		"""Whether the quarter is one that should be updated by now."""
		return self.is_submitted or self.state == MISSING


def coverage(villages: list[str], year: int, as_on: datetime.date, user: str | None = None) -> dict[str, list[Cell]]:
	"""Return how villages stand in the four quarters of a year at the end of the day `as_on`.

	:raises frappe.PermissionError: the user may not see quarterly updates at all.
	"""
	updates = _updates(villages, year, user)
	days = grace_days()
	quarters = [(quarter, quarter.due_on(days)) for quarter in Quarter.all_of(year)]
	return {
		village: [_cell(quarter, due_on, updates.get((village, quarter.name)), as_on) for quarter, due_on in quarters]
		for village in villages
	}


def villages_of(place: Place, user: str | None = None) -> list[str]:
	"""Return the villages of a place that a user may see, in the order of their names."""
	village = frappe.qb.DocType("Village")
	query = frappe.qb.from_(village).select(village.name).orderby(village.name)
	if place.town:
		query = query.where(village.town == place.town)
	if place.village:
		query = query.where(village.name == place.village)
	return apply_scope(query, "Village", user).run(pluck=True)


def measure_coverage(
	period: Period, place: Place, user: str, villages: list[str] | None = None
) -> Measurement | dict[str, Measurement]:
	"""Built-in indicator: updates submitted, as a percentage of those that villages should have submitted by now.

	An update of the last quarter is due in January: a year that is over is asked for as on a later day.

	:param villages: return the figure of each of these, by village.

	Source: the plan of 2022, A2: every quarter, village by village.
	"""
	rows = coverage(villages or villages_of(place, user), period.start.year, period.known_on, user)
	if villages is None:
		return _share([cell for row in rows.values() for cell in row], period, place)
	return of_each(villages, lambda village: _share(rows[village], period, replace(place, village=village)))


def _share(cells: list[Cell], period: Period, place: Place) -> Measurement:
	counted = [cell for cell in cells if cell.counts]
	filters = (
		Filter(DOCTYPE, "docstatus", "=", 1),
		Filter(DOCTYPE, "year", "=", period.start.year),
		Filter(DOCTYPE, "submitted_on", "<=", str(period.known_on)),
		*place.filters(DOCTYPE),
	)
	submitted = sum(cell.is_submitted for cell in counted)
	return share_of(submitted, len(counted), _("No quarter of this year is due yet."), DOCTYPE, filters)


def _updates(villages: list[str], year: int, user: str | None) -> dict[tuple[str, str], frappe._dict]:
	"""The year's updates by village and quarter: the submitted one where there is one, or else a draft."""
	table = frappe.qb.DocType(DOCTYPE)
	fields = ("name", "village", "quarter", "docstatus", "submitted_on", "late", "confirmed_count", "expected_count")
	query = frappe.qb.from_(table).select(*(table[field] for field in fields))
	query = query.where((table.year == year) & (table.docstatus < 2) & table.village.isin(villages or [""]))
	rows = apply_scope(query.orderby(table.docstatus, table.name), DOCTYPE, user).run(as_dict=True)
	return {(row.village, row.quarter): row for row in rows}


def _cell(quarter: Quarter, due_on: datetime.date, update: frappe._dict | None, as_on: datetime.date) -> Cell:
	if not update:
		return Cell(quarter, _state_without(quarter, due_on, as_on), due_on)
	submitted_on = getdate(update.submitted_on) if update.submitted_on else None
	counts = bool(update.docstatus == 1 and submitted_on and submitted_on <= as_on)
	state = (LATE if update.late else ON_TIME) if counts else _state_without(quarter, due_on, as_on)
	return Cell(
		quarter,
		state,
		due_on,
		update.name,
		submitted_on if counts else None,
		update.confirmed_count,
		update.expected_count,
	)


def _state_without(quarter: Quarter, due_on: datetime.date, as_on: datetime.date) -> str:
	if as_on < quarter.starts_on:
		return NOT_BEGUN
	accounted_for = datetime.date(quarter.year, 12, 31)
	return MISSING if as_on > due_on or as_on >= max(accounted_for, quarter.ends_on) else BEGUN

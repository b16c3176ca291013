"""Villages and the quarters of a year: which updates came, on time or late, and which are missing.

Villages and updates are limited in the queries to what the session's user may see.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, formatdate, getdate, nowdate

from nongan_supervision.checklist.measurement import Place
from nongan_supervision.checklist.years import current_year
from nongan_supervision.registry import coverage
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.coverage import Cell
from nongan_supervision.registry.grid import levels_by_village, missing_levels
from nongan_supervision.registry.quarters import FIRST_YEAR, LAST_YEAR, NUMBERS

Row = dict[str, Any]
Coverage = dict[str, list[Cell]]

CHART_COLOURS = {
	coverage.ON_TIME: "#2f7d4f",
	coverage.LATE: "#e8a33d",
	coverage.MISSING: "#cf4a3c",
	coverage.BEGUN: "#8aa9c9",
}


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str | None, dict | None, list]:
	"""Columns, rows, message, chart and summary of the year and place that the filters ask for."""
	filters = asked_of(filters)
	as_on = getdate(nowdate())
	year = year_of(filters, as_on.year)
	villages = coverage.villages_of(Place(filters.town or None, filters.village or None))
	found = coverage.coverage(villages, year, as_on)
	return get_columns(), get_rows(found), get_message(year, found), get_chart(found), get_summary(found)


def year_of(filters: frappe._dict, calendar_year: int) -> int:
	"""The year that is asked for; the settings' where the filters name none that can be."""
	year = cint(filters.year)
	return year if FIRST_YEAR <= year <= LAST_YEAR else current_year(getdate(f"{calendar_year}-01-01"))


def get_columns() -> list[Row]:
	"""A column per quarter, and what they come to."""
	quarters = [
		{
			"fieldname": name.lower(),
			"label": _(name, context="Quarterly Production Update"),
			"fieldtype": "Data",
			"width": 180,
			"group": _("Quarterly Updates"),
		}
		for name in NUMBERS
	]
	return [
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 120},
		*quarters,
		{"fieldname": "submitted", "label": _("Submitted"), "fieldtype": "Int", "width": 75},
		{"fieldname": "due", "label": _("Due by Now"), "fieldtype": "Int", "width": 75},
		{"fieldname": "percent", "label": _("Coverage"), "fieldtype": "Percent", "width": 90},
		{"fieldname": "missing_levels", "label": _("Grid Levels without Officer"), "fieldtype": "Data", "width": 180},
	]


def get_rows(found: Coverage) -> list[Row]:
	"""A row per village and, of several, one for all of them."""
	levels = levels_by_village(found)
	rows = [_row(village, cells, levels.get(village, set())) for village, cells in found.items()]
	return [*rows, _total(found)] if len(rows) > 1 else rows


def get_message(year: int, found: Coverage) -> str | None:
	"""Which year the figures are of; what to do where there is no village."""
	if not found:
		return _("There is no village here that you may see.")
	return _("Updates of {0}, as on {1}.").format(year, formatdate(getdate(nowdate())))


def get_chart(found: Coverage) -> Row | None:
	"""How many villages are in which state, quarter by quarter."""
	if not found:
		return None
	states = [Counter(cells[index].state for cells in found.values()) for index in range(len(NUMBERS))]
	return {
		"type": "bar",
		"data": {
			"labels": [_(name, context="Quarterly Production Update") for name in NUMBERS],
			"datasets": [{"name": _(state), "values": [counts[state] for counts in states]} for state in CHART_COLOURS],
		},
		"barOptions": {"stacked": 1},
		"colors": list(CHART_COLOURS.values()),
	}


def get_summary(found: Coverage) -> list[Row]:
	"""The whole year's coverage, and how many updates are late and missing."""
	cells = [cell for row in found.values() for cell in row]
	states = Counter(cell.state for cell in cells)
	percent = percent_of(cells)
	return [
		{
			"label": _("Coverage"),
			"value": percent,
			"datatype": "Percent",
			"indicator": "Green" if percent == 100 else "Orange",
		},
		{"label": _(coverage.ON_TIME), "value": states[coverage.ON_TIME], "datatype": "Int", "indicator": "Green"},
		{"label": _(coverage.LATE), "value": states[coverage.LATE], "datatype": "Int", "indicator": "Orange"},
		{"label": _(coverage.MISSING), "value": states[coverage.MISSING], "datatype": "Int", "indicator": "Red"},
	]


def percent_of(cells: list[Cell]) -> float | None:
	"""The submitted share of the updates that are due; None while none is."""
	due = [cell for cell in cells if cell.counts]
	return round(sum(cell.is_submitted for cell in due) / len(due) * 100, 1) if due else None


def _row(village: str, cells: list[Cell], levels: set[str]) -> Row:
	row: Row = {"village": village, "year": cells[0].quarter.year, **_sums(cells)}
	missing = missing_levels(levels)
	row["missing_levels"] = "、".join(_(level, context="Village Grid Officer") for level in missing)
	for cell in cells:
		key = cell.quarter.name.lower()
		row[key] = _text(cell)
		row[f"{key}_state"] = cell.state
		row[f"{key}_update"] = cell.update
	return row


def _total(found: Coverage) -> Row:
	row: Row = {"is_total": 1, "village": _("Total"), **_sums([cell for cells in found.values() for cell in cells])}
	for index, name in enumerate(NUMBERS):
		cells = [cells[index] for cells in found.values()]
		row[name.lower()] = _("{0} of {1}").format(sum(cell.is_submitted for cell in cells), len(cells))
	return row


def _sums(cells: list[Cell]) -> Row:
	return {
		"submitted": sum(cell.is_submitted for cell in cells),
		"due": sum(cell.counts for cell in cells),
		"percent": percent_of(cells),
	}


def _text(cell: Cell) -> str:
	"""A cell as it is read in print and in Excel."""
	if cell.is_submitted:
		return f"{_(cell.state)} · {formatdate(cell.submitted_on)}"
	if cell.update:
		return f"{_(cell.state)} · {_('draft {0}/{1}').format(cell.confirmed, cell.expected)}"
	return _(cell.state)

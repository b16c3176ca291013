"""Which targets of a responsibility checklist are due, and not reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import frappe
from frappe.utils import cint, flt

from nongan_supervision.agenda.kinds import CHECKLIST_TARGET
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.checklist import pace
from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.checklist.progress import MANUAL, departments_of, due_day, indicators_of, is_rate
from nongan_supervision.checklist.reporting import is_reported
from nongan_supervision.inspections.states import DEPARTMENTS

FORGOTTEN_AFTER = timedelta(days=60)
"""How long a target that was missed is still reminded of."""

ITEM = "Checklist Item"


def target_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the items of checklists in force that are due soon or were, and whose figure has not reached its target.

	An item that has no target is not waited for, nor one that was due long ago: the report has it still. One that names
	no day is due at the end of its year. The departments of an item are reminded of it.
	"""
	if not person.holds(*DEPARTMENTS):
		return
	items = _items(person)
	if not items:
		return
	departments, indicators = departments_of([item.name for item in items]), indicators_of(items)
	measurers = _measurers(items, indicators, person)
	for item in items:
		if not _is_reached(item, indicators.get(item.indicator), measurers[item.town, item.year]):
			roles = tuple(role for department in departments[item.name] for role in person.role_of(department))
			awaited = Awaited(CHECKLIST_TARGET, "due_on", roles)
			title = " ".join(filter(None, (item.item_no, item.task_category)))
			yield Deadline(ITEM, item.name, awaited, due_day(item, cint(item.year)), title=title)


def _items(person: Person) -> list[frappe._dict]:
	in_force = frappe.get_all("Responsibility Checklist", {"status": "Active"}, pluck="name")
	if not in_force:
		return []
	item = frappe.qb.DocType(ITEM)
	named = ("item_no", "task_category", "indicator", "town", "year")
	fields = (*named, "target", "comparison", "unit", "due_on", "manual_value", "reported_on")
	first, last = person.today - FORGOTTEN_AFTER, person.until(CHECKLIST_TARGET)
	ending = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
	is_due = item.due_on[first:last] | (item.due_on.isnull() & item.year.isin(ending or [0]))
	in_time = person.rows(ITEM, fields, item.checklist.isin(in_force), is_due)
	return [row for row in in_time if _goal(row).is_set]


def _measurers(
	items: list[frappe._dict], indicators: dict[str, frappe._dict], person: Person
) -> dict[tuple[str, int], Measurer]:
	"""What measures the figures of each town and year that the items are of, with what it can count at once."""
	measurers = {}
	for town, year in {(item.town, item.year) for item in items}:
		period = Period.of_year(cint(year), person.today)
		measurers[town, year] = measurer = Measurer(period, Place(town), person.user)
		of_both = {item.indicator for item in items if (item.town, item.year) == (town, year)}
		measurer.count_ahead(indicators[name] for name in sorted(of_both & indicators.keys()))
	return measurers


def _is_reached(item: frappe._dict, indicator: frappe._dict | None, measurer: Measurer) -> bool:
	"""Whether the figure is as it should be; one that the person can't have, or has a share of, is not waited for."""
	if not indicator or indicator.measure == MANUAL:
		return is_reported(item) and _goal(item).is_met_by(flt(item.manual_value))
	found = measurer.measure(indicator)
	is_share = not is_rate(item, indicator) and measurer.is_share(found, indicator.measure)
	return found.value is None or is_share or _goal(item).is_met_by(found.value)


def _goal(item: frappe._dict) -> pace.Goal:
	due_on = due_day(item, cint(item.year))
	return pace.Goal(flt(item.target), date(due_on.year, 1, 1), due_on, item.comparison or pace.AT_LEAST)

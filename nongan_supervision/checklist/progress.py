"""How a responsibility checklist stands on a day: a row per item, as the asking user may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from nongan_supervision.checklist import measures, pace
from nongan_supervision.checklist.measures import Measurement, Measurer, Period, Place
from nongan_supervision.checklist.years import current_year

MANUAL = "Manual"
NO_TARGET = "No Target"
SHARE_OF_TOWN = "Share of Town"

STATES = (pace.ACHIEVED, pace.ON_TRACK, pace.BEHIND, pace.OVERDUE, MANUAL)
"""The states that every checklist has."""

OTHER_STATES = (
	SHARE_OF_TOWN,
	NO_TARGET,
	measures.NO_DATA,
	measures.POPULATION_MISSING,
	measures.NOT_BY_VILLAGE,
	measures.NOT_PERMITTED,
	measures.INDICATOR_ERROR,
)
"""Those in which an item's figure isn't measured against its target; its row says why."""


@dataclass(frozen=True)
class Question:
	"""Which checklist, which of its items, whose figures, and as on which day."""

	checklist: frappe._dict
	as_on: date
	department: str | None = None
	village: str | None = None

	@property
	def year(self) -> Period:
		return Period(date(self.checklist.year, 1, 1), date(self.checklist.year, 12, 31))

	@property
	def counted(self) -> Period:
		"""The days whose documents count: the year's, up to the day that was asked for."""
		return Period(self.year.start, min(self.as_on, self.year.end), self.as_on)


def find_checklist(filters: Mapping[str, Any], today: date) -> frappe._dict | None:
	"""The checklist that the filters name, or that of their town and year.

	The town is the settings' where they name none; the year is the current one, or the latest before it that
	has a checklist. None when there is no such checklist that the session's user may read.
	"""
	if filters.get("checklist"):
		wanted: dict[str, Any] = {"name": filters["checklist"]}
	else:
		year = cint(filters.get("year"))
		wanted = {"year": year or ["<=", current_year(today)]}
		if town := filters.get("town") or frappe.db.get_single_value("Nongan Supervision Settings", "current_town"):
			wanted["town"] = town
	found = frappe.get_list(
		"Responsibility Checklist",
		filters=wanted,
		fields=["name", "title", "year", "town"],
		order_by="year desc",
		limit_page_length=1,
	)
	return found[0] if found else None


def ask(filters: Mapping[str, Any], today: date) -> Question | None:
	"""What a report's filters ask for; None when there is no checklist for it.

	:raises frappe.PermissionError: the village is not the session's user's to see.
	"""
	checklist = find_checklist(filters, today)
	if not checklist:
		return None
	village = filters.get("village") or None
	if village:
		frappe.has_permission("Village", "read", doc=village, throw=True)
	as_on = getdate(filters.get("as_on")) if filters.get("as_on") else today
	return Question(checklist, as_on, filters.get("department") or None, village)


def progress(question: Question) -> list[dict[str, Any]]:
	"""A row for each item of the checklist that the session's user may read, in the checklist's order."""
	place = Place(question.checklist.town, question.village)
	measurer = Measurer(question.counted, place)
	items = _items(question)
	indicators = _indicators({item.indicator for item in items if item.indicator})
	return [_row(item, indicators.get(item.indicator), measurer, question) for item in items]


def _items(question: Question) -> list[frappe._dict]:
	items = frappe.get_list(
		"Checklist Item",
		filters={"checklist": question.checklist.name},
		fields=[
			"name",
			"item_no",
			"clause",
			"part_of",
			"task_category",
			"requirement",
			"indicator",
			"target",
			"comparison",
			"unit",
			"due_on",
			"manual_value",
			"remarks",
		],
		order_by="sort_order asc, name asc",
		limit_page_length=0,
	)
	departments = _departments([item.name for item in items])
	for item in items:
		item.departments = departments[item.name]
	return [item for item in items if not question.department or question.department in item.departments]


def _departments(items: list[str]) -> dict[str, list[str]]:
	rows = frappe.get_all(  # rows of items that the user has just been found to read
		"Checklist Item Department",
		filters={"parenttype": "Checklist Item", "parent": ["in", items]},
		fields=["parent", "department"],
		order_by="parent asc, idx asc",
	)
	departments = defaultdict(list)
	for row in rows:
		departments[row.parent].append(row.department)
	return departments


def _indicators(names: set[str]) -> dict[str, frappe._dict]:
	"""Definitions, not documents: how a figure is counted is the same for whoever asks."""
	rows = frappe.get_all("Checklist Indicator", filters={"name": ["in", list(names)]}, fields=["*"])
	return {row.name: row for row in rows}


def _row(item: frappe._dict, indicator: frappe._dict | None, measurer: Measurer, question: Question) -> dict[str, Any]:
	measure = indicator.measure if indicator else MANUAL
	found = _reported(item, measurer) if measure == MANUAL else measurer.measure(indicator)
	unit = item.unit or (indicator.unit if indicator else "")
	goal = _goal(item, question, is_rate=unit == "%" or measure in measures.RATES)
	standing = _standing(goal, found, measure, measurer.is_limited_to_villages, question.as_on)
	return {
		"item": item.name,
		"item_no": item.item_no,
		"clause": item.clause,
		"part_of": item.part_of,
		"task_category": item.task_category,
		"requirement": item.requirement,
		"departments": _(", ").join(item.departments),
		"target": goal.target if goal.is_set else None,
		"comparison": goal.comparison if goal.is_set else None,
		"comparison_label": _(goal.comparison) if goal.is_set else None,
		"actual": found.value,
		"unit": unit,
		"percent": standing.percent,
		"pace": standing.expected,
		"state": standing.state,
		"state_label": _(standing.state),
		"due_on": goal.due_on,
		"note": found.explanation or item.remarks,
		"measure": measure,
		"documents": found.doctype,
		"documents_filters": [condition.as_list() for condition in found.filters],
		"checklist_title": question.checklist.title,
	}


def _reported(item: frappe._dict, measurer: Measurer) -> Measurement:
	"""The figure that the responsible department entered by hand: the whole town's, so no village's."""
	if not item.manual_value:
		return Measurement()
	if measurer.is_limited_to_villages:
		return Measurement(explanation=_("Reported for the whole town."))
	return Measurement(flt(item.manual_value))


def _goal(item: frappe._dict, question: Question, is_rate: bool) -> pace.Goal:
	return pace.Goal(
		target=flt(item.target),
		starts_on=question.year.start,
		due_on=getdate(item.due_on) if item.due_on else question.year.end,
		comparison=item.comparison or pace.AT_LEAST,
		is_rate=is_rate,
	)


def _standing(
	goal: pace.Goal, found: Measurement, measure: str, is_limited_to_villages: bool, as_on: date
) -> pace.Standing:
	"""How the figure stands, or the state that says why it isn't measured against a target."""
	if found.problem:
		return pace.Standing(None, None, found.problem)
	if found.value is None or (measure == MANUAL and not goal.is_set):
		return pace.Standing(None, None, MANUAL)
	if not goal.is_set:
		return pace.Standing(None, None, NO_TARGET)
	if is_limited_to_villages and not goal.is_rate and measure != "Per 1000 Inhabitants":
		return pace.Standing(None, pace.percent_of(goal, found.value), SHARE_OF_TOWN)
	return pace.stand(goal, found.value, as_on)

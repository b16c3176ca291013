"""How a responsibility checklist stands on a day: a row per item, as the asking user may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt, formatdate, getdate

from nongan_supervision.checklist import measurement, measures, pace
from nongan_supervision.checklist.measurement import Measurement, Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.checklist.reporting import is_reported
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.scope import asked_once
from nongan_supervision.registry.towns import own_town

MANUAL = "Manual"
NO_TARGET = "No Target"
SHARE_OF_TOWN = "Share of Town"

STATES = (pace.ACHIEVED, pace.ON_TRACK, pace.BEHIND, pace.OVERDUE, MANUAL)
"""The states that every checklist has."""

OTHER_STATES = (
	SHARE_OF_TOWN,
	NO_TARGET,
	measurement.NO_DATA,
	measurement.POPULATION_MISSING,
	measurement.NOT_BY_VILLAGE,
	measurement.NOT_PERMITTED,
	measurement.INDICATOR_ERROR,
)
"""Those in which an item's figure isn't measured against its target; its row says why."""


@dataclass(frozen=True)
class Question:
	"""Which checklist, which of its items, whose figures, and as on which day; `is_past`: that day is over."""

	checklist: frappe._dict
	as_on: date
	department: str | None = None
	village: str | None = None
	is_past: bool = False

	@property
	def year(self) -> Period:
		return Period(date(self.checklist.year, 1, 1), date(self.checklist.year, 12, 31))

	@property
	def counted(self) -> Period:
		"""The days whose documents count: the year's, up to the day that was asked for."""
		return Period.of_year(self.checklist.year, self.as_on)


def find_checklist(filters: Mapping[str, Any], today: date) -> frappe._dict | None:
	"""The checklist that the filters name, or that of their town and year.

	The town is the user's own where they name none; the year is the current one, or the latest before it that
	has a checklist. None when there is no such checklist that the session's user may read.
	"""
	if filters.get("checklist"):
		wanted: dict[str, Any] = {"name": filters["checklist"]}
	else:
		year = cint(filters.get("year"))
		wanted = {"year": year or ["<=", current_year(today)]}
		if town := filters.get("town") or own_town():
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
	return Question(checklist, as_on, filters.get("department") or None, village, as_on < today)


@asked_once()
def progress(question: Question) -> list[dict[str, Any]]:
	"""A row for each item of the checklist that the session's user may read, in the checklist's order."""
	measurer = measurer_of(question)
	items = items_of(question)
	indicators = indicators_of(items)
	measurer.count_ahead(indicators.values())
	return [_row(item, indicators.get(item.indicator), measurer, question) for item in items]


def measurer_of(question: Question) -> Measurer:
	"""What measures the figures that a question is about, as the session's user may see them."""
	return Measurer(question.counted, Place(question.checklist.town, question.village))


def items_of(question: Question) -> list[frappe._dict]:
	"""The items that a question is about and that the session's user may read, with their departments."""
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
			"reported_on",
			"remarks",
		],
		order_by="sort_order asc, name asc",
		limit_page_length=0,
	)
	departments = departments_of([item.name for item in items])
	for item in items:
		item.departments = departments[item.name]
	return [item for item in items if not question.department or question.department in item.departments]


def departments_of(items: list[str]) -> dict[str, list[str]]:
	"""The departments of items, in their order, by the items' names: for those that the user may read."""
	row = frappe.qb.DocType("Checklist Item Department")  # rows of items that the user has just been found to read
	query = frappe.qb.from_(row).select(row.parent, row.department).orderby(row.parent, row.idx)
	query = query.where((row.parenttype == "Checklist Item") & row.parent.isin(items or [""]))
	departments = defaultdict(list)
	for item, department in query.run():
		departments[item].append(department)
	return departments


def indicators_of(items: list[frappe._dict]) -> dict[str, frappe._dict]:
	"""The definitions of the items' indicators by name: how a figure is counted is the same for whoever asks."""
	names = sorted({item.indicator for item in items if item.indicator})
	indicator = frappe.qb.DocType("Checklist Indicator")
	query = frappe.qb.from_(indicator).select(indicator.star).where(indicator.name.isin(names or [""]))
	return {row.name: row for row in query.run(as_dict=True)}


def _row(item: frappe._dict, indicator: frappe._dict | None, measurer: Measurer, question: Question) -> dict[str, Any]:
	measure = indicator.measure if indicator else MANUAL
	found = _reported(item, measurer, question) if measure == MANUAL else measurer.measure(indicator)
	unit = item.unit or (indicator.unit if indicator else "")
	goal = goal_of(item, indicator, question)
	standing = _standing(goal, found, measurer, measure, question.as_on)
	is_of_a_part = goal.is_rate and measurer.is_of_a_part(found)
	return {
		"item": item.name,
		"item_no": item.item_no,
		"clause": item.clause,
		"part_of": item.part_of,
		"task_category": item.task_category,
		"requirement": item.requirement,
		"indicator": item.indicator,
		"departments": _(", ").join(item.departments),
		"department_names": item.departments,
		"target": goal.target if goal.is_set else None,
		"comparison": goal.comparison if goal.is_set else None,
		"comparison_label": _(goal.comparison) if goal.is_set else None,
		"actual": found.value,
		"unit": unit,
		"percent": standing.percent,
		"pace": standing.expected,
		"forecast": standing.forecast,
		"is_forecast_to_miss": standing.forecast is not None and not goal.is_met_by(standing.forecast),
		"state": standing.state,
		"state_label": _(standing.state),
		"due_on": goal.due_on,
		"note": note_of(found, question.is_past, is_of_a_part) or item.remarks,
		"is_of_a_part": is_of_a_part,
		"is_of_today": is_counted_later(found, question.is_past),
		"measure": measure,
		"documents": found.doctype,
		"documents_filters": [condition.as_list() for condition in found.filters],
		"checklist_title": question.checklist.title,
	}


def _reported(item: frappe._dict, measurer: Measurer, question: Question) -> Measurement:
	"""The figure that the responsible department had reported by then: the whole town's, so no village's."""
	if not is_reported(item):
		return Measurement()
	if measurer.is_limited_to_villages:
		return Measurement(explanation=_("Reported for the whole town."))
	if getdate(item.reported_on) > question.as_on:
		return Measurement(
			explanation=_("Reported by hand on {0}, after this day.").format(formatdate(item.reported_on))
		)
	return Measurement(flt(item.manual_value))


def note_of(found: Measurement, is_past: bool, is_of_a_part: bool = False) -> str:
	"""What there is to say of a figure: of one as on a past day that it is counted as of today, too.

	:param is_of_a_part: it is of those documents alone that the user sees of the town's, and no state says so.
	"""
	undated = _("Counted as of today: how it stood on that day is not known.")
	of_a_part = _("Of those documents alone that you may see.") if is_of_a_part else ""
	return " · ".join(filter(None, [found.explanation, is_counted_later(found, is_past) and undated, of_a_part]))


def is_counted_later(found: Measurement, is_past: bool) -> bool:
	"""Whether a figure as on a past day is counted as of today: nothing says how it stood on that day."""
	return is_past and found.is_of_today and found.value is not None


def goal_of(item: frappe._dict, indicator: frappe._dict | None, question: Question) -> pace.Goal:
	"""The target of an item in the year that is asked for."""
	return pace.Goal(
		target=flt(item.target),
		starts_on=question.year.start,
		due_on=due_day(item, question.checklist.year),
		comparison=item.comparison or pace.AT_LEAST,
		is_rate=is_rate(item, indicator),
	)


def due_day(item: frappe._dict, year: int) -> date:
	"""The day by which an item of a year's checklist is due: the year's last, where it names none."""
	return getdate(item.due_on) if item.due_on else date(year, 12, 31)


def is_rate(item: frappe._dict, indicator: frappe._dict | None) -> bool:
	"""Whether an item's figure is a share of something: as high in a part of the town as in all of it."""
	unit = item.unit or (indicator.unit if indicator else "")
	return unit == "%" or (indicator is not None and indicator.measure in measures.RATES)


def _standing(goal: pace.Goal, found: Measurement, measurer: Measurer, measure: str, as_on: date) -> pace.Standing:
	"""How the figure stands, or the state that says why it isn't measured against a target."""
	if found.problem:
		return pace.Standing(None, None, found.problem)
	if found.value is None or (measure == MANUAL and not goal.is_set):
		return pace.Standing(None, None, MANUAL)
	if not goal.is_set:
		return pace.Standing(None, None, NO_TARGET)
	if not goal.is_rate and measurer.is_share(found, measure):
		return pace.Standing(None, pace.percent_of(goal, found.value), SHARE_OF_TOWN)
	return pace.stand(goal, found.value, as_on)

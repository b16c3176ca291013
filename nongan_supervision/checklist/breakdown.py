"""A checklist's progress seen from who answers for it: department by department, and village by village."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import frappe

from nongan_supervision.checklist import pace, progress
from nongan_supervision.checklist.by_village import measure_by_village
from nongan_supervision.checklist.measurement import Measurement, Place
from nongan_supervision.checklist.progress import Question
from nongan_supervision.permissions.scope import asked_once
from nongan_supervision.registry.coverage import villages_of

TROUBLED = (pace.OVERDUE, pace.BEHIND)


@dataclass(frozen=True)
class DepartmentStanding:
	"""How many of a department's items are in which state.

	`percent`: the mean of its measured items, each taken as 100 at most; None when none is measured.
	"""

	department: str
	items: int
	states: Counter
	percent: float | None
	to_miss: int


def by_department(rows: list[dict[str, Any]]) -> list[DepartmentStanding]:
	"""Return how the departments named by a progress report's rows stand, those with most to catch up first.

	An item of several departments is each one's.
	"""
	departments = sorted({name for row in rows for name in row["department_names"]})
	standings = [_standing(name, [row for row in rows if name in row["department_names"]]) for name in departments]
	return sorted(standings, key=lambda each: [-each.states[state] for state in TROUBLED])


def _standing(department: str, rows: list[dict[str, Any]]) -> DepartmentStanding:
	measured = [row for row in rows if _is_measured(row)]
	reached = [min(row["percent"], 100) for row in measured]
	return DepartmentStanding(
		department,
		len(rows),
		Counter(row["state"] for row in rows),
		sum(reached) / len(reached) if reached else None,
		sum(row["is_forecast_to_miss"] for row in rows),
	)


def _is_measured(row: dict[str, Any]) -> bool:
	"""Whether a figure is measured against a target to reach: a share of the town's is not."""
	is_share = row["state"] == progress.SHARE_OF_TOWN
	return row["percent"] is not None and row["comparison"] == pace.AT_LEAST and not is_share


@dataclass(frozen=True)
class VillageColumn:
	"""An item whose figure villages have, each its own; `missed_by` are those below a target that each must meet.

	`town`: of all that the user may see; None where one village was asked for. `is_of_a_part`: they see a part only of
	what is counted, such as their department's.
	"""

	item: frappe._dict
	indicator: frappe._dict
	town: Measurement | None
	figures: dict[str, Measurement]
	missed_by: frozenset[str] = field(default_factory=frozenset)
	is_of_a_part: bool = False


@dataclass(frozen=True)
class VillageTable:
	"""The villages in their order, and a column for each item that has figures of villages."""

	villages: list[str]
	columns: list[VillageColumn]
	left_out: list[frappe._dict]
	"""Items that are the whole town's."""

	question: Question


@asked_once()
def by_village(question: Question) -> VillageTable:
	"""Return the figures of a checklist's items village by village, of the villages that the session's user may see."""
	items = progress.items_of(question)
	indicators = progress.indicators_of(items)
	villages = villages_of(Place(question.checklist.town, question.village))
	measurer = progress.measurer_of(replace(question, village=None))
	if not question.village:
		measurer.count_ahead(indicators.values())
	columns, left_out = [], []
	for item in items:
		indicator = indicators.get(item.indicator)
		counted = indicator and indicator.measure != progress.MANUAL
		figures = measure_by_village(measurer, indicator, villages) if counted else {}
		if not figures:
			left_out.append(item)
			continue
		goal = progress.goal_of(item, indicator, question)
		missed = _missed_by(goal, indicator, figures)
		town = None if question.village else measurer.measure(indicator)
		is_of_a_part = any(map(measurer.is_of_a_part, figures.values()))
		columns.append(VillageColumn(item, indicator, town, figures, missed, is_of_a_part))
	return VillageTable(villages, columns, left_out, question)


def _missed_by(goal: pace.Goal, indicator: frappe._dict, figures: dict[str, Measurement]) -> frozenset[str]:
	"""Villages that don't meet a rate that each of them must; of the town's total none is asked its own part."""
	if not goal.is_set or not goal.is_rate:
		return frozenset()
	values = {village: found.value for village, found in figures.items() if found.value is not None}
	return frozenset(village for village, value in values.items() if not goal.is_met_by(value))

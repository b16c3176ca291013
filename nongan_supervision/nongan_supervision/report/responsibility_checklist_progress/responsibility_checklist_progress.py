"""A responsibility checklist's progress: by item (target, actual figure, pace, forecast, state), department or village.

Everything is limited in the queries to what the session's user may see; a user named in the request
(``query_report.run`` takes one) changes nothing.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from frappe import _
from frappe.utils import escape_html, formatdate, getdate, nowdate

from nongan_supervision.checklist import pace, progress
from nongan_supervision.checklist.breakdown import by_village
from nongan_supervision.checklist.printing import in_annex_order
from nongan_supervision.checklist.progress import Question
from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	department_view,
	village_view,
)
from nongan_supervision.permissions.scope import asked_once, is_limited_to_villages
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]
Answer = tuple[list, list, str | None, dict | None, list | None]

DEPARTMENTS, VILLAGES = "Departments", "Villages"
"""What may be asked for beside the items."""

INDICATORS = {
	pace.ACHIEVED: "Green",
	pace.ON_TRACK: "Blue",
	pace.BEHIND: "Orange",
	pace.OVERDUE: "Red",
	progress.MANUAL: "Grey",
}


HIGHEST_BAR = 150
"""In percent: what is far beyond its target is drawn no higher, or it makes all others look alike."""


@asked_once()
def execute(filters: dict[str, Any] | None = None) -> Answer:
	"""Columns, rows, message, chart and summary of the checklist that the filters ask for."""
	asked = asked_of(filters)
	question = progress.ask(asked, today=getdate(nowdate()))
	if question and asked.get("view") == VILLAGES:
		return _village_by_village(question)
	rows = progress.progress(question) if question else []
	message, summary = get_message(question, rows), get_summary(rows)
	if asked.get("view") == DEPARTMENTS:
		departments = department_view.get_rows(rows)
		return department_view.get_columns(), departments, message, department_view.get_chart(departments), summary
	return get_columns(), in_annex_order(rows), message, get_chart(rows), summary


def _village_by_village(question: Question) -> Answer:
	table = by_village(question)
	is_limited = not question.village and is_limited_to_villages(town=question.checklist.town)
	of_villages = _("figures of your villages only") if is_limited else ""
	said = filter(None, [get_message(question, []), of_villages, escape_html(village_view.get_message(table))])
	return village_view.get_columns(table), village_view.get_rows(table), " · ".join(said), None, None


def get_columns() -> list[dict[str, Any]]:
	"""The columns; states and comparisons twice: for reading in English, and in the user's language."""
	return [
		{"fieldname": "item", "label": _("Item"), "fieldtype": "Link", "options": "Checklist Item", "hidden": 1},
		{"fieldname": "item_no", "label": _("No."), "fieldtype": "Data", "width": 60},
		{"fieldname": "task_category", "label": _("Task Category"), "fieldtype": "Data", "width": 110},
		{"fieldname": "requirement", "label": _("Requirement"), "fieldtype": "Data", "width": 190},
		{"fieldname": "state", "label": _("State"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "state_label", "label": _("State"), "fieldtype": "Data", "width": 115},
		{"fieldname": "comparison", "label": _("Comparison"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "comparison_label", "label": _("Comparison"), "fieldtype": "Data", "width": 90},
		{"fieldname": "target", "label": _("Target"), "fieldtype": "Float", "width": 75},
		{"fieldname": "actual", "label": _("Actual"), "fieldtype": "Float", "width": 80},
		{"fieldname": "unit", "label": _("Unit"), "fieldtype": "Data", "width": 60},
		{"fieldname": "percent", "label": _("Percent of Target"), "fieldtype": "Percent", "width": 75},
		{"fieldname": "pace", "label": _("Expected by Now"), "fieldtype": "Float", "width": 90},
		{"fieldname": "forecast", "label": _("Forecast by Due Date"), "fieldtype": "Float", "width": 90},
		{"fieldname": "departments", "label": _("Departments"), "fieldtype": "Data", "width": 140},
		{"fieldname": "due_on", "label": _("Due On"), "fieldtype": "Date", "width": 105},
		{"fieldname": "note", "label": _("Note"), "fieldtype": "Data", "width": 240},
	]


def get_message(question: Question | None, rows: list[Row]) -> str | None:
	"""What the figures are of; without a checklist, what to do about it."""
	if not question:
		return _("There is no responsibility checklist for this year and town. Carry one over, or choose another year.")
	parts = [question.checklist.title, _("as on {0}").format(formatdate(question.as_on))]
	if question.village:
		parts.append(_("figures of {0} only").format(question.village))
	elif any(row["state"] == progress.SHARE_OF_TOWN or row["is_of_a_part"] for row in rows):
		is_limited = is_limited_to_villages(town=question.checklist.town)
		parts.append(_("figures of your villages only") if is_limited else _("some figures of what you may see only"))
	return escape_html(" · ".join(parts))


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""Percent of the target, item by item, up to the highest bar; none when no item has a target that is measured.

	What is only a share of the town has a colour of its own: it is not what the target asks for.
	"""
	measured = [row for row in rows if row["percent"] is not None]
	if not measured:
		return None
	name = _("Percent of Target")
	if any(row["percent"] > HIGHEST_BAR for row in measured):
		name = _("{0} (drawn up to {1}%)").format(name, HIGHEST_BAR)
	datasets = [{"name": name, "values": _bars(measured, is_share=False)}]
	if any(row["state"] == progress.SHARE_OF_TOWN for row in measured):
		datasets.append({"name": _(progress.SHARE_OF_TOWN), "values": _bars(measured, is_share=True)})
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [row["item_no"] for row in measured],
			"datasets": datasets,
			"yMarkers": [{"label": _("Target"), "value": 100, "options": {"labelPos": "left"}}],
		},
		"fieldtype": "Percent",
		"colors": ["#2f7d4f", "#a3a9b0"],
	}


def _bars(measured: list[Row], *, is_share: bool) -> list[float]:
	"""The height of each item's bar, of those that are a share of the town or of the others; these have none."""
	return [
		round(min(row["percent"], HIGHEST_BAR), 1) if (row["state"] == progress.SHARE_OF_TOWN) == is_share else 0
		for row in measured
	]


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many items are in each state; states that no checklist should be in only where there are any.

	Among these may be a problem that only an app's own measure knows.
	"""
	counts = Counter(row["state"] for row in rows)
	others = dict.fromkeys((*progress.OTHER_STATES, *counts))
	shown = dict.fromkeys((*progress.STATES, *(state for state in others if counts[state])))
	states = [
		{
			"label": _(state),
			"value": counts[state],
			"datatype": "Int",
			"indicator": INDICATORS.get(state, "Grey"),
		}
		for state in shown
	]
	return [*states, *_forecast(rows)]


def _forecast(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many items will miss their target if they go on as so far; nothing where none will."""
	to_miss = sum(row["is_forecast_to_miss"] for row in rows)
	if not to_miss:
		return []
	return [{"label": _("Forecast to Miss"), "value": to_miss, "datatype": "Int", "indicator": "Orange"}]

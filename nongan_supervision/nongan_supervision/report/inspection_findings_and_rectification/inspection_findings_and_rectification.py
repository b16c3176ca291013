"""Each inspection of a time with what it found, item by item, and how far that was put right.

Limited in the queries to what the session's user may see; a user named in the request changes nothing. An inspection
that found nothing has one row.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from nongan_supervision.checklist.years import current_year
from nongan_supervision.inspections.states import CALLED_OFF, CLOSED, RECTIFYING, TASK
from nongan_supervision.inspections.steps import DOES_NOT_CONFORM
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.producer_names import names_of

Row = dict[str, Any]

CHOICES = ("village", "task_type", "department", "workflow_state", "producer")
MOST_IN_CHART = 12


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the inspections that the filters ask for."""
	asked, today = asked_of(filters), getdate(nowdate())
	rows = get_rows(asked, today)
	return get_columns(), rows, None, get_chart(rows, asked), get_summary(rows)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; the state twice: for reading in English, and in the user's language."""
	return [
		_link("task", _("Inspection Task"), TASK, 140),
		{"fieldname": "visited_on", "label": _("Inspected On"), "fieldtype": "Date", "width": 120},
		_data("task_type_label", _("Task Type"), 110),
		_link("village", _("Village"), "Village", 80),
		{"fieldname": "producer", "label": _("Producer"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		_data("producer_name", _("Producer"), 130),
		_link("department", _("Department"), "Supervision Department", 110),
		{"fieldname": "workflow_state", "label": _("Status"), "fieldtype": "Data", "hidden": 1},
		_data("state_label", _("Status"), 90),
		_data("item", _("Item", context="Inspection Item"), 120),
		_data("finding", _("Finding", context="Inspection Item"), 200),
		_data("rectification_requirement", _("Rectification Requirement"), 180),
		{"fieldname": "rectification_due_on", "label": _("Rectify By"), "fieldtype": "Date", "width": 120},
		{"fieldname": "days_overdue", "label": _("Days Overdue"), "fieldtype": "Int", "width": 80},
		{
			"fieldname": "rectified_on",
			"label": _("Rectified On"),
			"fieldtype": "Date",
			"width": 105,
		},
		_data("reinspection_label", _("Reinspection Result"), 90),
		_link("clue", _("Case Clue"), "Case Clue", 130),
	]


def get_rows(asked: frappe._dict, today: datetime.date) -> list[Row]:
	"""A row per finding, and one per inspection without any; the most overdue first, then the latest."""
	tasks = _tasks(asked)
	found = _found([task.name for task in tasks])
	rows = []
	for task in tasks:
		findings = found.get(task.name) or [frappe._dict(item=None, finding=None)]
		rows += [_row(task, one, today) for one in findings]
	if cint(asked.get("only_open")):
		rows = [row for row in rows if row["is_open"]]
	return sorted(rows, key=lambda row: -row["days_overdue"])


def get_chart(rows: list[Row], asked: frappe._dict) -> dict[str, Any] | None:
	"""How many findings are open and settled, by item or by village; none when nothing was found."""
	by = "village" if asked.get("chart_by") == "By Village" else "item"
	findings = [row for row in rows if row["item"]]
	if not findings:
		return None
	counts = Counter((row[by], row["is_open"]) for row in findings)
	total = Counter(row[by] for row in findings)
	labels = [label for label, _count in total.most_common(MOST_IN_CHART)]
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": labels,
			"datasets": [
				{"name": _("Not Settled"), "values": [counts[label, True] for label in labels]},
				{"name": _("Settled"), "values": [counts[label, False] for label in labels]},
			],
		},
		"fieldtype": "Int",
		"colors": ["#e2902b", "#2f7d4f"],
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""Inspections, findings, and how many of them are open, overdue, or became clues."""
	findings = [row for row in rows if row["item"]]
	overdue = {row["task"] for row in rows if row["days_overdue"]}
	return [
		_figure(_("Inspections"), len({row["task"] for row in rows}), "Blue"),
		_figure(_("Problems Found"), len(findings), "Orange"),
		_figure(_("Not Settled"), sum(row["is_open"] for row in findings), "Orange"),
		_figure(_("Rectifications Overdue"), len(overdue), "Red"),
		_figure(_("Clues"), len({row["clue"] for row in rows if row["clue"]}), "Red"),
	]


def _tasks(asked: frappe._dict) -> list[frappe._dict]:
	task = frappe.qb.DocType(TASK)
	first, last = _period(asked)
	query = (
		frappe.qb.from_(task)
		.select(
			task.name,
			task.started_at,
			task.task_type,
			task.village,
			task.producer,
			task.department,
			task.workflow_state,
			task.problems_found,
			task.rectification_requirement,
			task.rectification_due_on,
			task.rectified_on,
			task.reinspection_result,
			task.clue,
		)
		.where(task.started_at.isnotnull() & (task.workflow_state != CALLED_OFF))
		.where((task.started_at >= first) & (task.started_at < last + datetime.timedelta(days=1)))
		.orderby(task.started_at, order=frappe.qb.desc)
		.orderby(task.name, order=frappe.qb.desc)
	)
	for fieldname in CHOICES:
		if asked.get(fieldname):
			query = query.where(task[fieldname] == asked[fieldname])
	tasks = apply_scope(query, TASK).run(as_dict=True)
	names = names_of(row.producer for row in tasks)
	for row in tasks:
		row.producer_name = names.get(row.producer, "")
	return tasks


def _period(asked: frappe._dict) -> tuple[datetime.date, datetime.date]:
	year = current_year(getdate(nowdate()))
	first = getdate(asked.get("from_date") or datetime.date(year, 1, 1))
	return first, getdate(asked.get("to_date") or datetime.date(first.year, 12, 31))


def _found(tasks: list[str]) -> dict[str, list[frappe._dict]]:
	"""What doesn't conform, by task; the tasks are those that the user may see."""
	if not tasks:
		return {}
	rows = frappe.get_all(
		"Inspection Item",
		filters={"parent": ["in", tasks], "parenttype": TASK, "result": DOES_NOT_CONFORM},
		fields=["parent", "item", "finding"],
		order_by="parent, idx",
	)
	found: dict[str, list[frappe._dict]] = {}
	for row in rows:
		found.setdefault(row.parent, []).append(row)
	return found


def _row(task: frappe._dict, found: frappe._dict, today: datetime.date) -> Row:
	due = task.rectification_due_on if task.workflow_state == RECTIFYING else None
	return {
		**task,
		"task": task.name,
		"visited_on": getdate(task.started_at),
		"task_type_label": _(task.task_type, context="Inspection Task"),
		"state_label": _(task.workflow_state),
		"item": found.item,
		"finding": found.finding,
		"is_open": bool(found.item) and task.workflow_state != CLOSED,
		"days_overdue": max((today - getdate(due)).days, 0) if due else 0,
		"reinspection_label": _(task.reinspection_result, context="Inspection Task")
		if task.reinspection_result
		else "",
	}


def _figure(label: str, value: int, colour: str) -> dict[str, Any]:
	return {"label": label, "value": value, "datatype": "Int", "indicator": colour}


def _link(fieldname: str, label: str, doctype: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Link", "options": doctype, "width": width}


def _data(fieldname: str, label: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}

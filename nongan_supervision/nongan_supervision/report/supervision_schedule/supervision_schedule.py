"""The year's supervision of the villages: which group inspects which village when, how far it is, and the feedback.

Limited in the queries to what the session's user may see: villages and tasks alike; a user named in the request changes
nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from nongan_supervision.checklist.years import year_of
from nongan_supervision.inspections import annex
from nongan_supervision.inspections.arrangement import departments_text
from nongan_supervision.inspections.feedback import is_feedback_overdue
from nongan_supervision.inspections.progress import results_of, visible_tasks
from nongan_supervision.inspections.rotation import SEASONS
from nongan_supervision.inspections.schedule import DONE, IN_HAND, NOT_STARTED, OVERDUE, schedule_state
from nongan_supervision.inspections.seasons import CAMPAIGN, GROUP, season_of
from nongan_supervision.inspections.steps import DOES_NOT_CONFORM
from nongan_supervision.permissions.scope import apply_scope, visible_villages
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

COLOURS = {NOT_STARTED: "#98a1a9", IN_HAND: "#2d6cb5", OVERDUE: "#c9372c", DONE: "#2f7d4f"}


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the campaigns that the filters ask for."""
	asked, today = asked_of(filters), getdate(nowdate())
	rows = get_rows(asked, today)
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[Row]:
	"""The columns; states twice: for reading in English, and in the user's language."""
	return [
		{**_column("campaign", _("Supervision Campaign"), 0, "Link", CAMPAIGN), "hidden": 1},
		_column("season_label", _("Season"), 110),
		_column("group_label", _("Group"), 75),
		_column("village", _("Village"), 85, "Link", "Village"),
		_column("leader", _("Leader"), 90),
		_column("departments", _("Departments", context="Supervision Group"), 190),
		_column("planned_on", _("Planned On"), 120, "Date"),
		_column("started_on", _("Inspection Began"), 120, "Date"),
		_column("finished_on", _("Finished On"), 120, "Date"),
		{**_column("state", _("State"), 0), "hidden": 1},
		_column("state_label", _("State"), 85),
		_column("task_state", _("Task Status"), 85),
		_column("problems", _("Problems"), 75, "Int"),
		_column("task", _("Inspection Task"), 140, "Link", "Inspection Task"),
		_column("feedback_due_on", _("Feedback Due On"), 120, "Date"),
		_column("feedback_submitted_on", _("Feedback Submitted On"), 120, "Date"),
		{**_column("feedback_overdue", _("Feedback Overdue"), 0, "Check"), "hidden": 1},
	]


def get_rows(asked: frappe._dict, today: datetime.date) -> list[Row]:
	"""A row per village and campaign, by season, group and the annex's order of villages."""
	campaigns = _campaigns(asked, today)
	groups = _groups(asked, list(campaigns))
	villages = _villages(groups, asked)
	departments = _departments(groups)
	tasks = {(task.supervision_group, task.village): task for task in visible_tasks(list(campaigns))}
	problems = results_of(task.name for task in tasks.values())
	rows = []
	for group in sorted(groups, key=lambda one: (season_of(campaigns[one.campaign]), one.group_no, one.name)):
		group.departments = departments[group.name]
		for village in villages[group.name]:
			task = tasks.get((group.name, village)) or frappe._dict()
			found = problems[task.name].get(DOES_NOT_CONFORM, 0) if task else None
			rows.append(_row(campaigns[group.campaign], group, village, task, found, today))
	return [row for row in rows if not asked.get("state") or row["state"] == asked.state]


def get_chart(rows: list[Row]) -> Row | None:
	"""How many villages are in which state, season by season; none when there are no rows."""
	labels = list(dict.fromkeys(row["season_label"] for row in rows))
	if not labels:
		return None
	counts = Counter((row["season_label"], row["state"]) for row in rows)
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": labels,
			"datasets": [{"name": _(state), "values": [counts[label, state] for label in labels]} for state in COLOURS],
		},
		"fieldtype": "Int",
		"colors": list(COLOURS.values()),
	}


def get_summary(rows: list[Row]) -> list[Row]:
	"""How many inspections there are in each state, the problems found, and the feedback that is overdue."""
	states = Counter(row["state"] for row in rows)
	overdue = {row["campaign"] for row in rows if row["feedback_overdue"]}
	return [
		{"label": _("Villages to Inspect"), "value": len(rows), "datatype": "Int"},
		{"label": _(DONE), "value": states[DONE], "datatype": "Int", "indicator": "Green"},
		{"label": _(IN_HAND), "value": states[IN_HAND], "datatype": "Int", "indicator": "Blue"},
		{"label": _(OVERDUE), "value": states[OVERDUE], "datatype": "Int", "indicator": "Red"},
		{"label": _("Problems"), "value": sum(row["problems"] or 0 for row in rows), "datatype": "Int"},
		{"label": _("Feedback Overdue"), "value": len(overdue), "datatype": "Int", "indicator": "Orange"},
	]


def _campaigns(asked: frappe._dict, today: datetime.date) -> dict[str, frappe._dict]:
	table = frappe.qb.DocType(CAMPAIGN)
	query = frappe.qb.from_(table).select(
		table.name,
		table.title,
		table.year,
		table.season,
		table.town,
		table.status,
		table.ends_on,
		table.feedback_due_on,
		table.feedback_submitted_on,
	)
	query = query.where((table.year == year_of(asked, today)) & table.season.isin(SEASONS))
	if asked.get("season"):
		query = query.where(table.season == asked.season)
	return {row.name: row for row in apply_scope(query, CAMPAIGN).run(as_dict=True)}


def _groups(asked: frappe._dict, campaigns: list[str]) -> list[frappe._dict]:
	"""The groups of campaigns that the user may see: a village, which sees no group, learns who inspects it."""
	if not campaigns:
		return []
	table = frappe.qb.DocType(GROUP)
	query = frappe.qb.from_(table).select(table.name, table.campaign, table.group_no, table.leader, table.town)
	query = query.where(table.campaign.isin(campaigns))
	if asked.get("group_no"):
		query = query.where(table.group_no == cint(asked.group_no))
	return query.run(as_dict=True)


def _villages(groups: list[frappe._dict], asked: frappe._dict) -> dict[str, list[str]]:
	"""The villages of each group that the user may see, in their order."""
	visible = set(visible_villages())
	if asked.get("village"):
		visible &= {asked.village}
	villages: dict[str, list[str]] = defaultdict(list)
	for row in _child_rows("Supervision Group Village", groups, ["parent", "village"]):
		if row.village in visible:
			villages[row.parent].append(row.village)
	return villages


def _departments(groups: list[frappe._dict]) -> dict[str, list[frappe._dict]]:
	departments: dict[str, list[frappe._dict]] = defaultdict(list)
	for row in _child_rows("Supervision Group Department", groups, ["parent", "department", "is_liaison"]):
		departments[row.parent].append(row)
	return departments


def _child_rows(child: str, groups: list[frappe._dict], fields: list[str]) -> list[frappe._dict]:
	"""Rows of groups that the user may see, in their order."""
	filters = {"parenttype": GROUP, "parent": ["in", [group.name for group in groups]]}
	return frappe.get_all(child, filters, fields, order_by="idx") if groups else []


def _row(
	campaign: frappe._dict,
	group: frappe._dict,
	village: str,
	task: frappe._dict,
	problems: int | None,
	today: datetime.date,
) -> Row:
	state = schedule_state(task.workflow_state, task.due_on or campaign.ends_on, today)
	return {
		"campaign": campaign.name,
		"season_label": annex.season_title(season_of(campaign)),
		"group_label": annex.supervision_group_title(group.group_no),
		"village": village,
		"leader": group.leader,
		"departments": departments_text(group, group.town),
		"planned_on": task.planned_on,
		"started_on": getdate(task.started_at) if task.started_at else None,
		"finished_on": getdate(task.finished_at) if task.finished_at else None,
		"state": state,
		"state_label": _(state),
		"task_state": _(task.workflow_state) if task.workflow_state else "",
		"problems": problems,
		"task": task.name,
		"feedback_due_on": campaign.feedback_due_on,
		"feedback_submitted_on": campaign.feedback_submitted_on,
		"feedback_overdue": int(is_feedback_overdue(campaign, today)),
	}


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> Row:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "options": options, "width": width}

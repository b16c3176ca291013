"""The report's rows by department: how many of its items are in which state."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from nongan_supervision.checklist import pace, progress
from nongan_supervision.checklist.breakdown import DepartmentStanding, by_department

COLOURS = {
	pace.ACHIEVED: "#2f7d4f",
	pace.ON_TRACK: "#4c8fd6",
	pace.BEHIND: "#e39b3b",
	pace.OVERDUE: "#c8483e",
	progress.MANUAL: "#a3a9b0",
}


def get_columns() -> list[dict[str, Any]]:
	"""A column for each state that every checklist has, and one for the rest."""
	states = [
		{"fieldname": frappe.scrub(state), "label": _(state), "fieldtype": "Int", "width": 90}
		for state in progress.STATES
	]
	return [
		{
			"fieldname": "department",
			"label": _("Department"),
			"fieldtype": "Link",
			"options": "Supervision Department",
			"width": 160,
		},
		{"fieldname": "items", "label": _("Checklist Items"), "fieldtype": "Int", "width": 100},
		*states,
		{"fieldname": "not_measured", "label": _("Not Measured"), "fieldtype": "Int", "width": 100},
		{"fieldname": "percent", "label": _("Mean Percent of Target"), "fieldtype": "Percent", "width": 120},
		{"fieldname": "to_miss", "label": _("Forecast to Miss"), "fieldtype": "Int", "width": 110},
	]


def get_rows(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""A row for each department that an item names."""
	return [_row(standing) for standing in by_department(items)]


def get_chart(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
	"""The states of each department's items, one on the other; none without departments."""
	if not rows:
		return None
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [row["department"] for row in rows],
			"datasets": [
				{"name": _(state), "values": [row[frappe.scrub(state)] for row in rows]} for state in progress.STATES
			],
		},
		"colors": list(COLOURS.values()),
		"fieldtype": "Int",
	}


def _row(standing: DepartmentStanding) -> dict[str, Any]:
	counts = {frappe.scrub(state): standing.states[state] for state in progress.STATES}
	return {
		"department": standing.department,
		"items": standing.items,
		**counts,
		"not_measured": standing.items - sum(counts.values()),
		"percent": standing.percent,
		"to_miss": standing.to_miss,
	}

"""The villages side by side: what the checklist asks of each, what it has done, and a score.

Limited in the queries to what the session's user may see; a user named in the request changes nothing. Offices that see
a part of a village's tests, inspections and outreach get their figures without a score: it would tell something else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, getdate, nowdate

from nongan_supervision.checklist import scorecard
from nongan_supervision.checklist.quick_tests import Target, quick_targets
from nongan_supervision.checklist.scorecard import Facts
from nongan_supervision.checklist.village_documents import documents_of
from nongan_supervision.checklist.village_facts import Asked, facts_of
from nongan_supervision.checklist.years import year_of
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, VILLAGE
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.permissions.viewer import SessionViewer
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

SEEING_ALL = frozenset({LEADER, AGRICULTURE, VILLAGE, DISTRICT})
"""The roles that see all of what a score is made of: a village officer that of the own villages."""

COLOURS = {
	scorecard.GOOD: "Green",
	scorecard.ATTENTION: "Orange",
	scorecard.BEHIND: "Red",
	scorecard.NOT_RATED: "Grey",
}


def execute(filters: Any = None) -> tuple[list, list, str, dict | None, list]:
	"""Columns, rows, message, chart and summary of the villages, the year and the day that the filters ask for."""
	asked = _ask(asked_of(filters), getdate(nowdate()))
	targets = quick_targets(asked)
	facts = facts_of(asked, targets)
	rows = get_rows(asked, facts, targets)
	return get_columns(), rows, get_message(asked), get_chart(rows), get_summary(rows)


def get_columns() -> list[Row]:
	"""The columns; states twice: for reading in English, and in the user's language."""
	return [
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 90},
		{**_column("score", _("Score"), "Float", 75), "precision": 1},
		{**_column("state", _("State"), "Data"), "hidden": 1},
		_column("state_label", _("State"), "Data", 90),
		_column("updates_submitted", _("Updates Submitted"), group=_("Quarterly Updates")),
		_column("updates_due", _("Updates Due"), group=_("Quarterly Updates")),
		_column("quick_tests", _("Quick Tests"), group=_("Quick Tests")),
		_column("quick_share", _("Share of Target"), group=_("Quick Tests")),
		_column("quick_expected", _("Expected by Now"), group=_("Quick Tests")),
		_column("failures", _("Failing Tests")),
		_column("follow_ups_overdue", _("Follow-up Overdue")),
		_column("active_bans", _("Active Sale Bans")),
		_column("slips", _("Certificate Slips")),
		_column("of_scale", _("Producers of Scale")),
		_column("networked_percent", _("Networked"), "Percent"),
		_column("instructed_percent", _("Products with Instructor"), "Percent"),
		_column("guidance", _("Technical Guidance")),
		_column("tasks_planned", _("Inspections Planned"), group=_("Inspections")),
		_column("tasks_done", _("Inspections Done"), group=_("Inspections")),
		_column("tasks_overdue", _("Inspections Overdue"), group=_("Inspections")),
		_column("problems", _("Problems Found"), group=_("Problems")),
		_column("rectified", _("Rectified"), group=_("Problems")),
		_column("rectifications_overdue", _("Rectification Overdue"), group=_("Problems")),
		_column("outreach", _("Outreach")),
		_column("clues", _("Clues")),
	]


def get_rows(asked: Asked, facts: Mapping[str, Facts], targets: Mapping[str, Target]) -> list[Row]:
	"""A row per village, the lowest score first, and of several one for all of them."""
	is_scored = may_score()
	rows = [
		{
			"village": village,
			**_figures(facts[village], is_scored),
			"documents": documents_of(village, asked, targets[asked.towns[village]].counted),
		}
		for village in asked.villages
	]
	rows.sort(key=lambda row: (row["score"] is None, row["score"] or 0, row["village"]))
	total = {"village": _("Total"), "is_total": 1, **_figures(scorecard.total_of(list(facts.values())), is_scored)}
	return [*rows, total] if len(rows) > 1 else rows


def get_message(asked: Asked) -> str:
	"""What the figures are of, and how the score is made."""
	if not asked.towns:
		return _("There is no village here that you may see.")
	if not may_score():
		return escape_html(
			_("Figures without a score: your office sees a part of the villages' tests, inspections and outreach.")
		)
	points = _(", ").join(f"{_(name)} {points}" for name, points in scorecard.PARTS)
	return "<br>".join(
		escape_html(text)
		for text in (
			_("Figures of {0}, as on {1}; the follow-up of failing tests as it stands today.").format(
				asked.year, formatdate(asked.as_on)
			),
			_("Points: {0}. What is not due yet is not rated; the score is that of the rest, brought to 100.").format(
				points
			),
			_("Good from {0}, needs attention from {1}, or while a follow-up or a rectification is overdue.").format(
				scorecard.GOOD_FROM, scorecard.ATTENTION_FROM
			),
		)
	)


def may_score() -> bool:
	"""Tell whether the session's user sees all of what the score is made of."""
	viewer = SessionViewer(frappe.session.user)
	return viewer.is_administrator or not SEEING_ALL.isdisjoint(viewer.roles)


def get_chart(rows: list[Row]) -> Row | None:
	"""The scores, village by village; none where no village is rated."""
	rated = [row for row in rows if row["score"] is not None and not row.get("is_total")]
	if not rated:
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [row["village"] for row in rated],
			"datasets": [{"name": _("Score"), "values": [row["score"] for row in rated]}],
			"yMarkers": [{"label": _(scorecard.GOOD), "value": scorecard.GOOD_FROM, "options": {"labelPos": "left"}}],
		},
		"fieldtype": "Float",
		"colors": ["#2f7d4f"],
	}


def get_summary(rows: list[Row]) -> list[Row]:
	"""How many villages are in each state; that of villages which can't be rated only where there are any."""
	states = Counter(row["state"] for row in rows if not row.get("is_total"))
	return [
		{"label": _(state), "value": states[state], "datatype": "Int", "indicator": COLOURS[state]}
		for state in scorecard.STATES
		if states[state] or state != scorecard.NOT_RATED
	]


def _ask(filters: frappe._dict, today: date) -> Asked:
	village = frappe.qb.DocType("Village")
	query = frappe.qb.from_(village).select(village.name, village.town).orderby(village.name)
	for name, column in (("town", village.town), ("village", village.name)):
		if filters.get(name):
			query = query.where(column == filters[name])
	towns = dict(apply_scope(query, "Village").run())
	return Asked(towns, year_of(filters, today), filters.as_on or today)


def _figures(facts: Facts, is_scored: bool) -> Row:
	state = scorecard.state_of(facts) if is_scored else scorecard.NOT_RATED
	return {
		**asdict(facts),
		"score": scorecard.score_of(facts) if is_scored else None,
		"state": state,
		"state_label": _(state),
		"quick_share": round(facts.quick_share),
		"quick_expected": round(facts.quick_expected),
		"networked_percent": _percent(facts.networked, facts.of_scale),
		"instructed_percent": _percent(facts.instructed, facts.products),
	}


def _percent(part: int, whole: int) -> float | None:
	return round(100 * part / whole, 1) if whole else None


def _column(fieldname: str, label: str, fieldtype: str = "Int", width: int | None = None, group: str = "") -> Row:
	"""A column as wide as its heading, which says more than its figures.

	On paper and in Excel it stands under its group, with its neighbours of the same.
	"""
	width = width or min(max(80, 15 * len(label) + 30), 180)
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, "group": group}

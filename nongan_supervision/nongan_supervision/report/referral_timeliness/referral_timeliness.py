"""Each step of each referral against its time limit, and the share that was taken in time.

Limited in the query to what the session's user may see: the police see what was transferred to them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, nowdate

from nongan_supervision.agenda.kinds import DECISION_OF_HEAD, DECISION_OF_POLICE, RECONSIDERATION, TRANSFER_TO_POLICE
from nongan_supervision.cases import clock
from nongan_supervision.cases.states import REFERRAL
from nongan_supervision.cases.timeliness import (
	COUNTED,
	IN_TIME,
	LATE,
	OPEN,
	OVERDUE,
	STEP_FIELDS,
	TimedStep,
	timed_steps,
)
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

STEPS = (DECISION_OF_HEAD, TRANSFER_TO_POLICE, DECISION_OF_POLICE, RECONSIDERATION)
OUTCOMES = {IN_TIME: "#2f7d4f", LATE: "#e2902b", OVERDUE: "#c9372c", OPEN: "#2d6cb5"}
FIELDS = (*STEP_FIELDS, "enforcement_case", "party_name", "department")


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the referrals that the filters ask for."""
	asked = asked_of(filters)
	rows = get_rows(asked)
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; states and steps twice: for reading in English, and in the user's language."""
	return [
		_column("referral", _("Case Referral"), 150, "Link", REFERRAL),
		_column("enforcement_case", _("Enforcement Case"), 140, "Link", "Enforcement Case"),
		_column("party_name", _("Party"), 170),
		_column("department", _("Department"), 130, "Link", "Supervision Department"),
		_column("state_label", _("Current Stage"), 110),
		{**_column("step", _("Step"), 0), "hidden": 1},
		_column("step_label", _("Step"), 150),
		_column("begun", _("Begun"), 170),
		_column("due", _("Due"), 170),
		_column("done", _("Done"), 170),
		_column("hours", _("Hours Taken"), 100, "Float"),
		{**_column("outcome", _("Timeliness"), 0), "hidden": 1},
		_column("outcome_label", _("Timeliness"), 110),
	]


def get_rows(asked: frappe._dict) -> list[Row]:
	"""A row per step, by referral in the order of their reports."""
	now = clock.now()
	rows = [_row(referral, step, now) for referral, step in timed_steps(_referrals(asked))]
	return [row for row in rows if all(row[name] == asked[name] for name in ("step", "outcome") if asked.get(name))]


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""How many steps of each kind were in time, late, overdue, or are open."""
	if not rows:
		return None
	counts = Counter((row["step"], row["outcome"]) for row in rows)
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [_(step) for step in STEPS],
			"datasets": [
				{"name": _(outcome), "values": [counts[step, outcome] for step in STEPS]} for outcome in OUTCOMES
			],
		},
		"fieldtype": "Int",
		"colors": list(OUTCOMES.values()),
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many referrals there are, what share of the steps was in time, and how many are late or overdue."""
	outcomes = Counter(row["outcome"] for row in rows)
	counted = sum(outcomes[outcome] for outcome in COUNTED)
	share = 100 * outcomes[IN_TIME] / counted if counted else 0
	return [
		{"label": _("Referrals"), "value": len({row["referral"] for row in rows}), "datatype": "Int"},
		{"label": _("Steps in Time"), "value": share, "datatype": "Percent", "indicator": "Green"},
		{"label": _(LATE), "value": outcomes[LATE], "datatype": "Int", "indicator": "Orange"},
		{"label": _(OVERDUE), "value": outcomes[OVERDUE], "datatype": "Int", "indicator": "Red"},
		{"label": _(OPEN), "value": outcomes[OPEN], "datatype": "Int", "indicator": "Blue"},
	]


def _referrals(asked: frappe._dict) -> list[frappe._dict]:
	year = cint(asked.get("year")) or current_year(frappe.utils.getdate(nowdate()))
	table = frappe.qb.DocType(REFERRAL)
	query = (
		frappe.qb.from_(table)
		.select(*(table[fieldname] for fieldname in FIELDS))
		.where(table.reported_on[datetime.date(year, 1, 1) : datetime.date(year, 12, 31)])
		.orderby(table.reported_on)
		.orderby(table.name)
	)
	for fieldname in ("department", "village"):
		if asked.get(fieldname):
			query = query.where(table[fieldname] == asked[fieldname])
	return apply_scope(query, REFERRAL).run(as_dict=True)


def _row(referral: frappe._dict, step: TimedStep, now: clock.Moment) -> Row:
	outcome = step.outcome(now)
	return {
		"referral": referral.name,
		"enforcement_case": referral.enforcement_case,
		"party_name": referral.party_name,
		"department": referral.department,
		"state_label": _(referral.workflow_state),
		"step": step.what,
		"step_label": _(step.what),
		"begun": _text(step.begun) if step.begun != step.due else "",
		"due": _text(step.due),
		"done": _text(step.done),
		"hours": round(step.hours(now), 1) if step.begun != step.due else None,
		"outcome": outcome,
		"outcome_label": _(outcome),
	}


def _text(moment: datetime.date | datetime.datetime | None) -> str:
	"""A moment as people read it: to the minute where the hour counts."""
	if not moment:
		return ""
	to_the_minute = isinstance(moment, datetime.datetime)
	return frappe.utils.format_datetime(moment, "yyyy-MM-dd HH:mm") if to_the_minute else moment.isoformat()


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "options": options, "width": width}

"""Each test that failed or raised a suspicion, with everything that follows from it, and what is still to be done.

Limited in the queries to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from nongan_supervision.cases import clues
from nongan_supervision.checklist.years import current_year
from nongan_supervision.monitoring import bans, escalations, standing
from nongan_supervision.monitoring.findings import found_in
from nongan_supervision.monitoring.verdicts import FAIL, PASS
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.producer_names import names_of

Row = dict[str, Any]

STATE_COLOURS = {standing.OVERDUE: "Red", standing.IN_HAND: "Orange", standing.DONE: "Green"}
CHOICES = ("village", "product", "producer", "purpose", "verdict")


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the failing tests that the filters ask for."""
	asked, today = asked_of(filters), getdate(nowdate())
	rows = get_rows(asked, today)
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; states and verdicts twice: for reading in English, and in the user's language."""
	return [
		_link("test", _("Residue Test"), "Residue Test", 150),
		{"fieldname": "sampled_on", "label": _("Sampled On"), "fieldtype": "Date", "width": 110},
		_link("village", _("Village"), "Village", 80),
		{"fieldname": "producer", "label": _("Producer"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		_data("producer_name", _("Producer"), 130),
		_link("product", _("Product"), "Key Product", 80),
		_data("purpose_label", _("Purpose"), 90),
		_data("found", _("Found"), 110),
		{"fieldname": "verdict", "label": _("Verdict"), "fieldtype": "Data", "hidden": 1},
		_data("verdict_label", _("Verdict"), 105),
		{"fieldname": "state", "label": _("Follow-up"), "fieldtype": "Data", "hidden": 1},
		_data("state_label", _("Follow-up"), 90),
		_data("open_points", _("Still to Do"), 210),
		{"fieldname": "days_overdue", "label": _("Days Overdue"), "fieldtype": "Int", "width": 80},
		_link("escalation", _("Escalation"), "Enforcement Escalation", 130),
		_data("escalation_state", _("Escalation State"), 90),
		_link("ban", _("Sale Ban"), "Sale Ban", 130),
		_data("ban_state", _("Ban State"), 80),
		{"fieldname": "notified_on", "label": _("Notified On"), "fieldtype": "Date", "width": 110},
		_link("retest", _("Latest Retest"), "Residue Test", 150),
		_data("retest_verdict", _("Retest Verdict"), 80),
		{"fieldname": "lifted_on", "label": _("Lifted On"), "fieldtype": "Date", "width": 110},
		_link("clue", _("Case Clue"), "Case Clue", 130),
		_data("clue_state", _("Clue State"), 80),
		{"fieldname": "published_on", "label": _("Published On"), "fieldtype": "Date", "width": 110},
	]


def get_rows(asked: frappe._dict, today: datetime.date) -> list[Row]:
	"""A row per test, the most overdue first, then the latest."""
	tests = _tests(asked, today)
	names = [test.name for test in tests]
	stands, found = standing.standings(names), found_in(names)
	rows = [_row(test, stands[test.name], found.get(test.name, ""), today) for test in tests]
	if asked.get("state"):
		rows = [row for row in rows if row["state"] == asked.state]
	return sorted(rows, key=lambda row: -row["days_overdue"])


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""How many tests are in each state, by village; none when there are no tests."""
	villages = sorted({row["village"] for row in rows})
	if not villages:
		return None
	counts = Counter((row["village"], row["state"]) for row in rows)
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": villages,
			"datasets": [
				{"name": _(state), "values": [counts[village, state] for village in villages]}
				for state in STATE_COLOURS
			],
		},
		"fieldtype": "Int",
		"colors": ["#c9372c", "#e2902b", "#2f7d4f"],
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many tests there are in each state, bans that run, and failing tests that are not published."""
	states = Counter(row["state"] for row in rows)
	running = {row["ban"] for row in rows if row["ban_active"]}
	unpublished = sum(1 for row in rows if row["verdict"] == FAIL and not row["published_on"])
	return [
		*(
			{"label": _(state), "value": states[state], "datatype": "Int", "indicator": colour}
			for state, colour in STATE_COLOURS.items()
		),
		{"label": _("Active Sale Bans"), "value": len(running), "datatype": "Int", "indicator": "Red"},
		{"label": _("Failing, Not Published"), "value": unpublished, "datatype": "Int", "indicator": "Orange"},
	]


def _tests(asked: frappe._dict, today: datetime.date) -> list[frappe._dict]:
	test = frappe.qb.DocType("Residue Test")
	year = cint(asked.get("year")) or current_year(today)
	query = (
		frappe.qb.from_(test)
		.select(
			test.name,
			test.sampled_on,
			test.village,
			test.producer,
			test.product,
			test.purpose,
			test.verdict,
			test.published,
			test.published_on,
		)
		.where((test.docstatus == 1) & (test.verdict != PASS))
		.where(test.sampled_on[datetime.date(year, 1, 1) : datetime.date(year, 12, 31)])
		.orderby(test.sampled_on, order=frappe.qb.desc)
		.orderby(test.name, order=frappe.qb.desc)
	)
	for fieldname in CHOICES:
		if asked.get(fieldname):
			query = query.where(test[fieldname] == asked[fieldname])
	tests = apply_scope(query, "Residue Test").run(as_dict=True)
	names = names_of(test.producer for test in tests)
	for row in tests:
		row.producer_name = names.get(row.producer, "")
	return tests


def _row(test: frappe._dict, stands: standing.Standing, found: str, today: datetime.date) -> Row:
	points = list(standing.open_points(test, stands))
	state = standing.state_of(points, today)
	escalation, ban = _first_open(stands.escalations, escalations.REPORTED), _first_open(stands.bans, bans.ACTIVE)
	clue, retest = _first_open(stands.clues, clues.OPEN), (stands.retests or [frappe._dict()])[-1]
	return {
		**test,
		"test": test.name,
		"found": found,
		"purpose_label": _(test.purpose, context="Residue Test"),
		"verdict_label": _(test.verdict),
		"state": state,
		"state_label": _(state),
		"open_points": "；".join(dict.fromkeys(point.text for point in points)),
		"days_overdue": max((point.days_overdue(today) for point in points), default=0),
		"escalation": escalation.name,
		"escalation_state": _state(escalation, "Enforcement Escalation"),
		"ban": ban.name,
		"ban_active": ban.state == bans.ACTIVE,
		"ban_state": _state(ban, "Sale Ban"),
		"notified_on": ban.notified_on,
		"lifted_on": ban.lifted_on,
		"clue": clue.name,
		"clue_state": _state(clue, "Case Clue"),
		"retest": retest.name,
		"retest_verdict": _state(retest, "Residue Test"),
	}


def _state(entry: frappe._dict, doctype: str) -> str:
	return _(entry.state, context=doctype) if entry.state else ""


def _first_open(entries: list[frappe._dict], state: str) -> frappe._dict:
	"""The first entry in a state that needs somebody, else the first; an empty one where there is none."""
	return next((entry for entry in entries if entry.state == state), (entries or [frappe._dict()])[0])


def _link(fieldname: str, label: str, doctype: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Link", "options": doctype, "width": width}


def _data(fieldname: str, label: str, width: int) -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}

"""Residue tests counted by village, product, purpose or month: how many, and how many of them passed.

Limited in the query to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import flt, getdate, nowdate

from nongan_supervision.checklist.years import period_of
from nongan_supervision.monitoring.verdicts import FAIL, PASS, QUICK_METHODS, SUSPECT
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

GROUPS = {"Village": "village", "Product": "product", "Purpose": "purpose", "Month": "sampled_on"}
"""What the tests are counted by, and the field that tells; days are gathered into months."""

CHOICES = ("village", "product", "purpose", "method", "stage", "sector")

FIGURES = ("tests", "quick", "quantitative", "passed", "suspect", "failed")


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the tests that the filters ask for."""
	asked = asked_of(filters)
	group = asked.group_by if asked.get("group_by") in GROUPS else "Village"
	rows = get_rows(asked, group, getdate(nowdate()))
	return get_columns(group), [*rows, *get_total(rows)], None, get_chart(rows), get_summary(rows)


def get_columns(group: str) -> list[dict[str, Any]]:
	"""The columns; what a row is of twice: as it is stored, and in the user's language."""
	labels = (_("Tests"), _("Quick Tests"), _("Quantitative Tests"), _("Pass"), _("Suspect"), _("Fail"))
	return [
		{"fieldname": "group", "label": _(group), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "group_label", "label": _(group), "fieldtype": "Data", "width": 160},
		*(
			{"fieldname": name, "label": label, "fieldtype": "Int", "width": 110}
			for name, label in zip(FIGURES, labels, strict=True)
		),
		{"fieldname": "pass_rate", "label": _("Pass Rate"), "fieldtype": "Percent", "width": 110},
		{"fieldname": "from_date", "label": _("From Date"), "fieldtype": "Date", "hidden": 1},
		{"fieldname": "to_date", "label": _("To Date"), "fieldtype": "Date", "hidden": 1},
	]


def get_rows(asked: frappe._dict, group: str, today: datetime.date) -> list[Row]:
	"""A row for each village, product, purpose or month that has tests."""
	first, last = period_of(asked, today)
	counts: dict[str, Counter] = defaultdict(Counter)
	for key, verdict, method, tests in _counted(asked, GROUPS[group], first, last):
		kind = "quick" if method in QUICK_METHODS else "quantitative"
		name = f"{getdate(key):%Y-%m}" if group == "Month" else key or ""
		counts[name].update({"tests": tests, verdict: tests, kind: tests})
	return [_row(group, name, counts[name], first, last) for name in sorted(counts)]


def get_total(rows: list[Row]) -> list[Row]:
	"""The row of the sums; none below a single row, which is its own sum."""
	if len(rows) < 2:
		return []
	sums = {name: sum(row[name] for row in rows) for name in FIGURES}
	days = {"from_date": min(row["from_date"] for row in rows), "to_date": max(row["to_date"] for row in rows)}
	rate = _rate(sums["passed"], sums["tests"])
	return [{"is_total": 1, "group": None, "group_label": _("Total"), **sums, "pass_rate": rate, **days}]


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""Tests that passed, were suspect and failed, row by row; none when there are no tests."""
	if not rows:
		return None
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [row["group_label"] for row in rows],
			"datasets": [
				{"name": _(PASS), "values": [row["passed"] for row in rows]},
				{"name": _(SUSPECT), "values": [row["suspect"] for row in rows]},
				{"name": _(FAIL), "values": [row["failed"] for row in rows]},
			],
		},
		"fieldtype": "Int",
		"colors": ["#2f7d4f", "#e2902b", "#c9372c"],
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""All tests, those that did not pass, and the pass rate of them all."""
	tests, passed = sum(row["tests"] for row in rows), sum(row["passed"] for row in rows)
	return [
		{"label": _("Tests"), "value": tests, "datatype": "Int", "indicator": "Blue"},
		{"label": _("Suspect"), "value": sum(row["suspect"] for row in rows), "datatype": "Int", "indicator": "Orange"},
		{"label": _("Fail"), "value": sum(row["failed"] for row in rows), "datatype": "Int", "indicator": "Red"},
		{"label": _("Pass Rate"), "value": _rate(passed, tests), "datatype": "Percent", "indicator": "Green"},
	]


def _counted(asked: frappe._dict, fieldname: str, first: datetime.date, last: datetime.date) -> list[tuple]:
	test = frappe.qb.DocType("Residue Test")
	query = (
		frappe.qb.from_(test)
		.select(test[fieldname], test.verdict, test.method, Count(test.name))
		.where((test.docstatus == 1) & test.sampled_on[first:last])
		.groupby(test[fieldname], test.verdict, test.method)
	)
	for choice in CHOICES:
		if asked.get(choice):
			query = query.where(test[choice] == asked[choice])
	return apply_scope(query, "Residue Test").run()


def _row(group: str, name: str, counts: Counter, first: datetime.date, last: datetime.date) -> Row:
	if group == "Month":
		month = getdate(f"{name}-01")
		first, last = max(first, month), min(last, frappe.utils.get_last_day(month))
	label = _(name, context="Residue Test") if group == "Purpose" else name
	return {
		"group": name,
		"group_label": label or _("not stated"),
		"tests": counts["tests"],
		"quick": counts["quick"],
		"quantitative": counts["quantitative"],
		"passed": counts[PASS],
		"suspect": counts[SUSPECT],
		"failed": counts[FAIL],
		"pass_rate": _rate(counts[PASS], counts["tests"]),
		"from_date": first,
		"to_date": last,
	}


def _rate(passed: int, tests: int) -> float:
	return flt(100 * passed / tests, 2) if tests else 0.0

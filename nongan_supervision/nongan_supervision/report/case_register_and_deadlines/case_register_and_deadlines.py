"""The register of clues and cases: where each stands, in whose hands, and how long there is still.

Limited in the queries to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate
from pypika import Criterion, Table

from nongan_supervision.cases import clock, clues
from nongan_supervision.cases.states import CASE, DRAFT, SETTLED, UNSETTLED
from nongan_supervision.cases.timeliness import OVERDUE, RUNNING, SETTLED_NOW
from nongan_supervision.cases.waiting import deadline_of
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

CLUE = "Case Clue"
COLOURS = {OVERDUE: "#c9372c", RUNNING: "#2d6cb5", SETTLED_NOW: "#2f7d4f"}
CHOICES = ("department", "village", "producer")

CLUE_FIELDS = (
	"name",
	"clue_source",
	"received_on",
	"check_due_on",
	"check_begun_on",
	"village",
	"producer",
	"department",
	"handler",
	"status",
	"settled_on",
	"enforcement_case",
)
CASE_FIELDS = (
	"name",
	"creation",
	"clue",
	"case_type",
	"filing_due_on",
	"filed_on",
	"decision_due_on",
	"village",
	"producer",
	"party_name",
	"department",
	"workflow_state",
	"decided_on",
	"closed_on",
	"modified",
)


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the clues and cases that the filters ask for."""
	rows = get_rows(asked_of(filters))
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; states twice: for reading in English, and in the user's language."""
	return [
		{**_column("kind", _("Clue or Case"), 0), "hidden": 1},
		_column("kind_label", _("Clue or Case"), 80),
		_column("document", _("Register No."), 140, "Dynamic Link", "kind"),
		_column("begun_on", _("Received or Filed On"), 140, "Date"),
		_column("village", _("Village"), 90, "Link", "Village"),
		_column("party", _("Party"), 150),
		_column("about", _("Source or Type"), 120),
		_column("department", _("Department"), 130, "Link", "Supervision Department"),
		_column("officers", _("Officers"), 150),
		_column("stage", _("Current Stage"), 110),
		_column("due_on", _("Due On"), 110, "Date"),
		_column("days_left", _("Days Left"), 90, "Int"),
		{**_column("state", _("State"), 0), "hidden": 1},
		_column("state_label", _("State"), 90),
		_column("settled_on", _("Settled On"), 110, "Date"),
		_column("related", _("Case of the Clue"), 140, "Link", CASE),
	]


def get_rows(asked: frappe._dict) -> list[Row]:
	"""A row per clue and per case, the most urgent first; settled ones last, the latest first."""
	now = clock.now()
	rows = [] if asked.get("kind") == CASE else _clue_rows(asked, now)
	rows += [] if asked.get("kind") == CLUE else _case_rows(asked, now)
	if asked.get("state"):
		rows = [row for row in rows if row["state"] == asked.state]
	return sorted(rows, key=_urgency)


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""How many clues and cases each department has that are overdue, running or settled."""
	departments = sorted({row["department"] or "" for row in rows})
	if not departments:
		return None
	counts = Counter((row["department"] or "", row["state"]) for row in rows)
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [department or _("No Department") for department in departments],
			"datasets": [
				{"name": _(state), "values": [counts[department, state] for department in departments]}
				for state in COLOURS
			],
		},
		"fieldtype": "Int",
		"colors": list(COLOURS.values()),
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many clues and cases there are, run, and are overdue."""
	kinds, states = Counter(row["kind"] for row in rows), Counter(row["state"] for row in rows)
	return [
		{"label": _("Clues"), "value": kinds[CLUE], "datatype": "Int"},
		{"label": _("Cases"), "value": kinds[CASE], "datatype": "Int"},
		{"label": _(OVERDUE), "value": states[OVERDUE], "datatype": "Int", "indicator": "Red"},
		{"label": _(RUNNING), "value": states[RUNNING], "datatype": "Int", "indicator": "Blue"},
		{"label": _(SETTLED_NOW), "value": states[SETTLED_NOW], "datatype": "Int", "indicator": "Green"},
	]


def _clue_rows(asked: frappe._dict, now: clock.Moment) -> list[Row]:
	if not frappe.has_permission(CLUE, "read"):  # the police see cases that were referred to them, and no clues
		return []
	found = _documents(CLUE, CLUE_FIELDS, asked)
	names = _producer_names({clue.producer for clue in found if clue.producer})
	handlers = {clue.handler for clue in found if clue.handler}
	full_names = dict(frappe.get_all("User", {"name": ["in", sorted(handlers)]}, ["name", "full_name"], as_list=True))
	return [_clue_row(clue, names, full_names, now) for clue in found]


def _clue_row(clue: frappe._dict, names: dict[str, str], full_names: dict[str, str], now: clock.Moment) -> Row:
	is_open = clue.status == clues.OPEN
	stage = _("Being Checked") if is_open and clue.check_begun_on else _(clue.status, context="Case Clue")
	return {
		**_common(clue, CLUE, getdate(clue.check_due_on) if is_open and clue.check_due_on else None, is_open, now),
		"begun_on": clue.received_on,
		"party": names.get(clue.producer, ""),
		"about": _(clue.clue_source, context="Case Clue"),
		"officers": full_names.get(clue.handler, ""),
		"stage": stage,
		"settled_on": clue.settled_on,
		"related": clue.enforcement_case,
	}


def _case_rows(asked: frappe._dict, now: clock.Moment) -> list[Row]:
	found = _documents(CASE, CASE_FIELDS, asked)
	officers = _officers([case.name for case in found])
	return [_case_row(case, officers, now) for case in found]


def _case_row(case: frappe._dict, officers: dict[str, str], now: clock.Moment) -> Row:
	deadline = deadline_of(frappe._dict(case, doctype=CASE))
	is_settled = case.workflow_state in SETTLED[CASE]
	return {
		**_common(case, CASE, getdate(deadline.due) if deadline else None, not is_settled, now),
		"begun_on": case.filed_on or getdate(case.creation),
		"party": case.party_name,
		"about": _(case.case_type, context="Enforcement Case"),
		"officers": officers.get(case.name, ""),
		"stage": _(case.workflow_state or DRAFT),
		"settled_on": (case.closed_on or getdate(case.modified)) if is_settled else None,
		"related": None,
	}


def _common(doc: frappe._dict, kind: str, due: datetime.date | None, runs: bool, now: clock.Moment) -> Row:
	days_left = (due - now.day).days if due else None
	state = (OVERDUE if due and days_left < 0 else RUNNING) if runs else SETTLED_NOW
	return {
		"kind": kind,
		"kind_label": _(kind),
		"document": doc.name,
		"village": doc.village,
		"department": doc.department,
		"due_on": due,
		"days_left": days_left,
		"state": state,
		"state_label": _(state),
	}


def _documents(doctype: str, fields: tuple[str, ...], asked: frappe._dict) -> list[frappe._dict]:
	"""The documents of the year, and those of earlier years that are not settled yet."""
	year = cint(asked.get("year")) or current_year(getdate(nowdate()))
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(*(table[fieldname] for fieldname in fields)).where(_of_year(table, year))
	for fieldname in CHOICES:
		if asked.get(fieldname):
			query = query.where(table[fieldname] == asked[fieldname])
	return apply_scope(query, doctype).run(as_dict=True)


def _of_year(table: Table, year: int) -> Criterion:
	first, after = datetime.date(year, 1, 1), datetime.date(year + 1, 1, 1)
	if table.get_table_name() == f"tab{CLUE}":
		return (table.received_on < after) & ((table.received_on >= first) | (table.status == clues.OPEN))
	begun_by_the_end = (table.filed_on < after) | (table.filed_on.isnull() & (table.creation < after))
	begun_in_it = (table.filed_on >= first) | (table.filed_on.isnull() & (table.creation >= first))
	return begun_by_the_end & (begun_in_it | table.workflow_state.isin(UNSETTLED[CASE]))


def _producer_names(producers: set[str]) -> dict[str, str]:
	"""The names of those producers that the user may see."""
	if not producers or not frappe.has_permission("Producer", "read"):
		return {}
	table = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(table).select(table.name, table.producer_name).where(table.name.isin(sorted(producers)))
	return dict(apply_scope(query, "Producer").run())


def _officers(cases: list[str]) -> dict[str, str]:
	"""The officers of these cases, which the user sees, by case."""
	officers: dict[str, list[str]] = defaultdict(list)
	if cases:
		filters = {"parent": ["in", cases], "parenttype": CASE, "parentfield": "officers"}
		for case, name in frappe.get_all(
			"Case Officer", filters, ["parent", "officer_name"], as_list=True, order_by="parent, idx"
		):
			officers[case].append(name or "")
	return {case: "、".join(filter(None, names)) for case, names in officers.items()}


def _urgency(row: Row) -> tuple:
	if row["state"] == SETTLED_NOW:
		return (1, -(getdate(row["settled_on"]).toordinal() if row["settled_on"] else 0), row["document"])
	return (0, row["days_left"] if row["days_left"] is not None else 10_000, row["document"])


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> dict[str, Any]:
	# a column that is empty in the first row is taken for numbers, and stands to the right
	align = {"align": "left"} if fieldtype == "Data" else {}
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": fieldtype,
		"options": options,
		"width": width,
		**align,
	}

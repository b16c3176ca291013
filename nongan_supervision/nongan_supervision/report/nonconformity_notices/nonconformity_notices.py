"""The register of notices between origin and market: what was found, who was told, and whether they replied in time.

Limited in the query to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from nongan_supervision.cases.nonconformity import CLOSED, DRAFT, NOTICE, SENT
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.producer_names import names_of

Row = dict[str, Any]

DIRECTIONS = ("Origin to Market", "Market to Origin")
FIELDS = (
	"name",
	"workflow_state",
	"direction",
	"counterpart",
	"product",
	"producer",
	"village",
	"batch_no",
	"finding",
	"notified_on",
	"reply_due_on",
	"replied_on",
	"disposal",
	"case_clue",
)
CHOICES = ("direction", "village", "product", "producer")


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the notices that the filters ask for."""
	rows = get_rows(asked_of(filters), getdate(nowdate()))
	return get_columns(), rows, None, get_chart(rows), get_summary(rows)


def get_columns() -> list[dict[str, Any]]:
	"""The columns; directions and states in the user's language."""
	return [
		_column("notice", _("Nonconformity Notice"), 150, "Link", NOTICE),
		_column("direction_label", _("Direction", context="Nonconformity Notice"), 120),
		_column("counterpart", _("Counterpart"), 150),
		_column("product", _("Product"), 90, "Link", "Key Product"),
		_column("producer_name", _("Producer"), 140),
		_column("village", _("Village"), 90, "Link", "Village"),
		_column("batch_no", _("Batch No."), 100),
		_column("finding", _("Finding", context="Nonconformity Notice"), 200),
		_column("notified_on", _("Notified On"), 110, "Date"),
		_column("reply_due_on", _("Reply Due On"), 110, "Date"),
		_column("replied_on", _("Replied On"), 110, "Date"),
		_column("days_late", _("Days Late"), 90, "Int"),
		{**_column("state", _("State"), 0), "hidden": 1},
		_column("state_label", _("State"), 100),
		_column("disposal", _("Disposal", context="Nonconformity Notice"), 200),
		_column("case_clue", _("Case Clue"), 140, "Link", "Case Clue"),
	]


def get_rows(asked: frappe._dict, today: datetime.date) -> list[Row]:
	"""A row per notice of the year and per older one that is not closed, the latest first; drafts have no day yet."""
	table = frappe.qb.DocType(NOTICE)
	year = cint(asked.get("year")) or current_year(today)
	first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
	of_the_year = (table.notified_on <= last) & ((table.notified_on >= first) | (table.workflow_state != CLOSED))
	query = (
		frappe.qb.from_(table)
		.select(*(table[fieldname] for fieldname in FIELDS))
		.where(of_the_year | table.notified_on.isnull())
		.orderby(table.notified_on, order=frappe.qb.desc)
		.orderby(table.name, order=frappe.qb.desc)
	)
	for fieldname in CHOICES:
		if asked.get(fieldname):
			query = query.where(table[fieldname] == asked[fieldname])
	notices = apply_scope(query, NOTICE).run(as_dict=True)
	names, seen_clues = names_of(notice.producer for notice in notices), _visible_clues(notices)
	return [_row(notice, names, seen_clues, today) for notice in notices]


def get_chart(rows: list[Row]) -> dict[str, Any] | None:
	"""How many notices there were in each month, by direction."""
	dated = [row for row in rows if row["notified_on"]]
	if not dated:
		return None
	counts = Counter((getdate(row["notified_on"]).month, row["direction"]) for row in dated)
	return {
		"type": "bar",
		"barOptions": {"stacked": 1},
		"data": {
			"labels": [f"{month}" for month in range(1, 13)],
			"datasets": [
				{
					"name": _(direction, context="Nonconformity Notice"),
					"values": [counts[month, direction] for month in range(1, 13)],
				}
				for direction in DIRECTIONS
			],
		},
		"fieldtype": "Int",
		"colors": ["#2d6cb5", "#2f7d4f"],
	}


def get_summary(rows: list[Row]) -> list[dict[str, Any]]:
	"""How many notices were sent, wait for a reply, are overdue, and are closed."""
	states = Counter(row["state"] for row in rows)
	overdue = sum(1 for row in rows if row["state"] == SENT and row["days_late"])
	return [
		{"label": _("Notices"), "value": len(rows) - states[DRAFT], "datatype": "Int"},
		{"label": _("Waiting for a Reply"), "value": states[SENT], "datatype": "Int", "indicator": "Orange"},
		{"label": _("Overdue"), "value": overdue, "datatype": "Int", "indicator": "Red"},
		{"label": _(CLOSED), "value": states[CLOSED], "datatype": "Int", "indicator": "Green"},
	]


def _row(notice: frappe._dict, names: dict[str, str], seen_clues: set[str], today: datetime.date) -> Row:
	until = getdate(notice.replied_on) if notice.replied_on else today
	late = (until - getdate(notice.reply_due_on)).days if notice.reply_due_on else 0
	return {
		**notice,
		"notice": notice.name,
		"producer_name": names.get(notice.producer, ""),
		"case_clue": notice.case_clue if notice.case_clue in seen_clues else None,
		"direction_label": _(notice.direction, context="Nonconformity Notice"),
		"days_late": max(late, 0),
		"state": notice.workflow_state or DRAFT,
		"state_label": _(notice.workflow_state or DRAFT),
	}


def _visible_clues(notices: list[frappe._dict]) -> set[str]:
	"""Those of the notices' clues that the user may see: they are their department's."""
	clues = sorted({notice.case_clue for notice in notices if notice.case_clue})
	if not clues or not frappe.has_permission("Case Clue", "read"):
		return set()
	table = frappe.qb.DocType("Case Clue")
	query = frappe.qb.from_(table).select(table.name).where(table.name.isin(clues))
	return set(apply_scope(query, "Case Clue").run(pluck=True))


def _column(fieldname: str, label: str, width: int, fieldtype: str = "Data", options: str = "") -> dict[str, Any]:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "options": options, "width": width}

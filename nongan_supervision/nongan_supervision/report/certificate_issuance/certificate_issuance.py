"""Certificates issued, by village, producer, product or month: documents, slips, and what is to be looked at.

Or each certificate by itself, as the office's register has them.

Limited in the query to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Sum
from frappe.utils import cint, flt, get_last_day, getdate, nowdate
from pypika import Case

from nongan_supervision.certificates import register
from nongan_supervision.checklist.measurement import Period
from nongan_supervision.checklist.progress import find_checklist
from nongan_supervision.checklist.years import period_of, year_of
from nongan_supervision.permissions.scope import apply_scope, visible_villages
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.producer_names import names_of

Row = dict[str, Any]

CERTIFICATE = "Conformity Certificate"

GROUPS = {"Village": "village", "Producer": "producer", "Product": "product", "Month": "issued_on"}
"""What certificates are counted by, and the field that tells; days are gathered into months."""

CHOICES = ("village", "producer", "product")

EACH = "Certificate"
"""The choice that counts nothing together: the register."""

FIGURES = ("documents", "slips", "second_document", "untested", "withdrawn")


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, None, dict | None, list]:
	"""Columns, rows, no message, chart and summary of the certificates that the filters ask for."""
	asked = asked_of(filters)
	if asked.get("group_by") == EACH:
		period = Period(*period_of(asked, getdate(nowdate())))
		return register.get_columns(), register.get_rows(asked, period), None, None, []
	group = asked.group_by if asked.get("group_by") in GROUPS else "Village"
	today = getdate(nowdate())
	rows = get_rows(asked, group, today)
	summary = get_summary(rows, get_target(asked, today))
	return get_columns(group), [*rows, *get_total(rows)], None, get_chart(rows, group), summary


def get_columns(group: str) -> list[dict[str, Any]]:
	"""The columns; what a row is of twice: as it is stored, and as it reads."""
	labels = (
		_("Certificate Documents"),
		_("Slips"),
		_("With a Second Document"),
		_("Flagged as Untested"),
		_("Withdrawn", context="Register"),
	)
	return [
		{"fieldname": "group", "label": _(group), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "group_label", "label": _(group), "fieldtype": "Data", "width": 220},
		*(
			{"fieldname": name, "label": label, "fieldtype": "Int", "width": 120}
			for name, label in zip(FIGURES, labels, strict=True)
		),
		{"fieldname": "share", "label": _("Share of Slips"), "fieldtype": "Percent", "width": 120},
		{"fieldname": "from_date", "label": _("From Date"), "fieldtype": "Date", "hidden": 1},
		{"fieldname": "to_date", "label": _("To Date"), "fieldtype": "Date", "hidden": 1},
	]


def get_rows(asked: frappe._dict, group: str, today: datetime.date) -> list[Row]:
	"""A row for each village, producer, product or month that has certificates; months in order, others by slips."""
	first, last = period_of(asked, today)
	counts: dict[str, Counter] = defaultdict(Counter)
	for key, docstatus, *figures in _counted(asked, GROUPS[group], first, last):
		name = f"{getdate(key):%Y-%m}" if group == "Month" else key or ""
		if docstatus == 1:
			counts[name].update(dict(zip(FIGURES, map(cint, figures), strict=False)))
		else:
			counts[name]["withdrawn"] += figures[0]
	names = sorted(counts) if group == "Month" else sorted(counts, key=lambda name: (-counts[name]["slips"], name))
	labels = names_of(names) if group == "Producer" else {}
	total = sum(count["slips"] for count in counts.values())
	return [
		{
			"group": name,
			"group_label": labels.get(name, name) or _("not stated"),
			**{figure: counts[name][figure] for figure in FIGURES},
			"share": flt(100 * counts[name]["slips"] / total, 1) if total else 0,
			**_days(group, name, first, last),
		}
		for name in names
	]


def get_total(rows: list[Row]) -> list[Row]:
	"""The row of the sums; none below a single row, which is its own sum."""
	if len(rows) < 2:
		return []
	sums = {name: sum(row[name] for row in rows) for name in FIGURES}
	days = {"from_date": min(row["from_date"] for row in rows), "to_date": max(row["to_date"] for row in rows)}
	share = 100 if sums["slips"] else 0
	return [{"is_total": 1, "group": None, "group_label": _("Total"), **sums, "share": share, **days}]


def get_target(asked: frappe._dict, today: datetime.date) -> float | None:
	"""The year's target of slips in the checklist; None where what is counted is not just that town's and year's."""
	parts = (*CHOICES, "from_date", "to_date")
	if any(asked.get(part) for part in parts):
		return None
	checklist = find_checklist({"year": year_of(asked, today)}, today)
	if not checklist or not _is_all_of(checklist.town):
		return None
	indicators = frappe.get_all(
		"Checklist Indicator", {"source_doctype": CERTIFICATE, "value_field": "certificate_count"}, pluck="name"
	)
	if not indicators:
		return None
	targets = frappe.get_list(
		"Checklist Item",
		filters={"checklist": checklist.name, "indicator": ["in", indicators], "target": [">", 0]},
		pluck="target",
		limit_page_length=1,
	)
	return targets[0] if targets else None


def _is_all_of(town: str) -> bool:
	"""Whether the villages that the session's user may see are those of the town, all of them and no others."""
	return visible_villages() == frappe.get_all("Village", {"town": town}, pluck="name", order_by="name")


def get_chart(rows: list[Row], group: str) -> dict[str, Any] | None:
	"""Slips row by row, of the twenty largest; none when there are no certificates."""
	shown = rows if group == "Month" else rows[:20]
	if not any(row["slips"] for row in shown):
		return None
	return {
		"type": "bar",
		"data": {
			"labels": [row["group_label"] for row in shown],
			"datasets": [{"name": _("Slips"), "values": [row["slips"] for row in shown]}],
		},
		"fieldtype": "Int",
		"colors": ["#2f7d4f"],
		"height": 200,
	}


def get_summary(rows: list[Row], target: float | None) -> list[dict[str, Any]]:
	"""The totals, and how far the year's target is reached where there is one."""
	total = {figure: sum(row[figure] for row in rows) for figure in FIGURES}
	summary = [
		_figure(_("Certificate Documents"), total["documents"], "Blue"),
		_figure(_("Slips"), total["slips"], "Green"),
		_figure(_("Flagged as Untested"), total["untested"], "Orange" if total["untested"] else "Grey"),
		_figure(_("Withdrawn", context="Register"), total["withdrawn"], "Grey"),
	]
	if target:
		reached = flt(100 * total["slips"] / target, 1)
		summary.append(_figure(_("Target of the Year"), cint(target), "Grey"))
		summary.append(_figure(_("Percent of Target"), reached, "Green" if reached >= 100 else "Orange", "Percent"))
	return summary


def _counted(asked: frappe._dict, fieldname: str, first: datetime.date, last: datetime.date) -> list[tuple]:
	certificate = frappe.qb.DocType(CERTIFICATE)
	key = certificate[fieldname]
	query = (
		frappe.qb.from_(certificate)
		.select(
			key,
			certificate.docstatus,
			Count(certificate.name),
			Sum(certificate.certificate_count),
			Sum(_one_if_filled(certificate.second_document_no)),
			Sum(_one_if_filled(certificate.untested_substances)),
		)
		.where(certificate.docstatus.isin([1, 2]) & certificate.issued_on[first:last])
		.groupby(key, certificate.docstatus)
	)
	for choice in CHOICES:
		if asked.get(choice):
			query = query.where(certificate[choice] == asked[choice])
	return apply_scope(query, CERTIFICATE).run()


def _one_if_filled(field: Any) -> Case:
	return Case().when(Coalesce(field, "") != "", 1).else_(0)


def _days(group: str, name: str, first: datetime.date, last: datetime.date) -> dict[str, datetime.date]:
	if group == "Month":
		month = getdate(f"{name}-01")
		first, last = max(first, month), min(last, get_last_day(month))
	return {"from_date": first, "to_date": last}


def _figure(label: str, value: float, indicator: str, datatype: str = "Int") -> dict[str, Any]:
	return {"label": label, "value": value, "datatype": datatype, "indicator": indicator}

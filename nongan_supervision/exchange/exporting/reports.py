"""The table of a report: what it shows to the user who asks, with the rows that they have left visible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _
from frappe.desk import query_report
from frappe.utils import cint, cstr

from nongan_supervision.exchange.exporting.about import report_filters
from nongan_supervision.exchange.exporting.table import WIDEST, WIDEST_TEXT, Column, Table, shown

PIXELS = 8
"""Of a report's column to one of a sheet's characters."""


def report_table(params: dict[str, Any]) -> Table:
	"""The table of a report, by what its page sends.

	Raises `frappe.PermissionError` for a user who may not run it, or not export its DocType.
	"""
	name = params["report_name"]
	doctype = frappe.get_cached_value("Report", name, "ref_doctype")
	frappe.permissions.can_export(doctype, raise_exception=True)
	custom_columns = frappe.parse_json(params.get("custom_columns") or "[]")
	answer = frappe._dict(
		query_report.run(name, params.get("filters"), custom_columns=custom_columns, are_default_filters=False)
	)
	kept = [
		(index, column)
		for index, column in enumerate(answer.columns or ())
		if not column.get("hidden") or cint(params.get("include_hidden_columns"))
	]
	table = Table(_(name), [_column(column) for _index, column in kept], doctype=doctype)
	table.filters = report_filters(params.get("filters"), params.get("applied_filters"))
	rows = answer.result or []
	for number, row in _visible(rows, params.get("visible_idx")):
		values = [shown(_value(row, *place), column) for place, column in zip(kept, table.columns, strict=True)]
		if values and isinstance(row, dict) and cint(params.get("include_indentation")) and row.get("indent"):
			values[0] = "    " * cint(row["indent"]) + cstr(values[0])
		if _is_total(row) or (answer.add_total_row and number == len(rows) - 1):
			table.totals.add(len(table.rows))
		table.rows.append(values)
	return table


def _column(column: dict[str, Any]) -> Column:
	precision = column.get("precision")
	return Column(
		_(column.get("label") or ""),
		column.get("fieldtype") or "Data",
		column.get("options") or "",
		width=max(WIDEST, min(WIDEST_TEXT, cint(column.get("width")) / PIXELS)),
		fieldname=column.get("fieldname") or "",
		precision=None if precision in (None, "") else cint(precision),
		group=column.get("group") or "",
	)


def _visible(rows: list[Any], visible: Any) -> Iterator[tuple[int, Any]]:
	"""The rows that the reader has not filtered away, with their numbers; all of them if none are named."""
	wanted = set(frappe.parse_json(visible) or ()) if visible else set()
	return ((number, row) for number, row in enumerate(rows) if not wanted or number in wanted)


def _is_total(row: Any) -> bool:
	return isinstance(row, dict) and bool(row.get("is_total") or row.get("is_total_row") or row.get("bold"))


def _value(row: Any, index: int, column: dict[str, Any]) -> Any:
	if isinstance(row, dict):
		return row.get(column.get("fieldname"), row.get(column.get("label")))
	return row[index] if index < len(row) else None

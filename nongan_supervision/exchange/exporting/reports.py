"""The table of a report: what it shows to the user who asks, with the rows that they have left visible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _
from frappe.desk import query_report
from frappe.utils import cint, cstr

from nongan_supervision.exchange.exporting.table import Column, Table, shown

PIXELS = 8
"""Of a report's column to one of a sheet's characters."""


def report_table(params: dict[str, Any]) -> Table:
	"""The table of a report, by what its page sends.

	Raises `frappe.PermissionError` for a user who may not run it, or not export its DocType.
	"""
	name = params["report_name"]
	frappe.permissions.can_export(frappe.get_cached_value("Report", name, "ref_doctype"), raise_exception=True)
	custom_columns = frappe.parse_json(params.get("custom_columns") or "[]")
	answer = frappe._dict(
		query_report.run(name, params.get("filters"), custom_columns=custom_columns, are_default_filters=False)
	)
	kept = [
		(index, column)
		for index, column in enumerate(answer.columns or ())
		if not column.get("hidden") or cint(params.get("include_hidden_columns"))
	]
	table = Table(_(name), [_column(column) for _index, column in kept])
	if cint(params.get("include_filters")):
		table.preface = list(_filters(frappe.parse_json(params.get("applied_filters") or "{}")))
	for row in _visible(answer.result or [], params.get("visible_idx")):
		values = [shown(_value(row, *place), column) for place, column in zip(kept, table.columns, strict=True)]
		if values and isinstance(row, dict) and cint(params.get("include_indentation")) and row.get("indent"):
			values[0] = "    " * cint(row["indent"]) + cstr(values[0])
		table.rows.append(values)
	return table


def _column(column: dict[str, Any]) -> Column:
	width = max(8, min(60, cint(column.get("width")) / PIXELS)) if column.get("width") else 14
	return Column(
		_(column.get("label") or ""), column.get("fieldtype") or "Data", column.get("options") or "", width=width
	)


def _filters(applied: dict[str, Any]) -> Iterator[list[Any]]:
	for label, value in applied.items():
		if value:
			yield [label, ", ".join(map(cstr, value)) if isinstance(value, list) else cstr(value)]
	yield []


def _visible(rows: list[Any], visible: Any) -> list[Any]:
	"""The rows that the reader has not filtered away; all of them if none are named."""
	wanted = set(frappe.parse_json(visible) or ()) if visible else set()
	return [row for index, row in enumerate(rows) if index in wanted] if wanted else rows


def _value(row: Any, index: int, column: dict[str, Any]) -> Any:
	if isinstance(row, dict):
		return row.get(column.get("fieldname"), row.get(column.get("label")))
	return row[index] if index < len(row) else None

"""The table of a list: the fields that the report view shows, of the documents that the user may see."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.desk import reportview
from frappe.model.db_query import DatabaseQuery

from nongan_supervision.exchange.exporting.about import list_filters
from nongan_supervision.exchange.exporting.table import NUMBERS, Column, Table, column_of, shown

FIELD = re.compile(r"(?:`tab(?P<doctype>[^`]+)`\.)?`?(?P<fieldname>\w+)`?(?:\s+as\s+.+)?", re.IGNORECASE)

PEOPLE = ("_assign", "_liked_by")
"""Fields that hold a list of users."""

LEFT_OUT = ("_comments",)
"""Fields whose content is for the Desk alone."""


def list_table(params: dict[str, Any]) -> Table:
	"""The table of a list, by what the report view sends.

	Raises `frappe.PermissionError` for a user who may not export it; the query itself is the framework's, with the
	user's conditions.
	"""
	params = frappe._dict(params)
	doctype = params.pop("doctype")
	frappe.permissions.can_export(doctype, raise_exception=True)
	title = params.pop("title", None) or doctype
	wants_totals = str(params.pop("add_totals_row", "")) == "1"
	said = list_filters(doctype, params.get("filters"))
	if selected := frappe.parse_json(params.pop("selected_items", None) or "[]"):
		params.filters = {"name": ("in", selected)}
		said = [(_("Selected Rows"), str(len(selected)))]
	for other in ("file_format_type", "translate_values", "csv_params"):
		params.pop(other, None)
	make_access_log(doctype=doctype, report_name=params.get("report_name"), filters=params.get("filters"))
	query = DatabaseQuery(doctype)
	rows = query.execute(**{**params, "as_list": True, "limit_page_length": None})
	table = _table(doctype, title, query.fields, [list(row) for row in rows], wants_totals)
	table.filters, table.doctype = said, doctype
	return table


def parameters() -> frappe._dict:
	"""What the report view has sent, checked by the framework."""
	return reportview.get_form_params()


def _table(doctype: str, title: str, fields: list[str], rows: list[list], wants_totals: bool) -> Table:
	columns = [_column(doctype, field) for field in fields]
	kept = [index for index, column in enumerate(columns) if column]
	table = Table(_(title), [Column(_("No.", context="Register"), "Int"), *(columns[index] for index in kept)])
	for number, row in enumerate(rows, start=1):
		table.rows.append([number, *(shown(row[index], columns[index]) for index in kept)])
	if wants_totals and rows:
		sums = [_sum(rows, index, columns[index]) for index in kept]
		table.totals.add(len(table.rows))
		table.rows.append([_("Total"), *sums])
	return table


def _column(doctype: str, field: Any) -> Column | None:
	found = FIELD.fullmatch(field.strip()) if isinstance(field, str) else None
	if not found:  # counts and sums of a grouped list
		return Column(_("Count"), "Int")
	of, fieldname = found["doctype"] or doctype, found["fieldname"]
	if fieldname in LEFT_OUT:
		return None
	meta = frappe.get_meta(of)
	if not (known := meta.get_field(fieldname)):
		return _standard_column(meta, fieldname)
	column = column_of(known)
	return column_of(known, f"{column.label} ({_(of)})") if of != doctype else column


def _standard_column(meta: Any, fieldname: str) -> Column:
	kinds = {"docstatus": "Docstatus", **dict.fromkeys(PEOPLE, "People")}
	return Column(_(str(meta.get_label(fieldname))), kinds.get(fieldname, "Data"))


def _sum(rows: list[list], index: int, column: Column) -> Any:
	if column.fieldtype not in ("Int", "Float", "Currency"):
		return None
	return sum(row[index] for row in rows if isinstance(row[index], NUMBERS))

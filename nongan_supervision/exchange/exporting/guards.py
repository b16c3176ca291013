"""The framework's exports, made safe and Chinese for this app's DocTypes and reports.

Each stands in ``override_whitelisted_methods`` under the framework's own name, takes what the Desk sends and answers
as the framework does; whatever is not this app's goes on to the framework. The files that the framework's Data Import
reads back (``download_template``, ``export_data``) keep its form: only what it has as formulas becomes text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.core.doctype.data_export import exporter as data_export
from frappe.core.doctype.data_import import data_import
from frappe.desk import query_report, reportview
from frappe.desk.utils import pop_csv_params, provide_binary_file
from frappe.utils import cint

from nongan_supervision.exchange.exporting.files import (
	as_csv,
	as_xlsx,
	csv_with_texts_for_formulas,
	with_texts_for_formulas,
)
from nongan_supervision.exchange.exporting.lists import list_table, parameters
from nongan_supervision.exchange.exporting.reports import report_table
from nongan_supervision.exchange.exporting.table import Table
from nongan_supervision.permissions.table import CHILD_TABLES, TABLE

MODULE = "Nongan Supervision"
HERE = "nongan_supervision.exchange.exporting.guards"

TABLES = {"list": list_table, "report": report_table}


@frappe.whitelist()
def export_list() -> None:
	"""The export of the report view."""
	if frappe.form_dict.get("doctype") not in (*TABLE, *CHILD_TABLES):
		return reportview.export_query()
	params = parameters()
	return _export("list", params, params.get("title") or params.doctype)


@frappe.whitelist()
def export_report() -> None:
	"""The export of a report's page."""
	name = frappe.form_dict.get("report_name")
	if not _is_ours(name):
		return query_report.export_query()
	params = frappe._dict(frappe.local.form_dict)
	reportview.clean_params(params)
	reportview.parse_json(params)
	return _export("report", params, name)


@frappe.whitelist()
def download_template(doctype: str, **options: Any) -> None:
	"""The list's export for Data Import."""
	frappe.call(data_import.download_template, doctype=doctype, **options)
	_mend_response(doctype)


@frappe.whitelist()
def export_data(doctype: Any = None, **options: Any) -> None:
	"""The export of the page Data Export."""
	frappe.call(data_export.export_data, doctype=doctype, **options)
	_mend_response(doctype)


def send_by_mail(kind: str, params: dict[str, Any], name: str) -> None:
	"""The background job of a large export: mails the user a link to it."""
	from frappe.desk.utils import send_report_email  # Frappe 16, whose Desk alone asks for it

	table, extension, content = _file(TABLES[kind], frappe._dict(params))
	email = frappe.get_cached_value("User", frappe.session.user, "email")
	send_report_email(email, table.title, extension, content, attached_to_name=name)


def _export(kind: str, params: frappe._dict, name: str) -> None:
	if cint(params.pop("export_in_background", 0)):
		frappe.enqueue(f"{HERE}.send_by_mail", queue="long", kind=kind, params=dict(params), name=name)
		frappe.msgprint(_("The file is being made. You will get a mail with a link to it."), alert=True)
		return
	table, extension, content = _file(TABLES[kind], params)
	provide_binary_file(table.title, extension, content)


def _file(make_table: Callable[[dict], Table], params: frappe._dict) -> tuple[Table, str, bytes]:
	csv_params = pop_csv_params(params)
	form = params.get("file_format_type")
	table = make_table(params)
	if form == "CSV":
		if not cint(params.get("include_filters")):
			table.filters = []
		return table, "csv", as_csv(table, **csv_params)
	return table, "xlsx", as_xlsx(table)


def _is_ours(report: str | None) -> bool:
	module, doctype = frappe.get_cached_value("Report", report, ["module", "ref_doctype"]) or (None, None)
	return module == MODULE or doctype in TABLE


def _mend_response(doctype: Any) -> None:
	response = frappe.local.response
	if doctype not in (*TABLE, *CHILD_TABLES):
		return
	if response.get("type") == "csv":
		response["result"] = csv_with_texts_for_formulas(response["result"])
	elif response.get("type") == "binary" and str(response.get("filename")).endswith(".xlsx"):
		response["filecontent"] = with_texts_for_formulas(response["filecontent"])

"""Every way to read a document: each sends a request as some user and returns the response.

``LISTS`` show many documents of a DocType, ``COUNTS`` their number, ``DOCUMENTS`` show one.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from werkzeug.wrappers import Response

from nongan_supervision.tests.permission_world import TEXTS, Record
from nongan_supervision.tests.web import call, request

MANY = 2000

ListWay = Callable[[str, str], Response]
DocumentWay = Callable[[str, Record], Response]


def text_fields(doctype: str) -> list[str]:
	"""The DocType's readable text fields, its name first."""
	fields = frappe.get_meta(doctype).fields
	return ["name", *(df.fieldname for df in fields if df.fieldtype in TEXTS and not df.permlevel)]


def client_get_list(user: str, doctype: str) -> Response:
	return call(user, "frappe.client.get_list", doctype=doctype, fields=["*"], limit_page_length=MANY)


def client_get_value(user: str, doctype: str) -> Response:
	return call(user, "frappe.client.get_value", doctype=doctype, fieldname=text_fields(doctype), filters={})


def rest_v1_list(user: str, doctype: str) -> Response:
	return request(user, "GET", f"/api/resource/{doctype}", fields=["*"], limit_page_length=str(MANY))


def rest_v2_list(user: str, doctype: str) -> Response:
	return request(user, "GET", f"/api/v2/document/{doctype}", fields=["*"], limit=str(MANY))


def report_view(user: str, doctype: str) -> Response:
	return call(user, "frappe.desk.reportview.get", **_report_view(doctype))


def report_view_list(user: str, doctype: str) -> Response:
	return call(user, "frappe.desk.reportview.get_list", **_report_view(doctype))


def report_view_export(user: str, doctype: str) -> Response:
	title = {"file_format_type": "CSV", "title": doctype}
	return call(user, "frappe.desk.reportview.export_query", **_report_view(doctype), **title)


def _report_view(doctype: str) -> dict:
	fields = [f"`tab{doctype}`.`{fieldname}`" for fieldname in text_fields(doctype)]
	return {"doctype": doctype, "fields": fields, "filters": [], "start": "0", "page_length": str(MANY)}


def link_search(user: str, doctype: str) -> Response:
	return call(user, "frappe.desk.search.search_link", doctype=doctype, txt="", page_length=str(MANY))


def link_search_past_user_permissions(user: str, doctype: str) -> Response:
	return call(
		user,
		"frappe.desk.search.search_link",
		doctype=doctype,
		txt="",
		page_length=str(MANY),
		reference_doctype="Residue Test",
		ignore_user_permissions="1",
	)


def advanced_search(user: str, doctype: str) -> Response:
	fields = [name for name in text_fields(doctype) if name != "name"]
	return call(
		user,
		"frappe.desk.search.search_widget",
		doctype=doctype,
		txt="",
		page_length=str(MANY),
		filter_fields=fields,
		as_dict="1",
	)


def group_by(user: str, doctype: str) -> Response:
	field = text_fields(doctype)[-1]
	method = "frappe.desk.listview.get_group_by_count"
	return call(user, method, doctype=doctype, current_filters=[], field=field)


def global_search(user: str, doctype: str) -> Response:
	return call(user, "frappe.utils.global_search.search", text="zq", limit=str(MANY), doctype=doctype)


def data_export(user: str, doctype: str) -> Response:
	fields = text_fields(doctype)
	method = "frappe.core.doctype.data_export.exporter.export_data"
	sent = {"select_columns": {doctype: fields}, "with_data": "1", "file_type": "CSV", "template": "false"}
	return call(user, method, doctype=doctype, **sent)


LISTS: dict[str, ListWay] = {
	way.__name__: way
	for way in (
		client_get_list,
		client_get_value,
		rest_v1_list,
		rest_v2_list,
		report_view,
		report_view_list,
		report_view_export,
		data_export,
		link_search,
		link_search_past_user_permissions,
		advanced_search,
		group_by,
		global_search,
	)
}
"""Ways to many documents at once."""

NEEDED_BEYOND_READING = {"report_view_export": "export", "data_export": "export"}
"""Lists that need a further right."""

SHOW_ONE_ONLY = {"client_get_value", "group_by"}
"""Lists whose answer may leave out a document that the user may see."""


def child_rows(user: str, child: str, parent: str) -> Response:
	"""The rows of a child table, asked for by naming its parent."""
	method = "frappe.client.get_list"
	return call(user, method, doctype=child, parent=parent, fields=["*"], limit_page_length=MANY)


def client_count(user: str, doctype: str, names: list[str]) -> Response:
	return call(user, "frappe.client.get_count", doctype=doctype, filters={"name": ["in", names]})


def report_view_count(user: str, doctype: str, names: list[str]) -> Response:
	filters = [[doctype, "name", "in", names]]
	return call(user, "frappe.desk.reportview.get_count", doctype=doctype, filters=filters, fields=[])


def rest_v2_count(user: str, doctype: str, names: list[str]) -> Response:
	filters = [[doctype, "name", "in", names]]
	return request(user, "GET", f"/api/v2/doctype/{doctype}/count", filters=filters, fields=[])


COUNTS = {way.__name__: way for way in (client_count, report_view_count, rest_v2_count)}


def client_get(user: str, record: Record) -> Response:
	return call(user, "frappe.client.get", doctype=record.doctype, name=record.name)


def form(user: str, record: Record) -> Response:
	return call(user, "frappe.desk.form.load.getdoc", doctype=record.doctype, name=record.name)


def form_info(user: str, record: Record) -> Response:
	return call(user, "frappe.desk.form.load.get_docinfo", doctype=record.doctype, name=record.name)


def rest_v1(user: str, record: Record) -> Response:
	return request(user, "GET", f"/api/resource/{record.doctype}/{record.name}", expand_links="1")


def rest_v2(user: str, record: Record) -> Response:
	return request(user, "GET", f"/api/v2/document/{record.doctype}/{record.name}/")


def print_html(user: str, record: Record) -> Response:
	return call(user, "frappe.www.printview.get_html_and_style", doc=record.doctype, name=record.name)


def print_page(user: str, record: Record) -> Response:
	return request(user, "POST", "/printview", doctype=record.doctype, name=record.name)


def pdf(user: str, record: Record) -> Response:
	method = "frappe.utils.print_format.download_pdf"
	return call(user, method, doctype=record.doctype, name=record.name, no_letterhead="1")


def value_by_name(user: str, record: Record) -> Response:
	fields = text_fields(record.doctype)
	return call(
		user, "frappe.client.get_value", doctype=record.doctype, fieldname=fields, filters={"name": record.name}
	)


def link_title(user: str, record: Record) -> Response:
	return call(user, "frappe.desk.search.get_link_title", doctype=record.doctype, docname=record.name)


def linked_documents(user: str, record: Record) -> Response:
	return call(user, "frappe.desk.form.linked_with.get", doctype=record.doctype, docname=record.name)


def file_download(user: str, record: Record) -> Response:
	return request(user, "POST", record.file_url)


def print_forged(user: str, record: Record) -> Response:
	"""A hidden document's name in a document that the client puts together itself, in the user's village."""
	return call(user, "frappe.www.printview.get_html_and_style", doc=forged(user, record))


def method_of_forged(user: str, record: Record) -> Response:
	return call(user, "run_doc_method", method="get_title", docs=forged(user, record))


def forged(user: str, record: Record) -> dict:
	"""What a client may claim of a document that it cannot see."""
	village = frappe.get_all("User Permission", {"user": user, "allow": "Village"}, pluck="for_value")
	claims = {"sector": "Livestock", "stage": "Market", "owner": user, "village": village and village[0]}
	return {"doctype": record.doctype, "name": record.name, **claims}


DOCUMENTS: dict[str, DocumentWay] = {
	way.__name__: way
	for way in (
		client_get,
		form,
		form_info,
		rest_v1,
		rest_v2,
		print_html,
		print_page,
		pdf,
		value_by_name,
		link_title,
		linked_documents,
		file_download,
		print_forged,
		method_of_forged,
	)
}
"""Ways to one document."""

ANSWER_EMPTY = {"value_by_name", "link_title"}
"""Those that may answer a stranger with nothing instead of refusing."""

SHOW_SECRET = {"client_get", "form", "rest_v1", "rest_v2", "value_by_name", "file_download"}
"""Those whose answer must carry the document's secret for who may read it."""


def run_report(user: str, report: str, filters: dict, asked_for: str | None = None) -> Response:
	return call(user, "frappe.desk.query_report.run", report_name=report, filters=filters, user=asked_for)


def export_report(user: str, report: str, filters: dict) -> Response:
	method = "frappe.desk.query_report.export_query"
	sent = {"file_format_type": "CSV", "visible_idx": [], "custom_columns": []}
	return call(user, method, report_name=report, filters=filters, **sent)

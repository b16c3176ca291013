"""The framework's method that counts for a chart, made to ask: it stands in ``override_whitelisted_methods``.

A heatmap counts whatever it is asked to (15). Bars by a link are named by the titles of what it names, hidden or not.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import frappe

from nongan_supervision.permissions.scopes import sees_all
from nongan_supervision.permissions.table import CHILD_TABLES, TABLE
from nongan_supervision.permissions.titles import visible_names

FRAMEWORK = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"


@frappe.whitelist()
def get_chart(**sent: Any) -> Any:
	"""The figures of a chart, of documents that the user may see, with the titles of those alone."""
	chart = _asked_for(sent)
	doctype = chart.document_type
	if chart.type == "Heatmap" and doctype in (*TABLE, *CHILD_TABLES):
		sent = {"chart": _of_visible(chart, sent), "no_cache": 1}  # which takes what is asked for from the chart alone
	answer = frappe.call(FRAMEWORK, **sent)
	if chart.chart_type == "Group By" and isinstance(answer, dict):
		answer["labels"] = _without_hidden_titles(doctype, chart.group_by_based_on, answer.get("labels") or [])
	return answer


def _asked_for(sent: dict[str, Any]) -> Any:
	"""The chart whose figures are asked for: one that is stored, or as a client describes it."""
	if name := sent.get("chart_name"):
		return frappe.get_doc("Dashboard Chart", name).as_dict()
	described = frappe.parse_json(sent.get("chart"))
	return frappe._dict(described if isinstance(described, dict) else {})


def _of_visible(chart: Any, sent: dict[str, Any]) -> dict[str, Any]:
	"""The chart as it is asked for, limited to documents that the user may see."""
	doctype, parent = chart.document_type, chart.parent_document_type
	frappe.has_permission(doctype, "read", parent_doctype=parent, throw=True)
	filters = frappe.parse_json(sent.get("filters")) or frappe.parse_json(chart.filters_json) or []
	if doctype in CHILD_TABLES or not sees_all(frappe.session.user, doctype):
		names = frappe.get_list(doctype, filters, pluck="name", parent_doctype=parent, limit_page_length=0)
		filters = [[doctype, "name", "in", names or [""]]]
	year = sent.get("heatmap_year") or chart.heatmap_year
	return {**chart, "filters_json": frappe.as_json(filters), "heatmap_year": year}


def _without_hidden_titles(doctype: str, fieldname: str, labels: list) -> list:
	"""The labels, with the name in the place of each title that is of hidden documents alone."""
	field = frappe.get_meta(doctype).get_field(fieldname)
	linked = field.options if field and field.fieldtype == "Link" else None
	title = linked in TABLE and frappe.get_meta(linked).title_field
	if not title or sees_all(frappe.session.user, linked):
		return labels
	names: dict[str, list[str]] = defaultdict(list)
	for name, label in frappe.get_all(linked, {title: ["in", labels]}, ["name", title], as_list=True):
		names[label].append(name)
	seen = visible_names(linked, [name for found in names.values() for name in found])
	return [names[label][0] if label in names and seen.isdisjoint(names[label]) else label for label in labels]

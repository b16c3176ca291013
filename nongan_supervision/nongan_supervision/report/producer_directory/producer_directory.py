"""The producers of a town: what they grow and keep, how large, networked, and of which credit level.

Limited in the query to the producers that the session's user may see; identity numbers are masked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint
from pypika.queries import QueryBuilder

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.amounts import plain
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]

FIELDS = (
	"name",
	"producer_name",
	"producer_type",
	"village",
	"sector",
	"of_scale",
	"networked",
	"antimicrobial_reduction",
	"credit_level",
	"contact_person",
	"phone",
	"credit_code",
	"masked_id_number",
	"status",
)
EQUAL = ("town", "village", "sector", "producer_type", "credit_level")
"""Filters that are fields of the same name."""

YES_OR_NO = {"of_scale": "of_scale", "networked": "networked", "reduction": "antimicrobial_reduction"}
"""Filters whose answer is Yes or No, and their fields."""

CONTEXT = "Producer"
VILLAGES_IN_CHART = 30


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str | None, dict | None, list]:
	"""Columns, rows, message, chart and summary of the producers that the filters ask for."""
	rows = get_rows(asked_of(filters))
	message = None if rows else _("No producer meets these filters.")
	return get_columns(), rows, message, get_chart(rows), get_summary(rows)


def get_columns() -> list[Row]:
	"""The columns; options of a Select are in the user's language, as are Yes and No."""
	return [
		{"fieldname": "name", "label": _("ID"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		{"fieldname": "producer_name", "label": _("Producer Name"), "fieldtype": "Data", "width": 200},
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 90},
		{"fieldname": "producer_type_label", "label": _("Producer Type"), "fieldtype": "Data", "width": 90},
		{"fieldname": "sector_label", "label": _("Sector"), "fieldtype": "Data", "width": 70},
		{"fieldname": "products", "label": _("Products"), "fieldtype": "Data", "width": 190},
		{"fieldname": "of_scale_label", "label": _("Of Scale"), "fieldtype": "Data", "width": 85},
		{"fieldname": "networked_label", "label": _("Networked"), "fieldtype": "Data", "width": 85},
		{"fieldname": "credit_level", "label": _("Credit Level"), "fieldtype": "Data", "width": 85},
		{"fieldname": "contact_person", "label": _("Contact Person"), "fieldtype": "Data", "width": 100},
		{"fieldname": "phone", "label": _("Phone"), "fieldtype": "Data", "width": 120},
		{"fieldname": "credit_code", "label": _("Unified Social Credit Code"), "fieldtype": "Data", "width": 170},
		{"fieldname": "masked_id_number", "label": _("Identity Number (Masked)"), "fieldtype": "Data", "width": 170},
		{"fieldname": "status_label", "label": _("Status"), "fieldtype": "Data", "width": 80},
	]


def get_rows(filters: frappe._dict) -> list[Row]:
	"""A row per producer, village by village."""
	producer = frappe.qb.DocType("Producer")
	query = _producers(filters, *FIELDS).orderby(producer.village, producer.producer_name, producer.name)
	rows = query.run(as_dict=True)
	products = _products(filters)
	for row in rows:
		row.products = "、".join(products[row.name])
		for field in ("producer_type", "sector", "status"):
			row[f"{field}_label"] = _(row[field], context=CONTEXT)
		for field in ("of_scale", "networked"):
			row[f"{field}_label"] = _("Yes") if row[field] else _("No")
	return rows


def get_chart(rows: list[Row]) -> Row | None:
	"""How many producers each village has: those of scale and the others."""
	villages = sorted({row.village for row in rows})
	if not 1 < len(villages) <= VILLAGES_IN_CHART:
		return None
	of_scale = Counter(row.village for row in rows if row.of_scale)
	others = Counter(row.village for row in rows if not row.of_scale)
	return {
		"type": "bar",
		"data": {
			"labels": villages,
			"datasets": [
				{"name": _("Of Scale"), "values": [of_scale[village] for village in villages]},
				{"name": _("Other Producers"), "values": [others[village] for village in villages]},
			],
		},
		"barOptions": {"stacked": 1},
		"colors": ["#2f7d4f", "#a9cdb6"],
	}


def get_summary(rows: list[Row]) -> list[Row]:
	"""How many producers there are, of scale, networked, and with a level that needs looking after."""
	of_scale = [row for row in rows if row.of_scale]
	networked = sum(1 for row in of_scale if row.networked)
	low = sum(1 for row in rows if row.credit_level in ("C", "D"))
	return [
		{"label": _("Number of Producers"), "value": len(rows), "datatype": "Int", "indicator": "Blue"},
		{"label": _("Of Scale"), "value": len(of_scale), "datatype": "Int", "indicator": "Blue"},
		{
			"label": _("Networked of Those of Scale"),
			"value": round(networked / len(of_scale) * 100, 1) if of_scale else None,
			"datatype": "Percent",
			"indicator": "Green" if networked == len(of_scale) else "Orange",
		},
		{
			"label": _("Credit Level C or D"),
			"value": low,
			"datatype": "Int",
			"indicator": "Red" if low else "Green",
		},
	]


def _producers(filters: frappe._dict, *fields: str) -> QueryBuilder:
	"""A query for the producers that the filters ask for and the session's user may see."""
	producer = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(producer).select(*(producer[field] for field in fields))
	for field in EQUAL:
		if filters.get(field):
			query = query.where(producer[field] == filters[field])
	for asked, field in YES_OR_NO.items():
		if filters.get(asked) in ("Yes", "No"):
			query = query.where(producer[field] == cint(filters[asked] == "Yes"))
	if filters.reduction in ("Yes", "No"):
		query = query.where(producer.sector == "Livestock")
	if filters.status != "All":
		query = query.where(producer.status == (filters.status or "Active"))
	if filters.product:
		row = frappe.qb.DocType("Producer Product")
		growing = frappe.qb.from_(row).select(row.parent)
		growing = growing.where((row.parenttype == "Producer") & (row.product == filters.product))
		query = query.where(producer.name.isin(growing))
	return apply_scope(query, "Producer")


def _products(filters: frappe._dict) -> dict[str, list[str]]:
	"""What these producers grow and keep, with area or stock."""
	row = frappe.qb.DocType("Producer Product")
	query = frappe.qb.from_(row).select(row.parent, row.product, row.area_or_stock, row.unit)
	query = query.where((row.parenttype == "Producer") & row.parent.isin(_producers(filters, "name")))
	found: dict[str, list[str]] = defaultdict(list)
	for parent, product, amount, unit in query.orderby(row.parent, row.idx).run():
		found[parent].append(f"{product} {plain(amount)}{unit or ''}" if amount else product)
	return found

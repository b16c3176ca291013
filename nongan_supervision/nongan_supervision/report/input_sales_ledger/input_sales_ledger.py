"""The dealers' real-name sales ledger (实名购买台账): who bought which input, when, and for what.

Limited in the query to what the session's user may see; identity numbers are masked for everybody.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.production.facts import RESTRICTED
from nongan_supervision.production.ledgers import Question, ask, heading, sale_entries, to_the_left
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str, None, list]:
	"""Columns, rows, message and summary of the sales that the filters ask for."""
	question = ask(asked_of(filters), "village", "producer", "dealer", "input", "restricted_only")
	rows = get_rows(question)
	return to_the_left(get_columns()), rows, get_message(question), None, get_summary(rows)


def get_rows(question: Question) -> list[Row]:
	"""The sold inputs that the session's user may see; their class in the user's language as well."""
	rows = apply_scope(sale_entries(question), "Input Sale").run(as_dict=True)
	for row in rows:
		row.restriction_label = _(row.restriction) if row.restriction else None
	return rows


def get_columns() -> list[Row]:
	"""The columns; keys that nobody reads are hidden."""
	return [
		{"fieldname": "sold_on", "label": _("Sold On"), "fieldtype": "Date", "width": 115},
		{"fieldname": "name", "label": _("Input Sale"), "fieldtype": "Link", "options": "Input Sale", "width": 130},
		{
			"fieldname": "dealer",
			"label": _("Dealer", context="Input Sale"),
			"fieldtype": "Link",
			"options": "Input Dealer",
			"hidden": 1,
		},
		{"fieldname": "dealer_name", "label": _("Dealer", context="Input Sale"), "fieldtype": "Data", "width": 150},
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 80},
		{"fieldname": "buyer_name", "label": _("Buyer Name"), "fieldtype": "Data", "width": 180},
		{
			"fieldname": "buyer_masked_id_number",
			"label": _("Identity Number (Masked)"),
			"fieldtype": "Data",
			"width": 160,
		},
		{"fieldname": "buyer_phone", "label": _("Phone"), "fieldtype": "Data", "width": 130},
		{"fieldname": "producer", "label": _("Producer"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		{"fieldname": "input", "label": _("Input"), "fieldtype": "Link", "options": "Agricultural Input", "width": 190},
		{"fieldname": "registration_no", "label": _("Registration No."), "fieldtype": "Data", "width": 120},
		{"fieldname": "lot_no", "label": _("Lot No."), "fieldtype": "Data", "width": 90},
		{"fieldname": "quantity", "label": _("Quantity"), "fieldtype": "Float", "width": 80},
		{"fieldname": "unit", "label": _("Unit"), "fieldtype": "Data", "width": 60},
		{
			"fieldname": "purpose_product",
			"label": _("Intended For"),
			"fieldtype": "Link",
			"options": "Key Product",
			"width": 90,
		},
		{"fieldname": "restriction", "label": _("Restriction"), "fieldtype": "Data", "hidden": 1},
		{"fieldname": "restriction_label", "label": _("Restriction"), "fieldtype": "Data", "width": 80},
	]


def get_message(question: Question) -> str:
	"""Whose ledger it is, and of which days."""
	dealer = question.dealer and frappe.get_list(
		"Input Dealer", filters={"name": question.dealer}, pluck="dealer_name", limit_page_length=1
	)
	return heading(question, *(dealer or ()))


def get_summary(rows: list[Row]) -> list[Row]:
	"""How many dealers sold how much, and how many of the sales were of restricted inputs."""
	sales = {row.name for row in rows}
	restricted = {row.name for row in rows if row.restriction == RESTRICTED}
	dealers = {row.dealer for row in rows}
	return [
		{"label": _("Number of Dealers"), "value": len(dealers), "datatype": "Int", "indicator": "Blue"},
		{"label": _("Number of Sales"), "value": len(sales), "datatype": "Int", "indicator": "Blue"},
		{
			"label": _("Sales of Restricted Inputs"),
			"value": len(restricted),
			"datatype": "Int",
			"indicator": "Orange" if restricted else "Grey",
		},
	]

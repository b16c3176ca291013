"""The production ledger of a producer, a batch or a village: what was used and harvested, and what may be sold.

Limited in the query to what the session's user may see.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.production.intervals import HARVEST, USES
from nongan_supervision.production.ledgers import Question, ask, heading, production_entries, to_the_left
from nongan_supervision.registry.asked import asked_of

Row = dict[str, Any]


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str, None, list]:
	"""Columns, rows, message and summary of the ledger that the filters ask for."""
	question = ask(asked_of(filters), "village", "producer", "product", "batch_no", "activity")
	rows = get_rows(question)
	return to_the_left(get_columns()), rows, get_message(question), None, get_summary(rows)


def get_rows(question: Question) -> list[Row]:
	"""The entries that the session's user may see; the activity in the user's language as well."""
	rows = apply_scope(production_entries(question), "Production Record").run(as_dict=True)
	for row in rows:
		row.activity_label = _(row.activity)
		if row.activity not in USES:
			row.quantity = row.unit = row.safety_interval_days = None
		if row.activity != HARVEST:
			row.harvest_quantity = row.harvest_unit = None
	return rows


def get_columns() -> list[Row]:
	"""The columns; keys that nobody reads are hidden."""
	return [
		{"fieldname": "recorded_on", "label": _("Date"), "fieldtype": "Date", "width": 115},
		{
			"fieldname": "name",
			"label": _("Production Record"),
			"fieldtype": "Link",
			"options": "Production Record",
			"width": 165,
		},
		{"fieldname": "producer", "label": _("Producer"), "fieldtype": "Link", "options": "Producer", "hidden": 1},
		{"fieldname": "producer_name", "label": _("Producer"), "fieldtype": "Data", "width": 180},
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 80},
		{"fieldname": "product", "label": _("Product"), "fieldtype": "Link", "options": "Key Product", "width": 80},
		{"fieldname": "batch_no", "label": _("Batch No."), "fieldtype": "Data", "width": 150},
		{
			"fieldname": "activity",
			"label": _("Activity", context="Production Record"),
			"fieldtype": "Data",
			"hidden": 1,
		},
		{
			"fieldname": "activity_label",
			"label": _("Activity", context="Production Record"),
			"fieldtype": "Data",
			"width": 90,
		},
		{"fieldname": "input", "label": _("Input"), "fieldtype": "Link", "options": "Agricultural Input", "width": 190},
		{"fieldname": "registration_no", "label": _("Registration No."), "fieldtype": "Data", "width": 120},
		{"fieldname": "quantity", "label": _("Quantity"), "fieldtype": "Float", "width": 80},
		{"fieldname": "unit", "label": _("Unit"), "fieldtype": "Data", "width": 70},
		{"fieldname": "purpose", "label": _("Purpose", context="Production Record"), "fieldtype": "Data", "width": 110},
		{"fieldname": "safety_interval_days", "label": _("Interval (Days)"), "fieldtype": "Int", "width": 90},
		{"fieldname": "safe_from", "label": _("Safe From"), "fieldtype": "Date", "width": 115},
		{"fieldname": "harvest_quantity", "label": _("Harvested Quantity"), "fieldtype": "Float", "width": 90},
		{"fieldname": "harvest_unit", "label": _("Harvest Unit"), "fieldtype": "Data", "width": 70},
		{"fieldname": "operator", "label": _("Operator"), "fieldtype": "Data", "width": 90},
		{"fieldname": "note", "label": _("Note"), "fieldtype": "Data", "width": 160},
		{"fieldname": "case_clue", "label": _("Case Clue"), "fieldtype": "Link", "options": "Case Clue", "width": 120},
	]


def get_message(question: Question) -> str:
	"""Whose ledger it is, and of which days."""
	producer = question.producer and frappe.get_list(
		"Producer", filters={"name": question.producer}, pluck="producer_name", limit_page_length=1
	)
	return heading(question, *(producer or ()), question.product, question.batch_no)


def get_summary(rows: list[Row]) -> list[Row]:
	"""How much is on the books, how many producers keep one, and what gave rise to clues."""
	harvests = sum(row.activity == HARVEST for row in rows)
	clues = sum(bool(row.case_clue) for row in rows)
	return [
		{
			"label": _("Number of Producers"),
			"value": len({row.producer for row in rows}),
			"datatype": "Int",
			"indicator": "Blue",
		},
		{"label": _("Number of Entries"), "value": len(rows), "datatype": "Int", "indicator": "Blue"},
		{"label": _("Harvests"), "value": harvests, "datatype": "Int", "indicator": "Green"},
		{"label": _("Clues"), "value": clues, "datatype": "Int", "indicator": "Red" if clues else "Grey"},
	]

"""A quarterly update drafted from what is known: the last one's rows, and the producers it doesn't have yet."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.quarterly_updates import (
	DOCTYPE,
	TOLD,
	grace_days,
	known_products,
	quarter_of,
	refuse_second_submitted,
	wait_for_others_of_village,
)
from nongan_supervision.registry.quarters import NUMBERS, Quarter

Row = dict[str, Any]


def draft_update(village: str, year: int, quarter: str) -> str:
	"""Draft the update of a village and quarter and return its name; that of the draft which is there already.

	:raises DuplicateUpdateError: it is submitted already.
	:raises RegistryError: the quarter is not one that can be entered yet.
	:raises frappe.PermissionError: the session's user may not enter this village's updates.
	"""
	update = _new_update(village, year, quarter)
	if existing := _draft_of(update):
		return existing
	update.extend("rows", _rows(update))
	return update.insert().name


def rows_for(village: str, year: int, quarter: str) -> list[Row]:
	"""Return the rows with which to begin an update: for a form that isn't saved yet.

	:raises frappe.PermissionError: the session's user may not enter this village's updates.
	"""
	return _rows(_new_update(village, year, quarter))


def state_of_entry(village: str, year: int, quarter: str, rows: list[Row]) -> dict[str, Any]:
	"""Return how far an update has come: producers confirmed, of how many, and who is missing from its rows."""
	update = _new_update(village, year, quarter)
	named = {row["producer"] for row in rows if row.get("producer")}
	open_ones = {row["producer"] for row in rows if row.get("producer") and not cint(row.get("confirmed"))}
	active = _active_producers(village)
	return {
		"confirmed": len(named - open_ones),
		"expected": len(named | set(active)),
		"missing": [name for producer, name in active.items() if producer not in named],
		"due_on": quarter_of(update).due_on(grace_days()),
	}


def _new_update(village: str, year: int, quarter: str) -> Document:
	update = frappe.get_doc({"doctype": DOCTYPE, "village": village, "year": cint(year), "quarter": quarter})
	update.check_permission("create")
	return update


def _draft_of(update: Document) -> str | None:
	"""The draft of the same village and quarter, if there is one; nobody else makes one in the meantime."""
	wait_for_others_of_village(update)
	refuse_second_submitted(update)
	same = {"village": update.village, "year": update.year, "quarter": update.quarter, "docstatus": 0}
	return frappe.db.get_value(DOCTYPE, same)


def _rows(update: Document) -> list[Row]:
	"""Last quarter's rows of producers that are still active, then the products of those it doesn't have."""
	active = _active_producers(update.village)
	last = _rows_of_last_update(update.village, quarter_of(update))
	rows = [row for row in last if row["producer"] in active]
	had = {row["producer"] for row in last}
	known = known_products(set(active) - had)
	for producer in active:
		rows += [_row(producer, product, "New" if had else "Unchanged") for product in known[producer].values()]
	return rows


def _active_producers(village: str) -> dict[str, str]:
	"""The village's active producers that the session's user may see: their names by ID, in the names' order."""
	table = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(table).select(table.name, table.producer_name).orderby(table.producer_name, table.name)
	query = query.where((table.village == village) & (table.status == "Active"))
	return dict(apply_scope(query, "Producer").run())


def _rows_of_last_update(village: str, quarter: Quarter) -> list[Row]:
	"""The rows of the latest submitted update before a quarter, without what was stopped by then."""
	last = _last_update(village, quarter)
	if not last:
		return []
	table = frappe.qb.DocType(f"{DOCTYPE} Row")
	query = frappe.qb.from_(table).select(table.producer, table.product, *(table[field] for field in TOLD))
	query = query.where((table.parent == last) & (table.parenttype == DOCTYPE) & (table.change != "Stopped"))
	return [_row(row.producer, row, "Unchanged") for row in query.orderby(table.idx).run(as_dict=True)]


def _last_update(village: str, quarter: Quarter) -> str | None:
	table = frappe.qb.DocType(DOCTYPE)
	earlier_in_year = (table.year == quarter.year) & table.quarter.isin(NUMBERS[: quarter.number - 1] or [""])
	query = frappe.qb.from_(table).select(table.name).where((table.village == village) & (table.docstatus == 1))
	query = query.where((table.year < quarter.year) | earlier_in_year)
	found = query.orderby(table.year, table.quarter, order=frappe.qb.desc).limit(1).run(pluck=True)
	return found[0] if found else None


def _row(producer: str, known: Row, change: str) -> Row:
	told = {field: known[field] for field in TOLD}
	return {"producer": producer, "product": known["product"], **told, "change": change, "confirmed": 0}

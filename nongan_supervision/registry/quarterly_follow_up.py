"""What a submitted quarterly update does to the producers of its village."""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.registry.quarterly_updates import DOCTYPE, TOLD, differs, quarter_of
from nongan_supervision.registry.quarters import NUMBERS, Quarter


def update_producers(update: Document) -> None:
	"""Bring the producers' products to what the update says, unless a later quarter's was submitted before it."""
	if later := later_update(update.village, quarter_of(update)):
		frappe.msgprint(
			_("The producers' products stay as they are: {0}, of a later quarter, was submitted before.").format(later),
			alert=True,
			indicator="blue",
		)
		return
	rows_of: dict[str, list[Document]] = defaultdict(list)
	for row in update.rows:
		rows_of[row.producer].append(row)
	for producer, rows in rows_of.items():
		doc = frappe.get_doc("Producer", producer)
		if apply_rows(doc, rows):
			doc.save()


def apply_rows(producer: Document, rows: list[Document]) -> bool:
	"""Change a producer's products to what the rows say, and return whether anything changed."""
	changed = False
	for row in rows:
		product = next((one for one in producer.products if one.product == row.product), None)
		if row.change == "Stopped":
			if product:
				producer.remove(product)
				changed = True
		elif product is None:
			producer.append("products", {"product": row.product, **{field: row.get(field) for field in TOLD}})
			changed = True
		elif differs(row, product):
			product.update({field: row.get(field) for field in TOLD})
			changed = True
	return changed


def later_update(village: str, quarter: Quarter) -> str | None:
	"""Return the latest submitted update of a village that is of a later quarter, if there is one."""
	table = frappe.qb.DocType(DOCTYPE)
	later_in_year = (table.year == quarter.year) & table.quarter.isin(NUMBERS[quarter.number :] or [""])
	query = frappe.qb.from_(table).select(table.name).where((table.village == village) & (table.docstatus == 1))
	query = query.where((table.year > quarter.year) | later_in_year)
	found = query.orderby(table.year, table.quarter, order=frappe.qb.desc).limit(1).run(pluck=True)
	return found[0] if found else None


def say_what_stays(update: Document) -> None:
	"""Say that cancelling takes nothing back: what producers grow is known from no other document."""
	frappe.msgprint(
		_("The producers' products stay as this update has set them. Amend it, or correct the producers."),
		alert=True,
		indicator="blue",
	)

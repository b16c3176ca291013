"""A checklist of one year carried over to another."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

CARRIED_FIELDS = (
	"clause",
	"item_no",
	"sort_order",
	"task_category",
	"requirement",
	"indicator",
	"comparison",
	"target",
	"unit",
)


class CarryOverError(frappe.ValidationError):
	"""A checklist cannot be carried over to this year."""


def carry_over(checklist: str, year: int) -> str:
	"""Copy a checklist with its items, targets and departments to a later year, and return the new name.

	Due dates move by the difference of the years; what was reported by hand stays behind. The session's user
	needs the permission to create checklists.

	:raises CarryOverError: the year is not later, or has a checklist in this town already.
	"""
	source = frappe.get_doc("Responsibility Checklist", checklist)
	source.check_permission("write")
	frappe.has_permission("Responsibility Checklist", "create", throw=True)
	year = cint(year)
	_check_year(source, year)
	target = _copy_checklist(source, year)
	_copy_items(source, target)
	return target.name


def _check_year(source: Document, year: int) -> None:
	if year <= source.year:
		frappe.throw(
			_("{0} is not later than {1}, the year of this checklist.").format(year, source.year),
			CarryOverError,
		)
	if frappe.db.exists("Responsibility Checklist", {"town": source.town, "year": year}):
		frappe.throw(_("{0} has a checklist of {1} already. Edit that one.").format(source.town, year), CarryOverError)


def _copy_checklist(source: Document, year: int) -> Document:
	return frappe.get_doc(
		{
			"doctype": "Responsibility Checklist",
			"town": source.town,
			"year": year,
			"title": source.title.replace(str(source.year), str(year)),
			"status": "Draft",
			"carried_over_from": source.name,
		}
	).insert()


def _copy_items(source: Document, target: Document) -> None:
	"""Copy the rows first, then the further targets that are part of them."""
	names = {}
	for item in _items_rows_first(source):
		copy = frappe.new_doc("Checklist Item")
		copy.update({fieldname: item.get(fieldname) for fieldname in CARRIED_FIELDS})
		copy.checklist = target.name
		copy.part_of = names.get(item.part_of)
		copy.due_on = shift_years(item.due_on, target.year - source.year)
		for row in item.departments:
			copy.append("departments", {"department": row.department})
		names[item.name] = copy.insert().name


def _items_rows_first(source: Document) -> list[Document]:
	names = frappe.get_all("Checklist Item", {"checklist": source.name}, pluck="name", order_by="sort_order")
	items = [frappe.get_doc("Checklist Item", name) for name in names]
	return sorted(items, key=lambda item: bool(item.part_of))


def shift_years(date: datetime.date | str | None, years: int) -> datetime.date | None:
	"""Return the same day some years later; 29 February becomes 28 where there is none."""
	if not date:
		return None
	date = getdate(date)
	try:
		return date.replace(year=date.year + years)
	except ValueError:
		return date.replace(year=date.year + years, day=28)

"""Rules of a responsibility checklist and its items."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ChecklistError(frappe.ValidationError):
	"""A rule of the checklist is broken."""


class DuplicateChecklistError(ChecklistError):
	"""The town has a checklist of this year already."""


class InvalidYearError(ChecklistError):
	"""The year is not a calendar year of this century."""


class InvalidItemError(ChecklistError):
	"""An item's number, row or departments do not fit."""


def refuse_second_checklist(checklist: Document) -> None:
	"""Refuse a second checklist of the same town and year."""
	if frappe.db.exists("Responsibility Checklist", {"town": checklist.town, "year": checklist.year}):
		frappe.throw(
			_("{0} has a checklist of {1} already. Edit that one.").format(checklist.town, checklist.year),
			DuplicateChecklistError,
		)


def check_year(checklist: Document) -> None:
	"""Refuse what cannot be a year."""
	if not FIRST_YEAR <= cint(checklist.year) <= LAST_YEAR:
		frappe.throw(
			_("{0} is not a year. Enter four digits, for example 2022.").format(checklist.year),
			InvalidYearError,
		)


def follow_checklist(item: Document) -> None:
	"""Set year and town: those of the checklist, whatever was sent."""
	item.year, item.town = frappe.db.get_value("Responsibility Checklist", item.checklist, ["year", "town"]) or (
		None,
		None,
	)


def check_item_number(item: Document) -> None:
	"""Refuse an item number that does not begin with its clause, such as A3b under A3."""
	if not (item.item_no or "").startswith(item.clause or ""):
		frappe.throw(
			_("Item number {0} does not begin with its clause {1}.").format(item.item_no, item.clause),
			InvalidItemError,
		)


def check_part_of(item: Document) -> None:
	"""Refuse a further target whose row is another checklist's, or itself a further target."""
	if not item.part_of:
		return
	row = frappe.db.get_value("Checklist Item", item.part_of, ["checklist", "part_of"], as_dict=True)
	if row and (row.checklist != item.checklist or row.part_of or item.part_of == item.name):
		frappe.throw(
			_("{0} is not a row of this checklist, so nothing can be part of it.").format(item.part_of),
			InvalidItemError,
		)


def check_departments(item: Document) -> None:
	"""Refuse a department that is listed twice."""
	departments = [row.department for row in item.get("departments") or []]
	for department in departments:
		if departments.count(department) > 1:
			frappe.throw(_("{0} is listed twice.").format(department), InvalidItemError)

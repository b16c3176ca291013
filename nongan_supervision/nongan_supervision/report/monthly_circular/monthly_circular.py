"""The circular of a month's findings (通报), for the joint meeting: on the screen as a list, on paper as a circular.

Limited in the queries to what the session's user may see; a user named in the request changes nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from nongan_supervision.checklist.measurement import Place
from nongan_supervision.papers.circular import Month, Row, sections
from nongan_supervision.production.ledgers import to_the_left
from nongan_supervision.registry.asked import asked_of


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list]:
	"""Columns, and the lines of the circular."""
	month = ask(asked_of(filters), today=getdate(nowdate()))
	return to_the_left(get_columns()), sections(month)


def ask(filters: frappe._dict, today: datetime.date) -> Month:
	"""The month that the filters ask for: the present one, unless they name another.

	:raises frappe.ValidationError: there is no such month.
	"""
	year, month = cint(filters.year) or today.year, cint(filters.month) or today.month
	if not (1 <= month <= 12 and 2000 <= year <= 2999):
		frappe.throw(_("There is no month {0} of the year {1}. Choose a month from 1 to 12.").format(month, year))
	return Month(datetime.date(year, month, 1), today, Place(filters.town or None, filters.village or None))


def get_columns() -> list[Row]:
	"""The columns; sections twice: for reading in English, and in the user's language."""
	return [
		{"fieldname": "section", "label": _("Section", context="Circular"), "fieldtype": "Data", "hidden": 1},
		_data("section_label", _("Section", context="Circular"), 150),
		_data("subject", _("Subject", context="Circular"), 170),
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Link", "options": "Village", "width": 80},
		_data("product", _("Product"), 90),
		{"fieldname": "happened_on", "label": _("Date"), "fieldtype": "Date", "width": 110},
		_data("finding", _("Finding", context="Circular"), 200),
		_data("state", _("State"), 90),
		_data("still_to_do", _("Still to Do"), 200),
		{"fieldname": "reference_doctype", "label": _("Document Type"), "fieldtype": "Data", "hidden": 1},
		{
			"fieldname": "reference_name",
			"label": _("Document", context="Circular"),
			"fieldtype": "Dynamic Link",
			"options": "reference_doctype",
			"width": 150,
		},
	]


def _data(fieldname: str, label: str, width: int) -> Row:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}

"""What a report is asked for and a page has sent, as anybody may send it, made into texts, numbers and days.

The Desk sends what its filters hold; a request of one's own may hold anything. What can't be meant is refused here, by
its name, before a query or a date stumbles over it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from nongan_supervision.registry.untold import untold

LONGEST = 200
"""Characters: names have 140 at most, and a certificate's code with the address around it has fewer."""

LARGEST = 10**15
"""Numbers beyond it are nobody's; databases refuse them in ways of their own."""

FIRST_YEAR, LAST_YEAR = 1900, 2999

YEAR = "year"
NUMBERS = ("month", "restricted_only")
"""Filters that are numbers; any other number is a name that was sent as one."""

DAYS = ("from_date", "to_date", "as_on")


class NotAskableError(frappe.ValidationError):
	"""A filter or a field holds what it can't: a list, a day that is not in the calendar, a text without an end."""


class NotReadableError(frappe.ValidationError):
	"""What a page has sent is not what that page sends."""


def asked_of(filters: Any) -> frappe._dict:
	"""Return a report's filters by name: days as dates, the year as a number, all else as it came.

	:raises NotAskableError: one of them can't be meant; the message names it.
	"""
	if not isinstance(filters, Mapping | None):
		frappe.throw(_("The filters must be given by name."), NotAskableError)
	return frappe._dict({name: _read(name, value) for name, value in (filters or {}).items()})


def values_of(sent: Any) -> dict[str, Any]:
	"""Return the values that a form has sent, as JSON or read already: texts and numbers by name.

	:raises NotReadableError: it is something else.
	"""
	values = document_of(sent)
	if any(not _is_scalar(value) for value in values.values()):
		_refuse_as_unreadable()
	return values


def document_of(sent: Any) -> dict[str, Any]:
	"""Return a document as a form has sent it, as JSON or read already.

	:raises NotReadableError: it is something else.
	"""
	return _read_as(dict, sent)


def rows_of(sent: Any) -> list[dict[str, Any]]:
	"""Return the rows of a table as a form has sent them, as JSON or read already.

	:raises NotReadableError: they are something else.
	"""
	rows = _read_as(list, sent)
	if any(not isinstance(row, dict) or not all(map(_is_scalar, row.values())) for row in rows):
		_refuse_as_unreadable()
	return rows


def day_of(name: str, value: Any) -> datetime.date:
	"""Return a day of a filter or a field, by the name of that.

	:raises NotAskableError: it is none that can be meant.
	"""
	day = None  # what the framework says of it does not name the filter
	with untold(), suppress(frappe.ValidationError, TypeError, ValueError, OverflowError):
		day = getdate(value)
	if not isinstance(day, datetime.date) or not FIRST_YEAR <= day.year <= LAST_YEAR:
		_refuse(name, _("Choose the day from the calendar."))
	return day


def refuse_missing(name: str) -> NoReturn:
	"""Refuse a request without what it needs.

	:raises NotAskableError: always.
	"""
	frappe.throw(_("“{0}” ({1}) is missing.").format(_label(name), escape_html(name)), NotAskableError)


def refuse_misread(name: str) -> NoReturn:
	"""Refuse a request with something that can't be read as what it stands for.

	:raises NotAskableError: always.
	"""
	frappe.throw(
		_("“{0}” ({1}) can't be read as it was sent.").format(_label(name), escape_html(name)), NotAskableError
	)


def _read_as(kind: type, sent: Any) -> Any:
	try:
		read = frappe.parse_json(sent)
	except ValueError:  # which all readers of JSON raise
		read = None
	return read if isinstance(read, kind) else _refuse_as_unreadable()


def _is_scalar(value: Any) -> bool:
	return value is None or isinstance(value, str) or (isinstance(value, int | float) and abs(value) < LARGEST)


def _refuse_as_unreadable() -> NoReturn:
	frappe.throw(_("What was sent can't be read. Reload the page, then try again."), NotReadableError)


def _read(name: str, value: Any) -> Any:
	if value is None or value == "":
		return value
	if not _is_plain(value):
		_refuse(name, _("Choose one value for it, or leave it empty."))
	if name == YEAR:
		return _year(name, value)
	if name in DAYS:
		return day_of(name, value)
	return value if name in NUMBERS or isinstance(value, str) else str(value)


def _is_plain(value: Any) -> bool:
	if isinstance(value, str):
		return len(value) <= LONGEST and not any("\ud800" <= character <= "\udfff" for character in value)
	if isinstance(value, int | float):
		return abs(value) < LARGEST  # which no "not a number" is
	return isinstance(value, datetime.date)


def _year(name: str, value: Any) -> int:
	try:
		year = int(value)
	except (TypeError, ValueError):
		year = -1
	if year and not FIRST_YEAR <= year <= LAST_YEAR:
		_refuse(name, _("Enter a year with four digits, such as {0}.").format(getdate().year))
	return year


def _refuse(name: str, what_next: str) -> None:
	frappe.throw(_("“{0}” can't be used like this. {1}").format(_label(name), what_next), NotAskableError)


def _label(name: str) -> str:
	return escape_html(_(frappe.unscrub(name[:LONGEST])))

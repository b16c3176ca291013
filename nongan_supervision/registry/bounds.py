"""What a date or a number may be at all, whatever document it stands in: a slip of the hand is refused by its name.

Days are those that a town's records of food safety can be about, numbers those that a town can have. What a rule of
the work says of a field (no certificate of tomorrow, no negative amount) stands in the package of that work.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_years, cstr, escape_html, get_datetime, getdate

FIRST_DAY = datetime.date(2000, 1, 1)
YEARS_AHEAD = 5
LAST_COMPUTED_DAY = datetime.date(2099, 12, 31)
"""Of days that a rule computes, and that are computed anew whatever is sent."""

LARGEST_AMOUNT = 1_000_000_000
"""Of what is weighed, measured or paid, in the field's own unit."""

LARGEST_COUNT = 1_000_000
"""Of what is counted: slips, producers, inhabitants."""

LARGEST_INT = 2**31 - 1
"""What the column of a whole number holds."""

MOST_INTERVAL_DAYS = 1_000
MOST_EXTENSION_DAYS = 365
MOST_SETTING_DAYS = 3_650
MOST_REMINDER_DAYS = 90
MOST_POINTS = 100


class Range(NamedTuple):
	"""The smallest and the largest number that a field may have."""

	low: float
	high: float


AMOUNT = Range(-LARGEST_AMOUNT, LARGEST_AMOUNT)
COUNT = Range(-LARGEST_COUNT, LARGEST_COUNT)
INTEGER = Range(-LARGEST_INT, LARGEST_INT)
POINTS = Range(-MOST_POINTS, MOST_POINTS)
YEARS = Range(FIRST_DAY.year, LAST_COMPUTED_DAY.year)
INTERVAL_DAYS = Range(0, MOST_INTERVAL_DAYS)
SETTING_DAYS = Range(0, MOST_SETTING_DAYS)
REMINDER_DAYS = Range(0, MOST_REMINDER_DAYS)
HOUR = Range(0, 23)

BY_TYPE = {"Int": COUNT, "Float": AMOUNT, "Currency": AMOUNT, "Percent": AMOUNT}
"""What holds for a number that `BY_NAME` doesn't name."""

BY_NAME: dict[str | tuple[str, str], Range] = {
	"year": YEARS,
	"current_year": YEARS,
	("Responsibility Checklist", "year"): INTEGER,  # of which century it is, its rule says
	"latitude": Range(-90, 90),
	"longitude": Range(-180, 180),
	"points": POINTS,
	"days": Range(0, MOST_EXTENSION_DAYS),
	"safety_interval_days": INTERVAL_DAYS,
	"certificate_count": INTEGER,  # how many one document may have, its rule says
	"escalation_days": SETTING_DAYS,
	"quarterly_update_grace_days": SETTING_DAYS,
	"certificate_test_validity_days": SETTING_DAYS,
	"certificate_record_months": SETTING_DAYS,
	"portal_entry_days": SETTING_DAYS,
	"credit_period_months": SETTING_DAYS,
	"clue_check_days": SETTING_DAYS,
	"case_decision_days": SETTING_DAYS,
	"referral_head_days": SETTING_DAYS,
	"referral_transfer_hours": SETTING_DAYS,
	"police_decision_days": SETTING_DAYS,
	"reconsideration_days": SETTING_DAYS,
	"notice_reply_days": SETTING_DAYS,
	"reminder_hour": HOUR,
	("Reminder Lead Time", "days_before"): REMINDER_DAYS,
	("Reminder Lead Time", "repeat_days"): REMINDER_DAYS,
}
"""Fieldname → what it may be in any DocType; or in the one that is named with it."""

DAYS = ("Date", "Datetime")

JUDGED_BY_THEIR_RULE = frozenset({("Residue Test Result", "measured_value"), ("Residue Test Result", "limit_value")})
"""Fields of which their rule says more, with the substance: see monitoring/residue_tests.py."""

SHOWN = 40
"""Characters of a refused value that a message repeats."""


class OutOfBoundsError(frappe.ValidationError):
	"""A date or a number can't be right, or is none."""


def refuse_out_of_bounds(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` and ``before_update_after_submit`` of the app's DocTypes.

	:raises OutOfBoundsError: a day or a number of the document, or of a row of it, can't be right.
	"""
	if fault := next(FieldBounds(doc.doctype).faults(doc), None):
		frappe.throw(fault, OutOfBoundsError)


def last_day(today: datetime.date | None = None) -> datetime.date:
	"""Return the last day that anything can be dated."""
	return getdate(add_years(today or getdate(), YEARS_AHEAD))


class FieldBounds:
	"""The days and numbers of one DocType and of its child tables, and what they may be."""

	def __init__(self, doctype: str, today: datetime.date | None = None):
		self._doctype = doctype
		self._last_day = last_day(today)
		meta = frappe.get_meta(doctype)
		self._days = [field for field in meta.fields if field.fieldtype in DAYS]
		self._numbers = [
			(field, self._range_of(field))
			for field in meta.fields
			if field.fieldtype in BY_TYPE and (doctype, field.fieldname) not in JUDGED_BY_THEIR_RULE
		]
		self._rows = {field.fieldname: FieldBounds(field.options, today) for field in meta.get_table_fields()}

	def faults(self, doc: Document) -> Iterator[str]:
		"""What is wrong with the document's days and numbers; a day that can be read is put in its one form."""
		row = doc.idx if doc.meta.istable else None
		for field in self._days:
			if (value := doc.get(field.fieldname)) not in (None, ""):
				day = day_of(value)
				last = LAST_COMPUTED_DAY if field.read_only else self._last_day
				if fault := _fault_of_day(day, last):
					yield fault.format(self._label(field, row), _shown(value), FIRST_DAY, last)
				elif field.fieldtype == "Date" and isinstance(value, str):
					doc.set(field.fieldname, str(day))
		for field, bounds in self._numbers:
			if (value := doc.get(field.fieldname)) and (fault := _fault_of_number(value, bounds)):
				low, high = (f"{bound:,.0f}" for bound in bounds)
				yield fault.format(self._label(field, row), _shown(value), low, high)
		for table, of_rows in self._rows.items():
			for child in doc.get(table) or ():
				yield from of_rows.faults(child)

	def _range_of(self, field) -> Range:
		if field.read_only and field.fieldtype == "Int":
			return INTEGER  # computed anew whatever is sent
		named = BY_NAME.get((self._doctype, field.fieldname)) or BY_NAME.get(field.fieldname)
		return named or BY_TYPE[field.fieldtype]

	def _label(self, field, row: int | None) -> str:
		label = _(field.label or field.fieldname, context=self._doctype)
		return _("Row {0}, {1}").format(row, label) if row else label


def day_of(value: object) -> datetime.date | None:
	"""Return the day of a date, a moment, or a text of one in ISO form; None for whatever is none."""
	if isinstance(value, datetime.datetime):
		return value.date()
	if isinstance(value, datetime.date):
		return value
	if not isinstance(value, str):
		return None
	text = value.strip()
	with suppress(ValueError):
		if not text[10:] or text[10] in " T":
			return datetime.date.fromisoformat(text[:10])
	with suppress(Exception):  # the framework's parser has a different one for each text that it can't read
		moment = get_datetime(text)
		return moment.date() if moment else None
	return None


def _fault_of_day(day: datetime.date | None, last: datetime.date) -> str | None:
	if day is None:
		return _("{0} can't be {1}: that is no day. Write it as 2022-07-01.")
	if not FIRST_DAY <= day <= last:
		return _("{0} can't be {1}: enter a day from {2} to {3}.")
	return None


def _fault_of_number(value: object, bounds: Range) -> str | None:
	number = number_of(value)
	if number is None:
		return _("{0} can't be {1}: that is no number.")
	if not bounds.low <= number <= bounds.high:
		return _("{0} can't be {1}: enter a number from {2} to {3}.")
	return None


def number_of(value: object) -> float | None:
	"""Return a finite number, also of a text with thousands set off by commas; None for whatever is none."""
	try:
		number = float(value.replace(",", "")) if isinstance(value, str) else float(value)
	except (TypeError, ValueError, OverflowError):
		return None
	return number if math.isfinite(number) else None


def _shown(value: object) -> str:
	return escape_html(cstr(value)[:SHOWN])

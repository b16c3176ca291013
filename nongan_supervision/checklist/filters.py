"""An indicator's filters: JSON in the form of a Number Card's, and the query's conditions that they make.

Each filter is ``[DocType, field, operator, value]``, of the counted DocType or of one of its tables. The
conditions match what a list with the same filters shows, empty values included, on every database, so that
a figure and the list behind it count the same documents.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from types import NoneType
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import cstr, flt, get_timespan_date_range, getdate
from pypika import Table
from pypika.terms import Criterion, Term

from nongan_supervision.checklist.fields import (
	DATE_TYPES,
	NUMBER_TYPES,
	InvalidDefinitionError,
	field_type,
	require_field,
)
from nongan_supervision.registry.asked import LARGEST

EARLIEST = "0001-01-01"
"""What the framework's lists take an empty date for."""

MOST_CONDITIONS = 50
MOST_VALUES = 500
LONGEST_VALUE = 10_000
"""More of them nobody writes by hand, and a database takes long over them or fails."""

SHOWN = 200
"""How many characters of filters a message repeats."""


class FilterFormatError(InvalidDefinitionError):
	"""Filters are not a list of [document type, field, operator, value]."""


class UnknownOperatorError(InvalidDefinitionError):
	"""A filter compares in a way that indicators do not know."""


class Filter(NamedTuple):
	"""One condition on a field of the counted DocType or of one of its tables; of several values, a tuple."""

	doctype: str
	fieldname: str
	operator: str
	value: Any

	def as_list(self) -> list[Any]:
		"""The filter as lists and Number Cards write it."""
		value = list(self.value) if isinstance(self.value, tuple) else self.value
		return [self.doctype, self.fieldname, self.operator, value]


def parse_filters(doctype: str, filters: str | list | None) -> list[Filter]:
	"""The filters that were written as JSON for documents of `doctype`.

	:raises FilterFormatError: they are not of the form of a Number Card's.
	:raises UnknownFieldError: a field does not exist.
	:raises UnknownOperatorError: an operator is not among those of `OPERATORS`.
	"""
	try:
		parsed = _from_json(filters or "[]") if isinstance(filters, str | None) else filters
	except (ValueError, RecursionError):
		frappe.throw(_("The filters are not valid JSON: {0}").format(cstr(filters)[:SHOWN]), FilterFormatError)
	if not isinstance(parsed, list):
		frappe.throw(_("The filters must be a list."), FilterFormatError)
	if len(parsed) > MOST_CONDITIONS:
		frappe.throw(_("An indicator has {0} filters at most.").format(MOST_CONDITIONS), FilterFormatError)
	return [_parse(doctype, condition) for condition in parsed]


def check_filters(doctype: str, filters: str | list | None) -> None:
	"""Refuse filters by which nothing could be counted.

	:raises FilterFormatError: also where a field can't be compared with what it is compared with.
	:raises InvalidDefinitionError: see `parse_filters`.
	"""
	for condition in parse_filters(doctype, filters):
		try:
			criterion_of(condition, doctype)
		except Exception:
			frappe.throw(
				_("{0} cannot be compared in this way: {1} {2}").format(
					condition.fieldname, condition.operator, cstr(condition.value)[:SHOWN]
				),
				FilterFormatError,
			)


def _from_json(filters: str) -> Any:
	def refuse(constant: str) -> None:
		raise ValueError(constant)

	return json.loads(filters, parse_constant=refuse)


def _parse(doctype: str, condition: Any) -> Filter:
	# Number Card writes a fifth element, "hidden", which says nothing about the documents
	if not isinstance(condition, list) or len(condition) not in (4, 5):
		frappe.throw(
			_("A filter needs a document type, a field, an operator and a value: {0}").format(condition),
			FilterFormatError,
		)
	filtered, fieldname, operator, value = condition[:4]
	values = value if isinstance(value, list | tuple) else [value]
	if not isinstance(fieldname, str) or len(values) > MOST_VALUES or not all(map(_is_plain, values)):
		frappe.throw(
			_("A filter compares a field with a value or with several: {0}").format(cstr(condition)[:SHOWN]),
			FilterFormatError,
		)
	if filtered != doctype and filtered not in _child_tables(doctype):
		frappe.throw(_("{0} is neither {1} nor one of its tables.").format(filtered, _(doctype)), FilterFormatError)
	require_field(filtered, fieldname)
	if cstr(operator).lower() not in OPERATORS:
		frappe.throw(_("Indicators cannot compare with {0}.").format(operator), UnknownOperatorError)
	return Filter(filtered, fieldname, operator.lower(), tuple(value) if isinstance(value, list) else value)


def _is_plain(value: Any) -> bool:
	"""Whether a field can be compared with a value: a text, a day, a number that databases take, or nothing."""
	if isinstance(value, str):
		return len(value) <= LONGEST_VALUE and not any(unicodedata.category(one) == "Cs" for one in value)
	if isinstance(value, int | float):
		return abs(value) <= LARGEST
	return isinstance(value, date | NoneType)


def _child_tables(doctype: str) -> list[str]:
	return [field.options for field in frappe.get_meta(doctype).get_table_fields()]


def reads_the_clock(filters: Iterable[Filter]) -> bool:
	"""Whether which documents meet these filters depends on the day on which they are asked for."""
	return any(condition.operator == "timespan" for condition in filters)


def criterion_of(condition: Filter, doctype: str) -> Criterion:
	"""The filter as a condition on a query from `doctype`."""
	if condition.doctype == doctype:
		return _compare(frappe.qb.DocType(doctype), condition)
	child = frappe.qb.DocType(condition.doctype)
	rows = frappe.qb.from_(child).select(child.parent)
	rows = rows.where(child.parenttype == doctype).where(_compare(child, condition))
	return frappe.qb.DocType(doctype).name.isin(rows)


def _compare(table: Table, condition: Filter) -> Criterion:
	comparison = Comparison(
		table[condition.fieldname], field_type(condition.doctype, condition.fieldname), condition.value
	)
	return OPERATORS[condition.operator](comparison)


@dataclass(frozen=True)
class Comparison:
	"""A column, the type of its field, and what it is compared with."""

	column: Term
	fieldtype: str
	value: Any

	@property
	def is_number(self) -> bool:
		return self.fieldtype in NUMBER_TYPES

	@property
	def filled(self) -> Term:
		"""The column, empty values taken as lists take them; numbers are never empty."""
		if self.is_number:
			return self.column
		return Coalesce(self.column, EARLIEST if self.fieldtype in DATE_TYPES else "")

	@property
	def one(self) -> Any:
		return self._typed(self.value)

	@property
	def many(self) -> list[Any]:
		values = self.value.split(",") if isinstance(self.value, str) else self.value or [""]
		return [self._typed(value) for value in values]

	@property
	def span(self) -> tuple[str, str]:
		"""The first and the last of a span of dates: of a whole day where the field has hours."""
		first, last = (getdate(value) for value in self.value)
		if self.fieldtype != "Datetime":
			return str(first), str(last)
		return f"{first} 00:00:00", f"{last} 23:59:59.999999"

	def _typed(self, value: Any) -> Any:
		if self.is_number:
			return flt(value)
		return str(value) if isinstance(value, date) else cstr(value).strip()


def _equal(compared: Comparison) -> Criterion:
	return (compared.column if compared.one != "" else compared.filled) == compared.one


def _in(compared: Comparison) -> Criterion:
	return (compared.filled if "" in compared.many else compared.column).isin(compared.many)


def _between(compared: Comparison) -> Criterion:
	if compared.is_number:
		first, last = compared.many
		return compared.column.between(first, last)
	return compared.column.between(*compared.span)


def _timespan(compared: Comparison) -> Criterion:
	span = get_timespan_date_range(cstr(compared.value).lower())
	return _between(Comparison(compared.column, compared.fieldtype, span))


def _is(compared: Comparison) -> Criterion:
	empty = 0 if compared.is_number else EARLIEST if compared.fieldtype in DATE_TYPES else ""
	return compared.filled != empty if compared.value == "set" else compared.filled == empty


OPERATORS: dict[str, Callable[[Comparison], Criterion]] = {
	"=": _equal,
	"!=": lambda compared: compared.filled != compared.one,
	">": lambda compared: compared.column > compared.one,
	">=": lambda compared: compared.column >= compared.one,
	"<": lambda compared: compared.filled < compared.one,
	"<=": lambda compared: compared.filled <= compared.one,
	"like": lambda compared: compared.column.like(cstr(compared.value)),
	"not like": lambda compared: compared.filled.not_like(cstr(compared.value)),
	"in": _in,
	"not in": lambda compared: compared.filled.notin(compared.many),
	"between": _between,
	"timespan": _timespan,
	"is": _is,
}
"""What a filter may compare with: the operators that the Desk's filter editor offers for plain fields."""

"""The figures of several indicators in one statement, in which each table is read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt
from pypika import Case
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from nongan_supervision.checklist.fields import NUMBER_TYPES, require_field
from nongan_supervision.checklist.filters import Filter, criterion_of

if TYPE_CHECKING:
	from nongan_supervision.checklist.measures import Measurer

TOGETHER = ("Count", "Sum", "Per 1000 Inhabitants", "Ratio")
"""Measures that count or sum up documents by their filters, and nothing else."""

Filters = tuple[Filter, ...]


class Key(NamedTuple):
	"""What tells one figure from another: of which documents it is, and of which field the sum, if it is one."""

	doctype: str
	filters: Filters
	value_field: str | None


class Table(NamedTuple):
	"""Documents of which figures are read together: those that meet the filters that all of the figures share."""

	doctype: str
	shared: Filters


class Part(NamedTuple):
	"""One figure: of the documents that meet `own` filters besides those that it shares with others."""

	own: Filters
	value_field: str | None


class Row(NamedTuple):
	"""The figures of a table, and the query that has one row of them."""

	keys: list[Key]
	query: QueryBuilder


def summed_field(indicator: frappe._dict) -> str | None:
	"""The field that an indicator's measure sums up; None where documents are counted."""
	return indicator.value_field if indicator.measure in ("Sum", "Per 1000 Inhabitants") else None


def value_of(doctype: str, value_field: str | None) -> Term:
	"""What is selected for a figure: the number of documents, or the sum of a field.

	:raises InvalidDefinitionError: there is no such field, or it holds no numbers.
	"""
	if value_field:
		require_field(doctype, value_field, NUMBER_TYPES)
	return Sum(frappe.qb.DocType(doctype)[value_field]) if value_field else Count("*")


def count_together(measurer: Measurer, indicators: Iterable[frappe._dict]) -> dict[Key, float]:
	"""Return figures by their keys: what all these indicators ask for.

	Whatever fails is left out: it is asked for by itself then, and says itself what is wrong.

	:param measurer: the `Measurer` whose period, place and user the figures are of.
	"""
	tables: dict[Table, set[Part]] = defaultdict(set)
	for indicator in indicators:
		for source in _sources(measurer, indicator):
			if found := measurer.attempted(_part_of, measurer, *source):
				table, part = found
				tables[table].add(part)
	asked = (measurer.attempted(_row_of, measurer, table, list(parts)) for table, parts in tables.items())
	rows = [row for row in asked if row]
	figures = measurer.attempted(_read, rows)
	if figures is None:
		figures = {}
		for row in rows:
			figures |= measurer.attempted(_read, [row]) or {}
	return figures


def _sources(measurer: Measurer, indicator: frappe._dict) -> Iterator[tuple[str, str | None, str | None, str | None]]:
	"""What an indicator asks for: of which DocType, by which filters and date, and of which field the sum."""
	if indicator.measure not in TOGETHER:
		return
	yield indicator.source_doctype, indicator.filters, indicator.date_field, summed_field(indicator)
	if indicator.measure == "Ratio":
		date_field = measurer.denominator_date_field(indicator)
		yield indicator.denominator_doctype, indicator.denominator_filters, date_field, None


def _part_of(
	measurer: Measurer, doctype: str, filters: str | None, date_field: str | None, value_field: str | None
) -> tuple[Table, Part]:
	own = measurer.own_filters(doctype, filters)
	return Table(doctype, measurer.shared_filters(doctype, date_field)), Part(own, value_field)


def _row_of(measurer: Measurer, table: Table, parts: list[Part]) -> Row:
	doctype, shared = table
	first, *others = [_select(doctype, part).as_(f"figure_{number}") for number, part in enumerate(parts)]
	keys = [Key(doctype, (*part.own, *shared), part.value_field) for part in parts]
	return Row(keys, measurer.query(doctype, first, shared).select(*others))


def _read(rows: list[Row]) -> dict[Key, float]:
	"""Read all figures as one row: each table's are one, and these stand side by side."""
	if not rows:
		return {}
	query, keys = frappe.qb, []
	for place, row in enumerate(rows):
		query = query.from_(row.query.as_(f"table_{place}"))
		keys += row.keys
	return dict(zip(keys, map(flt, query.select("*").run()[0]), strict=True))


def _select(doctype: str, part: Part) -> Term:
	value = value_of(doctype, part.value_field)
	if not part.own:
		return value
	is_counted = Criterion.all([criterion_of(each, doctype) for each in part.own])
	if not part.value_field:
		return Sum(is_counted)
	return Sum(Case().when(is_counted, frappe.qb.DocType(doctype)[part.value_field]).else_(0))

"""Figures of one table in one statement: what several indicators count of the same documents is read once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import flt
from pypika import Case
from pypika.terms import Criterion, Term

from nongan_supervision.checklist.filters import Filter, criterion_of, parse_filters

if TYPE_CHECKING:
	from nongan_supervision.checklist.measures import Measurer

TOGETHER = ("Count", "Sum", "Per 1000 Inhabitants", "Ratio")
"""Measures that count or sum up documents by their filters, and nothing else."""

Filters = tuple[Filter, ...]
Key = tuple[str, str, str]


class Part(NamedTuple):
	"""One figure: of the documents that meet `own` filters besides those that it shares with others."""

	key: Key
	own: Filters
	value_field: str | None


def key_of(doctype: str, value: Term, filters: Iterable[Filter]) -> Key:
	"""What tells one figure from another."""
	return doctype, value.get_sql(), json.dumps([each.as_list() for each in filters], default=str)


def value_of(doctype: str, value_field: str | None) -> Term:
	"""What is selected for a figure: the number of documents, or the sum of a field."""
	return Sum(frappe.qb.DocType(doctype)[value_field]) if value_field else Count("*")


def count_together(measurer: Measurer, indicators: Iterable[frappe._dict]) -> dict[Key, float]:
	"""Return figures by their keys, for every table of which more than one is asked for.

	Whatever fails is left out: it is asked for by itself then, and says itself what is wrong.

	:param measurer: the `Measurer` whose period, place and user the figures are of.
	"""
	tables: dict[tuple[str, str], dict[Key, Part]] = defaultdict(dict)
	shared: dict[tuple[str, str], Filters] = {}
	for indicator in indicators:
		for doctype, own, all_filters, value_field in _counted(measurer, indicator):
			common = all_filters[len(own) :]
			table = key_of(doctype, Count("*"), common)[::2]
			key = key_of(doctype, value_of(doctype, value_field), all_filters)
			tables[table][key] = Part(key, own, value_field)
			shared[table] = common
	figures: dict[Key, float] = {}
	for table, parts in tables.items():
		if len(parts) > 1:
			found = measurer.attempted(_read_once, measurer, table[0], shared[table], list(parts.values()))
			figures.update(found or {})
	return figures


def _counted(measurer: Measurer, indicator: frappe._dict) -> Iterator[tuple[str, Filters, Filters, str | None]]:
	"""What an indicator asks for: of which DocType, by its own filters, by all of them, and of which field the sum."""
	if indicator.measure not in TOGETHER:
		return
	doctype, written = indicator.source_doctype, indicator.filters
	filters = measurer.attempted(measurer.filters_of, doctype, written, indicator.date_field)
	if filters is not None:
		value_field = None if indicator.measure == "Ratio" else indicator.value_field
		yield doctype, filters[: len(parse_filters(doctype, written))], filters, value_field
	if indicator.measure == "Ratio":
		doctype, written = indicator.denominator_doctype, indicator.denominator_filters
		filters = measurer.attempted(measurer.denominator_filters, indicator)
		if filters is not None:
			yield doctype, filters[: len(parse_filters(doctype, written))], filters, None


def _read_once(measurer: Measurer, doctype: str, common: Filters, parts: list[Part]) -> dict[Key, float]:
	first, *others = [_select(doctype, part) for part in parts]
	query = measurer.query(doctype, first, common).select(*others)
	return {part.key: flt(value) for part, value in zip(parts, query.run()[0], strict=True)}


def _select(doctype: str, part: Part) -> Term:
	counted: Term | int = frappe.qb.DocType(doctype)[part.value_field] if part.value_field else 1
	if not part.own:
		return value_of(doctype, part.value_field)
	return Sum(Case().when(Criterion.all([criterion_of(each, doctype) for each in part.own]), counted).else_(0))

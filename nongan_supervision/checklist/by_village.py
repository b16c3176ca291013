"""The figures of indicators village by village: in one query for all villages wherever documents are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import signature

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import flt
from pypika.queries import QueryBuilder
from pypika.terms import Term

from nongan_supervision.checklist.filters import Filter, criterion_of
from nongan_supervision.checklist.measurement import NOT_BY_VILLAGE, Measurement, not_by_village, of_each
from nongan_supervision.checklist.measures import (
	Measurer,
	covering_column,
	is_of_today,
	populations,
	share,
	total_population,
)
from nongan_supervision.checklist.methods import ask_method, figure_of, method_of
from nongan_supervision.checklist.together import summed_field, value_of
from nongan_supervision.registry.places import place_field

Figures = dict[str, float]
Grouping = Callable[[Measurer, frappe._dict, list[str]], dict[str, Measurement]]


def measure_by_village(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	"""Return the indicator's figure of each village, or why it has none; nothing for an indicator that none can have.

	:param measurer: one of the whole town: its period, town and user are those of the figures.
	:param villages: villages of the town that its user may see.
	"""
	if not villages:
		return {}
	found = measurer.guarded(indicator, lambda: _grouping_of(indicator)(measurer, indicator, villages))
	if not isinstance(found, Measurement):
		return found
	return {} if found.problem == NOT_BY_VILLAGE else dict.fromkeys(villages, found)


def _grouping_of(indicator: frappe._dict) -> Grouping:
	"""How the indicator is counted for all villages at once, or else for one after the other."""
	if indicator.measure == "Built-in":
		return _built_in if "villages" in signature(method_of(indicator)).parameters else _one_by_one
	if indicator.measure == "Coverage" and indicator.source_doctype == indicator.denominator_doctype:
		return _one_by_one  # one query can't tell what covers from what is covered
	return GROUPED[indicator.measure]


def _one_by_one(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	found = {}
	for village in villages:
		found[village] = measurer.of_village(village).measure(indicator)
		if found[village].problem == NOT_BY_VILLAGE:
			return {}
	return found


def _built_in(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	answers = ask_method(method_of(indicator), measurer, indicator, villages=villages)
	return {village: figure_of(answers.get(village)) for village in villages}


def _totals(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	filters = measurer.filters_of(indicator.source_doctype, indicator.filters, indicator.date_field)
	figures = _grouped(measurer, indicator.source_doctype, filters, summed_field(indicator))
	return {village: _behind(indicator, filters, village, figures.get(village, 0.0)) for village in villages}


def _per_1000_inhabitants(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	totals, inhabitants = _totals(measurer, indicator, villages), populations(villages)

	def of(village: str) -> Measurement:
		found = totals[village]
		return replace(found, value=found.value / total_population({village: inhabitants.get(village, 0)}) * 1000)

	return of_each(villages, of)


def _ratios(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	filters = measurer.filters_of(indicator.source_doctype, indicator.filters, indicator.date_field)
	parts = _grouped(measurer, indicator.source_doctype, filters)
	wholes = _grouped(measurer, indicator.denominator_doctype, measurer.denominator_filters(indicator))
	return _shares(measurer, indicator, filters, parts, wholes, villages)


def _coverages(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	doctype, denominator = indicator.source_doctype, indicator.denominator_doctype
	filters = measurer.filters_of(doctype, indicator.filters, indicator.date_field)
	to_cover_filters = measurer.denominator_filters(indicator)
	wholes = _grouped(measurer, denominator, to_cover_filters)
	village, covered_by, to_cover = _village_of(doctype), covering_column(indicator), frappe.qb.DocType(denominator)
	conditions = [village == _village_of(denominator), *(criterion_of(each, denominator) for each in to_cover_filters)]
	query = measurer.query(doctype, Count(covered_by).distinct(), filters, *conditions)
	query = query.join(to_cover).on(to_cover.name == covered_by).select(village).groupby(village)
	return _shares(measurer, indicator, filters, _figures(query), wholes, villages)


def _shares(
	measurer: Measurer,
	indicator: frappe._dict,
	filters: tuple[Filter, ...],
	parts: Figures,
	wholes: Figures,
	villages: list[str],
) -> dict[str, Measurement]:
	dated_whole = measurer.denominator_date_field(indicator)

	def of(village: str) -> Measurement:
		of_village = _of_village(indicator, filters, village)
		return share(indicator, parts.get(village, 0.0), wholes.get(village, 0.0), of_village, dated_whole)

	return of_each(villages, of)


GROUPED: dict[str, Grouping] = {
	"Count": _totals,
	"Sum": _totals,
	"Per 1000 Inhabitants": _per_1000_inhabitants,
	"Ratio": _ratios,
	"Coverage": _coverages,
}


def _grouped(measurer: Measurer, doctype: str, filters: tuple[Filter, ...], value_field: str | None = None) -> Figures:
	village = _village_of(doctype)
	query = measurer.query(doctype, value_of(doctype, value_field), filters)
	return _figures(query.select(village).groupby(village))


def _village_of(doctype: str) -> Term:
	"""The column that says in which village a document stands.

	:raises Missing: there is none.
	"""
	field = place_field(doctype, "Village")
	if not field:
		raise not_by_village(doctype)
	return frappe.qb.DocType(doctype)[field]


def _figures(query: QueryBuilder) -> Figures:
	return {village: flt(figure) for figure, village in query.run() if village}


def _behind(indicator: frappe._dict, filters: tuple[Filter, ...], village: str, value: float) -> Measurement:
	behind = _of_village(indicator, filters, village)
	return Measurement(
		value, doctype=indicator.source_doctype, filters=behind, is_of_today=is_of_today(indicator, filters)
	)


def _of_village(indicator: frappe._dict, filters: tuple[Filter, ...], village: str) -> tuple[Filter, ...]:
	"""The filters of the documents behind a village's figure."""
	doctype = indicator.source_doctype
	return (*filters, Filter(doctype, place_field(doctype, "Village"), "=", village))

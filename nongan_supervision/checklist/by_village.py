"""The figures of indicators village by village: in one query for all villages wherever documents are counted."""

from __future__ import annotations

from dataclasses import replace

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import flt
from pypika.terms import Term

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.checklist.measurement import NOT_BY_VILLAGE, Measurement, not_by_village
from nongan_supervision.checklist.measures import Measurer, out_of, percentage, place_field
from nongan_supervision.checklist.together import value_of

Figures = dict[str, float]


def measure_by_village(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	"""Return the indicator's figure of each village, or why it has none; nothing for an indicator that none can have.

	:param measurer: one of the whole town: its period, town and user are those of the figures.
	:param villages: villages of the town that its user may see.
	"""
	if not villages:
		return {}
	grouped = GROUPED.get(indicator.measure)
	if not grouped:
		return _one_after_another(measurer, indicator, villages)
	found = measurer.guarded(indicator, lambda: grouped(measurer, indicator, villages))
	if not isinstance(found, Measurement):
		return found
	return {} if found.problem == NOT_BY_VILLAGE else dict.fromkeys(villages, found)


def _one_after_another(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	"""The figures of what no query can group: what an app counts by its own method, and coverage."""
	found = {}
	for village in villages:
		found[village] = measurer.of_village(village).measure(indicator)
		if found[village].problem == NOT_BY_VILLAGE:
			return {}
	return found


def _totals(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	filters = measurer.filters_of(indicator.source_doctype, indicator.filters, indicator.date_field)
	value_field = indicator.value_field if indicator.measure in SUMMED else None
	figures = _grouped(measurer, indicator.source_doctype, value_of(indicator.source_doctype, value_field), filters)
	return {village: _behind(indicator, filters, village, figures.get(village, 0.0)) for village in villages}


def _per_1000_inhabitants(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	totals = _totals(measurer, indicator, villages)

	def of(village: str) -> Measurement:
		found = totals[village]
		return replace(found, value=found.value / measurer.of_village(village).population() * 1000)

	return {village: measurer.guarded(indicator, lambda village=village: of(village)) for village in villages}


def _ratios(measurer: Measurer, indicator: frappe._dict, villages: list[str]) -> dict[str, Measurement]:
	filters = measurer.filters_of(indicator.source_doctype, indicator.filters, indicator.date_field)
	parts = _grouped(measurer, indicator.source_doctype, Count("*"), filters)
	wholes = _grouped(measurer, indicator.denominator_doctype, Count("*"), measurer.denominator_filters(indicator))

	def of(village: str) -> Measurement:
		part, whole = parts.get(village, 0.0), wholes.get(village, 0.0)
		found = _behind(indicator, filters, village, percentage(part, whole))
		return replace(found, explanation=out_of(part, whole))

	return {village: measurer.guarded(indicator, lambda village=village: of(village)) for village in villages}


SUMMED = ("Sum", "Per 1000 Inhabitants")
"""Measures that a value field says something to; one of another measure may still have it, from before a change."""

GROUPED = {"Count": _totals, "Sum": _totals, "Per 1000 Inhabitants": _per_1000_inhabitants, "Ratio": _ratios}


def _grouped(measurer: Measurer, doctype: str, value: Term, filters: tuple[Filter, ...]) -> Figures:
	field = place_field(doctype, "Village")
	if not field:
		raise not_by_village(doctype)
	column = frappe.qb.DocType(doctype)[field]
	rows = measurer.query(doctype, value, filters).select(column).groupby(column).run()
	return {village: flt(figure) for figure, village in rows if village}


def _behind(indicator: frappe._dict, filters: tuple[Filter, ...], village: str, value: float) -> Measurement:
	doctype = indicator.source_doctype
	of_village = Filter(doctype, place_field(doctype, "Village"), "=", village)
	return Measurement(value, doctype=doctype, filters=(*filters, of_village))

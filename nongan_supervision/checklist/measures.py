"""The actual figure of an indicator: one aggregate query, limited to what the asking user may see.

=====================  ===============================================================================
Count                  the documents that meet the filters
Sum                    of the value field, over those documents
Per 1000 Inhabitants   count (or sum, where a value field is named) for each 1,000 of the population
Ratio                  documents that meet the filters, as a percentage of the denominator's documents
Coverage               denominator's documents that a document's value field names, as a percentage of all
Built-in               what a method answers that an app registered under ``checklist_indicator_methods``
=====================  ===============================================================================

Counted are the documents of the checklist's town, dated within the period where a date field is named;
of submittable DocTypes the submitted ones. A figure that cannot be had says why; nothing here raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import flt
from pypika.queries import QueryBuilder
from pypika.terms import Criterion, Term

from nongan_supervision.checklist.fields import (
	DATE_TYPES,
	InvalidDefinitionError,
	covering_field,
	require_doctype,
	require_field,
)
from nongan_supervision.checklist.filters import Filter, criterion_of, parse_filters, reads_the_clock
from nongan_supervision.checklist.measurement import (
	INDICATOR_ERROR,
	NOT_PERMITTED,
	POPULATION_MISSING,
	Measurement,
	Missing,
	Period,
	Place,
	not_by_village,
	share_of,
)
from nongan_supervision.checklist.methods import ask_method, figure_of, method_of
from nongan_supervision.checklist.together import Key, count_together, summed_field, value_of
from nongan_supervision.permissions.scope import (
	is_limited_to_villages,
	scope_condition,
	sees_whole_town,
	visible_villages,
)
from nongan_supervision.registry.places import place_field
from nongan_supervision.registry.untold import untold

RATES = frozenset({"Ratio", "Coverage"})

Found = TypeVar("Found")


class Measurer:
	"""Measures indicators for one period and place, as one user sees them."""

	def __init__(self, period: Period, place: Place, user: str | None = None) -> None:
		self.period = period
		self.place = place
		self.user = user or frappe.session.user
		self._sees_villages_only = is_limited_to_villages(self.user, place.town)
		self.is_limited_to_villages = bool(place.village) or self._sees_villages_only
		self._counted: dict[Key, float] = {}
		self._own_filters: dict[tuple[str, str | None], tuple[Filter, ...]] = {}
		self._shared_filters: dict[tuple[str, str | None], tuple[Filter, ...]] = {}

	def count_ahead(self, indicators: Iterable[frappe._dict]) -> None:
		"""Count what these indicators will ask for, as much of it at once as can be."""
		self._counted |= count_together(self, indicators)

	def of_village(self, village: str) -> Measurer:
		"""The same for one village of the town."""
		return Measurer(self.period, replace(self.place, village=village), self.user)

	def is_share(self, found: Measurement, measure: str) -> bool:
		"""Whether a figure that is no rate is of a part of what the town's is, because the user sees no more.

		Of a village that is all but what is counted for each 1,000 inhabitants: those are the village's then.
		"""
		if self.is_limited_to_villages:
			return measure != "Per 1000 Inhabitants"
		return self.is_of_a_part(found)

	def is_of_a_part(self, found: Measurement) -> bool:
		"""Whether a figure is of documents of which the user sees a part for another reason than their villages.

		One department's, say. What is said of who sees some villages alone is not repeated for each figure.
		"""
		if self._sees_villages_only or not found.doctype:
			return False
		return not sees_whole_town(found.doctype, self.place.town, self.user)

	def measure(self, indicator: frappe._dict) -> Measurement:
		"""The indicator's figure, or why there is none."""
		return self.guarded(indicator, lambda: MEASURES[indicator.measure](self, indicator))

	def guarded(self, indicator: frappe._dict, count: Callable[[], Found]) -> Found | Measurement:
		"""What `count` finds; where it fails, whatever the reason, a measurement that says why."""
		with untold():
			try:
				return count()
			except Missing as missing:
				return missing.measurement
			except frappe.PermissionError:
				return Measurement(
					problem=NOT_PERMITTED, explanation=_("You may not see the documents that are counted here.")
				)
			except InvalidDefinitionError as error:
				return Measurement(problem=INDICATOR_ERROR, explanation=str(error))
			except Exception:
				frappe.log_error(title=f"Checklist Indicator {indicator.name}")
				return Measurement(
					problem=INDICATOR_ERROR,
					explanation=_(
						"The figure could not be counted. The administrator finds the cause in the error log."
					),
				)

	def attempted(self, count: Callable[..., Found], *arguments: Any) -> Found | None:
		"""What `count` finds; None where it fails, of which nothing is said."""
		with untold(), suppress(Exception):
			return count(*arguments)
		return None

	def filters_of(self, doctype: str, filters: str | None, date_field: str | None = None) -> tuple[Filter, ...]:
		"""Every filter on the documents that are counted: the indicator's own, of state, period and place."""
		return (*self.own_filters(doctype, filters), *self.shared_filters(doctype, date_field))

	def own_filters(self, doctype: str, filters: str | None) -> tuple[Filter, ...]:
		"""The filters that an indicator has written down."""
		if (doctype, filters) not in self._own_filters:
			require_doctype(doctype)
			self._own_filters[doctype, filters] = tuple(parse_filters(doctype, filters))
		return self._own_filters[doctype, filters]

	def shared_filters(self, doctype: str, date_field: str | None = None) -> tuple[Filter, ...]:
		"""The filters that all figures of a DocType have which are dated by the same field: state, period and place."""
		if (doctype, date_field) not in self._shared_filters:
			applied = [Filter(doctype, "docstatus", "=", 1)] if frappe.get_meta(doctype).is_submittable else []
			if date_field:
				require_field(doctype, date_field, DATE_TYPES)
				applied.append(Filter(doctype, date_field, "between", (str(self.period.start), str(self.period.end))))
			self._shared_filters[doctype, date_field] = (*applied, *self._place_filters(doctype))
		return self._shared_filters[doctype, date_field]

	def denominator_date_field(self, indicator: frappe._dict) -> str | None:
		"""The field that dates the denominator's documents.

		That of the source where both are of one DocType: a share of the same period's documents.
		"""
		return indicator.date_field if indicator.denominator_doctype == indicator.source_doctype else None

	def denominator_filters(self, indicator: frappe._dict) -> tuple[Filter, ...]:
		"""Every filter on the denominator's documents."""
		date_field = self.denominator_date_field(indicator)
		return self.filters_of(indicator.denominator_doctype, indicator.denominator_filters, date_field)

	def _place_filters(self, doctype: str) -> list[Filter]:
		village_field, town_field = place_field(doctype, "Village"), place_field(doctype, "Town")
		if self.place.village and not village_field:
			raise not_by_village(doctype)
		wanted = ((village_field, self.place.village), (town_field, self.place.town))
		return [Filter(doctype, field, "=", value) for field, value in wanted if field and value]

	def aggregate(self, doctype: str, filters: tuple[Filter, ...], value_field: str | None = None) -> float:
		"""The number of documents that meet the filters and that the user may see, or the sum of a field of theirs."""
		known = self._counted.get(Key(doctype, filters, value_field))
		if known is not None:
			return known
		return flt(self.query(doctype, value_of(doctype, value_field), filters).run()[0][0])

	def query(self, doctype: str, value: Term, filters: Iterable[Filter], *conditions: Criterion) -> QueryBuilder:
		"""A query of the documents that meet the filters and conditions, and that the user may see."""
		scope = scope_condition(doctype, self.user)
		applied = [*(criterion_of(each, doctype) for each in filters), *conditions, *([scope] if scope else [])]
		return frappe.qb.from_(frappe.qb.DocType(doctype)).select(value).where(Criterion.all(applied))

	def population(self) -> int:
		"""The inhabitants of the town, or of the village or villages that the figure is limited to.

		:raises Missing: a population is not filled in.
		"""
		if not self.is_limited_to_villages:
			return total_population({self.place.town: frappe.get_cached_value("Town", self.place.town, "population")})
		villages = [self.place.village] if self.place.village else visible_villages(self.user, self.place.town)
		return total_population(populations(villages))


def populations(villages: list[str]) -> dict[str, int]:
	"""The inhabitants of each of the villages, 0 where they are not filled in."""
	village = frappe.qb.DocType("Village")
	query = frappe.qb.from_(village).select(village.name, village.population)
	return dict(query.where(village.name.isin(villages or [""])).orderby(village.name).run())


def total_population(places: dict[str | None, int]) -> int:
	"""The inhabitants of all these places.

	:raises Missing: a population is not filled in, or there is no place.
	"""
	missing = [place or _("the town") for place, population in places.items() if not population]
	if missing or not places:
		raise Missing(POPULATION_MISSING, _("Fill in the population of: {0}").format(_(", ").join(missing)))
	return sum(places.values())


def _total(measurer: Measurer, indicator: frappe._dict) -> Measurement:
	doctype, value_field = indicator.source_doctype, summed_field(indicator)
	filters = measurer.filters_of(doctype, indicator.filters, indicator.date_field)
	value = measurer.aggregate(doctype, filters, value_field)
	return Measurement(value, doctype=doctype, filters=filters, is_of_today=is_of_today(indicator, filters))


def is_of_today(indicator: frappe._dict, filters: tuple[Filter, ...]) -> bool:
	"""Whether an earlier day isn't known of a figure: its documents have no date, or are found by today's."""
	return not indicator.date_field or reads_the_clock(filters)


def _per_1000_inhabitants(measurer: Measurer, indicator: frappe._dict) -> Measurement:
	population = measurer.population()
	total = _total(measurer, indicator)
	return replace(total, value=total.value / population * 1000)


def _ratio(measurer: Measurer, indicator: frappe._dict) -> Measurement:
	whole = measurer.aggregate(indicator.denominator_doctype, measurer.denominator_filters(indicator))
	part = _total(measurer, indicator)
	return share(indicator, part.value, whole, part.filters, measurer.denominator_date_field(indicator))


def _coverage(measurer: Measurer, indicator: frappe._dict) -> Measurement:
	doctype, denominator = indicator.source_doctype, indicator.denominator_doctype
	filters = measurer.filters_of(doctype, indicator.filters, indicator.date_field)
	to_cover_filters = measurer.denominator_filters(indicator)
	whole = measurer.aggregate(denominator, to_cover_filters)
	to_cover = frappe.qb.from_(frappe.qb.DocType(denominator)).select("name")
	to_cover = to_cover.where(Criterion.all([criterion_of(each, denominator) for each in to_cover_filters]))
	covered_by = covering_column(indicator)
	query = measurer.query(doctype, Count(covered_by).distinct(), filters, covered_by.isin(to_cover))
	part = flt(query.run()[0][0])
	return share(indicator, part, whole, filters, measurer.denominator_date_field(indicator))


def covering_column(indicator: frappe._dict) -> Term:
	"""The column of the counted documents that names what is covered."""
	doctype = indicator.source_doctype
	field = indicator.value_field or covering_field(doctype, indicator.denominator_doctype)
	return frappe.qb.DocType(doctype)[field]


def share(
	indicator: frappe._dict, part: float, whole: float, filters: tuple[Filter, ...], dated_whole: str | None
) -> Measurement:
	"""The documents that meet an indicator's filters as a share of others, which `dated_whole` dates.

	:raises Missing: there is nothing that it could be a share of.
	"""
	undated = is_of_today(indicator, filters) or not dated_whole
	nothing = _("There is nothing yet of which this could be a share.")
	return share_of(part, whole, nothing, indicator.source_doctype, filters, undated)


def _built_in(measurer: Measurer, indicator: frappe._dict) -> Measurement:
	return figure_of(ask_method(method_of(indicator), measurer, indicator))


MEASURES: dict[str, Callable[[Measurer, frappe._dict], Measurement]] = {
	"Count": _total,
	"Sum": _total,
	"Per 1000 Inhabitants": _per_1000_inhabitants,
	"Ratio": _ratio,
	"Coverage": _coverage,
	"Built-in": _built_in,
}

COUNTED = frozenset(MEASURES) - {"Built-in"}
"""Measures that count documents."""

"""Checklist indicators: what an office may define, and a look at the figure before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.fields import (
	DATE_TYPES,
	NUMBER_TYPES,
	InvalidDefinitionError,
	covering_field,
	require_doctype,
	require_field,
)
from nongan_supervision.checklist.filters import check_filters
from nongan_supervision.checklist.measurement import Measurement, Period, Place
from nongan_supervision.checklist.measures import COUNTED, MEASURES, RATES, Measurer
from nongan_supervision.checklist.methods import built_in_methods
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.shapes import refuse_misshapen
from nongan_supervision.registry.towns import own_town

if TYPE_CHECKING:
	from frappe.model.document import Document

WITH_VALUE_FIELD = ("Sum", "Per 1000 Inhabitants", "Coverage")
"""Measures to which a value field says something."""

NEEDED = {
	"Built-in": ("method",),
	"Count": ("source_doctype",),
	"Sum": ("source_doctype", "value_field"),
	"Per 1000 Inhabitants": ("source_doctype",),
	"Ratio": ("source_doctype", "denominator_doctype"),
	"Coverage": ("source_doctype", "denominator_doctype"),
}
"""The fields without which there is nothing to measure, by the measure."""


class MissingPartError(InvalidDefinitionError):
	"""The measure needs something that the indicator doesn't name."""


class UnknownMethodError(InvalidDefinitionError):
	"""No app offers the method of a built-in indicator."""


def validate_indicator(indicator: Document) -> None:
	"""Refuse an indicator that nothing could be counted by, and take from it what its measure has no use for.

	:raises MissingPartError: a document type, field or method that the measure needs is not named.
	:raises InvalidDefinitionError: what is named does not exist or does not serve (see its subclasses).
	"""
	_forget_value_field(indicator)
	if missing := missing_parts(indicator):
		frappe.throw(
			_("An indicator of the measure {0} needs: {1}").format(_(indicator.measure), _(", ").join(missing)),
			MissingPartError,
		)
	if indicator.measure == "Built-in":
		_validate_method(indicator)
	if indicator.measure in COUNTED:
		_validate_source(indicator)
		_validate_value_field(indicator)
	if indicator.measure in RATES:
		_validate_denominator(indicator)


def missing_parts(indicator: Document) -> list[str]:
	"""The labels of what the measure needs and the indicator doesn't name yet."""
	needed = NEEDED.get(indicator.measure, ())
	return [_(indicator.meta.get_label(fieldname)) for fieldname in needed if not indicator.get(fieldname)]


def _forget_value_field(indicator: Document) -> None:
	"""Take away a value field that the form doesn't show: it is from another measure, and nobody means it."""
	if indicator.measure not in WITH_VALUE_FIELD:
		indicator.value_field = None


def _validate_method(indicator: Document) -> None:
	offered = built_in_methods()
	if indicator.method not in offered:
		frappe.throw(
			_("There is no built-in method {0}. There are: {1}").format(
				indicator.method, _(", ").join(sorted(offered)) or _("none")
			),
			UnknownMethodError,
		)


def _validate_source(indicator: Document) -> None:
	require_doctype(indicator.source_doctype)
	check_filters(indicator.source_doctype, indicator.filters)
	if indicator.date_field:
		require_field(indicator.source_doctype, indicator.date_field, DATE_TYPES)


def _validate_value_field(indicator: Document) -> None:
	if indicator.measure in ("Sum", "Per 1000 Inhabitants") and indicator.value_field:
		require_field(indicator.source_doctype, indicator.value_field, NUMBER_TYPES)
	if indicator.measure == "Coverage" and indicator.value_field:
		require_field(indicator.source_doctype, indicator.value_field)


def _validate_denominator(indicator: Document) -> None:
	require_doctype(indicator.denominator_doctype)
	check_filters(indicator.denominator_doctype, indicator.denominator_filters)
	if indicator.measure == "Coverage" and not indicator.value_field:
		covering_field(indicator.source_doctype, indicator.denominator_doctype)


def preview(indicator: Document) -> dict[str, Any]:
	"""The figure that an indicator, saved or not, has in the current town this year so far, as its author sees it.

	That of the report, as on today. Where there is none, `problem` and `explanation` say why; of an indicator that is
	not complete yet the explanation says what is still to be filled in, and there is no problem. `remark` is what to
	know of a figure that no date limits to the year.

	:raises MisshapenValueError: a field holds what is no value of any field.
	"""
	refuse_misshapen(indicator)
	if indicator.measure not in MEASURES:
		return {"value": None, "explanation": _("This figure is reported by hand.")}
	if missing := missing_parts(indicator):
		return {"value": None, "explanation": _("Still to fill in: {0}").format(_(", ").join(missing))}
	today = getdate()
	year = current_year(today)
	town = own_town()
	measurer = Measurer(Period.of_year(year, today), Place(town))
	found = measurer.guarded(indicator, lambda: _checked_figure(measurer, indicator))
	is_of_all_years = found.value is not None and indicator.measure in COUNTED and not indicator.date_field
	return {
		"value": found.value,
		"problem": _(found.problem),
		"explanation": found.explanation,
		"remark": _("No date field: documents of all years are counted.") if is_of_all_years else "",
		"unit": indicator.unit,
		"year": None if is_of_all_years else year,
		"town": town,
		"documents": found.doctype,
		"documents_filters": [condition.as_list() for condition in found.filters],
	}


def _checked_figure(measurer: Measurer, indicator: Document) -> Measurement:
	validate_indicator(indicator)
	return measurer.measure(frappe._dict(indicator.as_dict()))

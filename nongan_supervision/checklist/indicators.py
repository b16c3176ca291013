"""Checklist indicators: what an office may define, and a look at the figure before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from nongan_supervision.checklist.fields import (
	DATE_TYPES,
	NUMBER_TYPES,
	InvalidDefinitionError,
	covering_field,
	require_doctype,
	require_field,
)
from nongan_supervision.checklist.filters import parse_filters
from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import COUNTED, MEASURES, RATES, Measurer, built_in_methods
from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.shapes import refuse_misshapen

if TYPE_CHECKING:
	from frappe.model.document import Document


class MissingPartError(InvalidDefinitionError):
	"""The measure needs something that the indicator doesn't name."""


class UnknownMethodError(InvalidDefinitionError):
	"""No app offers the method of a built-in indicator."""


def validate_indicator(indicator: Document) -> None:
	"""Refuse an indicator that nothing could be counted by.

	:raises MissingPartError: a document type, field or method that the measure needs is not named.
	:raises InvalidDefinitionError: what is named does not exist or does not serve (see its subclasses).
	"""
	if indicator.measure == "Built-in":
		_validate_method(indicator)
	if indicator.measure in COUNTED:
		_validate_source(indicator)
		_validate_value_field(indicator)
	if indicator.measure in RATES:
		_validate_denominator(indicator)


def _validate_method(indicator: Document) -> None:
	_require(indicator, "method")
	offered = built_in_methods()
	if indicator.method not in offered:
		frappe.throw(
			_("There is no built-in method {0}. There are: {1}").format(
				indicator.method, _(", ").join(sorted(offered)) or _("none")
			),
			UnknownMethodError,
		)


def _validate_source(indicator: Document) -> None:
	_require(indicator, "source_doctype")
	require_doctype(indicator.source_doctype)
	parse_filters(indicator.source_doctype, indicator.filters)
	if indicator.date_field:
		require_field(indicator.source_doctype, indicator.date_field, DATE_TYPES)


def _validate_value_field(indicator: Document) -> None:
	if indicator.measure == "Sum":
		_require(indicator, "value_field")
	if indicator.measure in ("Sum", "Per 1000 Inhabitants") and indicator.value_field:
		require_field(indicator.source_doctype, indicator.value_field, NUMBER_TYPES)
	if indicator.measure == "Coverage" and indicator.value_field:
		require_field(indicator.source_doctype, indicator.value_field)


def _validate_denominator(indicator: Document) -> None:
	_require(indicator, "denominator_doctype")
	require_doctype(indicator.denominator_doctype)
	parse_filters(indicator.denominator_doctype, indicator.denominator_filters)
	if indicator.measure == "Coverage" and not indicator.value_field:
		covering_field(indicator.source_doctype, indicator.denominator_doctype)


def _require(indicator: Document, fieldname: str) -> None:
	if not indicator.get(fieldname):
		label = _(indicator.meta.get_label(fieldname))
		frappe.throw(
			_("An indicator of the measure {0} needs: {1}").format(_(indicator.measure), label), MissingPartError
		)


def preview(indicator: Document) -> dict[str, Any]:
	"""The figure that an indicator, saved or not, has this year in the current town, as its author sees it.

	:raises InvalidDefinitionError: it cannot be counted as it is defined.
	:raises MisshapenValueError: a field holds what is no value of any field.
	"""
	refuse_misshapen(indicator)
	validate_indicator(indicator)
	if indicator.measure not in MEASURES:
		return {"value": None, "explanation": _("This figure is reported by hand.")}
	today = getdate(nowdate())
	year = current_year(today)
	period = Period(today.replace(year=year, month=1, day=1), today.replace(year=year, month=12, day=31), today)
	town = frappe.db.get_single_value("Nongan Supervision Settings", "current_town")
	found = Measurer(period, Place(town)).measure(frappe._dict(indicator.as_dict()))
	return {
		"value": found.value,
		"problem": _(found.problem),
		"explanation": found.explanation,
		"unit": indicator.unit,
		"year": year,
		"town": town,
		"documents": found.doctype,
		"documents_filters": [condition.as_list() for condition in found.filters],
	}

"""Rules of a residue test: one home for the Desk, the REST API and the importer."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from nongan_supervision.monitoring import errors, verdicts
from nongan_supervision.monitoring.units import (
	IncompatibleUnitsError,
	UnknownUnitError,
	canonical_unit,
	convert,
)
from nongan_supervision.registry.context import Context

DEFAULT_UNIT = "mg/kg"


def apply_rules(test: Document, context: Context) -> None:
	"""Complete a residue test, compute its verdicts, and refuse it if a rule is broken.

	:raises ResidueTestError: one of :mod:`nongan_supervision.monitoring.errors`.
	"""
	complete_place(test, context)
	complete_sector(test, context)
	check_product(test)
	check_dates(test, context)
	check_retest(test, context)
	judge(test, context)


def complete_place(test: Document, context: Context) -> None:
	"""Take the village from the producer where none is given; the town always follows the village."""
	if not test.village and (producer := context.producer(test.producer)):
		test.village = producer.village
	test.town = context.town_of(test.village)


def complete_sector(test: Document, context: Context) -> None:
	"""Set the sector: that of the product, whatever was sent."""
	test.sector = context.sector_of(test.product)


def check_product(test: Document) -> None:
	"""Refuse a test of produce without a product; only inputs are sampled without one."""
	if not test.product and test.purpose != "Input Sampling":
		frappe.throw(_("Enter the product that was tested."), errors.MissingProductError)


def check_dates(test: Document, context: Context) -> None:
	"""Refuse dates in the future and a test before its sample."""
	for fieldname in ("sampled_on", "tested_on"):
		if test.get(fieldname) and getdate(test.get(fieldname)) > context.today:
			frappe.throw(
				_("{0} {1} lies in the future.").format(_label(fieldname), test.get(fieldname)),
				errors.FutureSampleError,
			)
	if test.sampled_on and test.tested_on and getdate(test.tested_on) < getdate(test.sampled_on):
		frappe.throw(
			_("The sample of {0} cannot have been tested on {1} already.").format(test.sampled_on, test.tested_on),
			errors.DateOrderError,
		)


def check_retest(test: Document, context: Context) -> None:
	"""Refuse a retest of another producer or product than that of the test it repeats."""
	original = context.test(test.retest_of)
	if original and (original.producer, original.product) != (test.producer or None, test.product or None):
		frappe.throw(
			_("{0} is a test of another producer or product, so this test cannot be its retest.").format(
				test.retest_of
			),
			errors.RetestMismatchError,
		)


def judge(test: Document, context: Context) -> None:
	"""Compute the verdict of every result and of the test, whatever was sent."""
	if not test.get("results"):
		frappe.throw(_("Enter at least one result: a substance and what was found."), errors.MissingResultError)
	_refuse_repeated_substances(test)
	for row in test.results:
		row.verdict = _judge_row(test, row, context)
	test.verdict = verdicts.worst(row.verdict for row in test.results)


def apply_publication_rules(test: Document, context: Context) -> None:
	"""Check the publication of a submitted test; one that is published without a date is so today."""
	if not test.published:
		test.published_on = None
		return
	test.published_on = test.published_on or context.today
	published_on = getdate(test.published_on)
	if published_on > context.today:
		frappe.throw(
			_("{0} {1} lies in the future.").format(_label("published_on"), test.published_on),
			errors.FutureSampleError,
		)
	if published_on < getdate(test.tested_on or test.sampled_on):
		frappe.throw(_("A result cannot be published before the test."), errors.DateOrderError)


def _judge_row(test: Document, row: Document, context: Context) -> str:
	facts = context.substance(row.substance)
	row.measured_value = flt(row.measured_value)
	if row.measured_value < 0:
		frappe.throw(
			_("Row {0}: the measured value of {1} is below zero.").format(row.idx, row.substance),
			errors.NegativeMeasurementError,
		)
	row.unit = _unit(row)
	limit = _limit(test, row, facts.limits)
	row.limit_value = limit or 0
	try:
		return verdicts.judge_result(
			method=test.method,
			substance_class=facts.substance_class,
			qualitative=row.qualitative,
			measured_value=row.measured_value,
			limit_value=limit,
		)
	except verdicts.NoResultError:
		frappe.throw(
			_("Row {0}: enter for {1} whether it is Negative or Positive, or the value that was measured.").format(
				row.idx, row.substance
			),
			errors.MissingResultError,
		)
	except verdicts.UnknownLimitError:
		frappe.throw(
			_(
				"Row {0}: no limit of {1} in {2} is known, so the measured value cannot be judged. Enter the "
				"limit in the substance's list, or in this row as the laboratory's report states it."
			).format(row.idx, row.substance, test.product or _("this sample")),
			errors.MissingLimitError,
		)


def _unit(row: Document) -> str:
	try:
		return canonical_unit(row.unit or DEFAULT_UNIT)
	except UnknownUnitError:
		frappe.throw(_("Row {0}: the unit {1} is not known.").format(row.idx, row.unit), errors.InvalidUnitError)


def _limit(test: Document, row: Document, limits: dict) -> float | None:
	"""Return the limit in the row's unit: the office's own, else the one that the report states."""
	limit = limits.get(test.product)
	if limit is None:
		return flt(row.limit_value) if flt(row.limit_value) > 0 else None
	try:
		return convert(limit.value, limit.unit, row.unit)
	except IncompatibleUnitsError:
		frappe.throw(
			_("Row {0}: the limit of {1} is given in {2}, which cannot be compared with {3}.").format(
				row.idx, row.substance, limit.unit, row.unit
			),
			errors.InvalidUnitError,
		)


def _refuse_repeated_substances(test: Document) -> None:
	seen = set()
	for row in test.results:
		if row.substance in seen:
			frappe.throw(
				_("Row {0}: {1} is reported already.").format(row.idx, row.substance),
				errors.DuplicateSubstanceError,
			)
		seen.add(row.substance)


def _label(fieldname: str) -> str:
	return _(frappe.get_meta("Residue Test").get_label(fieldname))

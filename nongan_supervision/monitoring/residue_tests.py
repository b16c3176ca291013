"""Rules of a residue test: one home for the Desk, the REST API and the importer."""

from __future__ import annotations

import math
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from nongan_supervision.monitoring import errors, verdicts
from nongan_supervision.monitoring.units import (
	IncompatibleUnitsError,
	UnknownUnitError,
	canonical_unit,
	convert,
)
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place
from nongan_supervision.registry.producers import grows

DEFAULT_UNIT = "mg/kg"

INPUT_SAMPLING = "Input Sampling"
"""Purpose of tests of pesticides, veterinary drugs and feeds, with whomever they were found."""

DOUBTFUL = ("producer", "product", "village", "stage")
"""Fields after whose change the author is asked to look again."""


def apply_rules(test: Document, context: Context) -> None:
	"""Complete a residue test, compute its verdicts, and refuse it if a rule is broken.

	:raises ResidueTestError: one of :mod:`nongan_supervision.monitoring.errors`.
	"""
	drop_what_does_not_apply(test)
	complete_village(test)
	complete_place(test, context)
	complete_sector(test, context)
	check_place(test)
	check_product(test)
	check_source(test)
	check_dates(test, context)
	check_retest(test, context)
	check_escalation(test)
	judge(test, context)


def drop_what_does_not_apply(test: Document) -> None:
	"""Clear the input, the dealer and the escalation where the test's purpose and stage have none."""
	if test.purpose == INPUT_SAMPLING:
		test.stage = "Dealer" if test.get("dealer") else test.stage
	else:
		test.input = None
	if test.stage != "Dealer" and test.purpose != INPUT_SAMPLING:
		test.dealer = None
	if test.purpose != "Enforcement Sampling":
		test.escalation = None  # set on submission, by the suspicion that is reported


def complete_village(test: Document) -> None:
	"""Take the village from the dealer where neither a village nor a producer is given."""
	if not (test.village or test.producer) and test.get("dealer"):
		test.village = frappe.db.get_value("Input Dealer", test.dealer, "village")


def complete_sector(test: Document, context: Context) -> None:
	"""Set the sector: that of the product, whatever was sent."""
	test.sector = context.sector_of(test.product)


def check_place(test: Document) -> None:
	"""Refuse a village that belongs to no known town."""
	if test.village and not test.town:
		frappe.throw(
			_("{0} belongs to no known town. Enter the town in the village's record.").format(test.village),
			errors.UnknownTownError,
		)


def check_product(test: Document) -> None:
	"""Refuse a test of produce without a product; only inputs are sampled without one."""
	if not test.product and test.purpose != INPUT_SAMPLING:
		frappe.throw(_("Enter the product that was tested."), errors.MissingProductError)


def check_source(test: Document) -> None:
	"""Refuse a sample of an input that says neither which input it is nor with whom it was found."""
	if test.purpose == INPUT_SAMPLING and not (test.get("input") or test.get("dealer") or test.producer):
		frappe.throw(
			_("Enter which input was sampled, or the dealer or producer with whom it was found."),
			errors.MissingSourceError,
		)


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


def check_escalation(test: Document) -> None:
	"""Refuse an enforcement sample of another producer or product than those of the escalation it answers."""
	if not test.escalation:
		return
	subject = frappe.db.get_value("Enforcement Escalation", test.escalation, ["producer", "product"])
	if subject and tuple(value or None for value in subject) != (test.producer or None, test.product or None):
		frappe.throw(
			_("Escalation {0} is about another producer or product than this sample.").format(test.escalation),
			errors.EscalationMismatchError,
		)


def is_of_produce(test: Document) -> bool:
	"""Tell whether produce was tested, so that the result speaks of what its producer sells; not an input."""
	return test.purpose != INPUT_SAMPLING


def point_out_doubts(test: Document, context: Context) -> None:
	"""Show its author what is unusual about a test, once for each change of what it depends on."""
	if any(test.has_value_changed(fieldname) for fieldname in DOUBTFUL):
		for doubt in doubts(test, context):
			frappe.msgprint(doubt, indicator="orange", alert=True)


def doubts(test: Document, context: Context) -> Iterator[str]:
	"""Yield what is unusual about a test, though no rule forbids it: for its author to look at again."""
	producer = context.producer(test.producer)
	if not producer:
		return
	if test.product and not grows(test.producer, test.product, context):
		yield _("{0} is not among the products of {1}. Correct the test, or add it to the producer's products.").format(
			test.product, producer.producer_name
		)
	if test.village and test.village != producer.village and test.stage in ("Field", "Harvest"):
		yield _("{0} belongs to {1}, but the sample is said to come from {2}.").format(
			producer.producer_name, producer.village, test.village
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
	row.measured_value = _figure(row, "measured_value")
	row.limit_value = _figure(row, "limit_value")
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


def _figure(row: Document, fieldname: str) -> float:
	"""Return a figure of a row; refuse what is none, which the framework would read as another."""
	try:
		value = float(cstr(row.get(fieldname)).strip() or 0)
	except ValueError:
		value = math.nan
	if not math.isfinite(value):
		frappe.throw(
			_(
				"Row {0}: {1} of {2} is not a number. Write one such as 0.05; for what was not detected, leave it 0."
			).format(row.idx, row.get(fieldname), row.substance),
			errors.InvalidFigureError,
		)
	return value


def _unit(row: Document) -> str:
	try:
		return canonical_unit(row.unit or DEFAULT_UNIT)
	except UnknownUnitError:
		frappe.throw(_("Row {0}: the unit {1} is not known.").format(row.idx, row.unit), errors.InvalidUnitError)


def _limit(test: Document, row: Document, limits: dict) -> float | None:
	"""Return the limit in the row's unit: the office's own, else the one that the report states."""
	limit = limits.get(test.product)
	if limit is None:
		is_stated = test.method == verdicts.QUANTITATIVE and row.limit_value > 0
		return row.limit_value if is_stated else None
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

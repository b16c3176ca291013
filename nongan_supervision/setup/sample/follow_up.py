"""What registers don't carry: retests, publications, samples of inputs, who takes part in the reduction."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import frappe
from frappe.model.document import Document

from nongan_supervision.setup.sample import consequences
from nongan_supervision.setup.sample.days import later, spread_evenly
from nongan_supervision.setup.sample.laboratory_tests import LABORATORY, LaboratoryTest, failing_tests
from nongan_supervision.setup.sample.producers import SampleProducer, antimicrobial_reducers
from nongan_supervision.setup.sample.quick_tests import QuickTest, positive_tests
from nongan_supervision.setup.sample.registers import SampleYear

DAYS_TO_RETEST = 10
DAYS_TO_PUBLICATION = 6

MONITORING = ("LX", "FX")
"""Prefixes of the samples of routine and risk monitoring: those of them that fail are repeated."""

REDUCING_SINCE = datetime.date(2021, 9, 1)

INPUT_SAMPLES = (("洛阳", "克百威"), ("洛阳", "氧乐果"), ("岑村", "甲拌磷"))
"""Where pesticides on sale were sampled, and for which banned ingredient that their label doesn't name."""


def follow_up(year: SampleYear) -> None:
	"""Do what a town does beside its registers. What is done already is left alone."""
	today = year.today
	enrol_in_reduction(antimicrobial_reducers())
	for test in positive_tests(year.quick_tests):
		retest(test, today)
	failing = failing_tests(year.laboratory_tests)
	for test in failing[:-1]:
		publish(test, today)
	for test in [one for one in failing if one.sample_no.startswith(MONITORING)]:
		retest_in_laboratory(test, today)
	sample_inputs(today)
	consequences.date_back()
	consequences.notify_producers(today)
	consequences.answer_escalations(today)
	consequences.lift_bans(today)
	consequences.plan_sampling(today)


def enrol_in_reduction(producers: Iterable[SampleProducer]) -> None:
	"""Note that these livestock producers reduce antimicrobials."""
	for producer in producers:
		doc = frappe.get_doc("Producer", {"village": producer.village, "producer_name": producer.name})
		doc.antimicrobial_reduction = 1
		doc.antimicrobial_reduction_since = REDUCING_SINCE
		doc.save()


def retest(test: QuickTest, today: datetime.date) -> None:
	"""Enter the passing quick retest of a positive test, if its day has come."""
	sample_no = f"FJ{test.sample_no.removeprefix('KJ')}"
	retested_on = later(test.sampled_on, DAYS_TO_RETEST, today)
	original = _test(test.sample_no)
	if not retested_on or _test(sample_no):
		return
	_submit_test(
		purpose="Retest",
		method="Colloidal Gold",
		stage="Harvest",
		sample_no=sample_no,
		sampled_on=retested_on,
		tested_on=retested_on,
		village=test.producer.village,
		producer=original.producer,
		product=original.product,
		department=test.department,
		retest_of=original.name,
		results=[{"substance": test.positive, "qualitative": "Negative"}],
	)


def retest_in_laboratory(test: LaboratoryTest, today: datetime.date) -> None:
	"""Enter the passing retest of a test of routine or risk monitoring that failed, if its day has come."""
	retested_on = later(test.tested_on, DAYS_TO_RETEST, today)
	original = _test(test.sample_no)
	sample_no = f"FJ-{test.sample_no}"
	if not retested_on or not original or _test(sample_no):
		return
	_submit_test(
		purpose="Retest",
		method="Quantitative",
		stage="Harvest",
		sample_no=sample_no,
		sampled_on=retested_on,
		tested_on=retested_on,
		village=test.producer.village,
		producer=original.producer,
		product=original.product,
		department=test.department,
		lab=LABORATORY,
		retest_of=original.name,
		results=[{"substance": row.substance, "qualitative": "Negative"} for row in original.results],
	)


def publish(test: LaboratoryTest, today: datetime.date) -> None:
	"""Make a failing test public, if its day has come."""
	published_on = later(test.tested_on, DAYS_TO_PUBLICATION, today)
	doc = _test(test.sample_no)
	if published_on and not doc.published:
		doc.update({"published": 1, "published_on": published_on})
		doc.save()


def sample_inputs(today: datetime.date) -> None:
	"""Enter the year's samples of inputs: one less than the plan asks for."""
	days = spread_evenly(len(INPUT_SAMPLES), today)
	for number, ((village, substance), day) in enumerate(zip(INPUT_SAMPLES, days, strict=True), start=1):
		sample_no = f"TRP{day.year}-{number:02d}"
		if _test(sample_no):
			continue
		_submit_test(
			purpose="Input Sampling",
			method="Quantitative",
			stage="Dealer",
			sample_no=sample_no,
			sampled_on=day,
			tested_on=day,
			village=village,
			dealer=frappe.db.get_value("Input Dealer", {"village": village}),
			department="市场监督分局",
			lab=LABORATORY,
			results=[{"substance": substance, "qualitative": "Negative"}],
		)


def _test(sample_no: str) -> Document | None:
	name = frappe.db.get_value("Residue Test", {"sample_no": sample_no, "docstatus": 1})
	return frappe.get_doc("Residue Test", name) if name else None


def _submit_test(results: Sequence[dict], **values) -> None:
	frappe.get_doc({"doctype": "Residue Test", "results": results, **values}).submit()

"""What a residue test does to its producer's credit."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.monitoring.residue_tests import is_of_produce
from nongan_supervision.monitoring.verdicts import FAIL
from nongan_supervision.registry.credit_events import record_event, withdraw_event

FAILING_TEST = "Failing Test"
BANNED_SUBSTANCE = "Banned Substance"


def record_failing_test(test: Document) -> str | None:
	"""Record a submitted test that failed as a credit event of its producer, and return the event's name.

	A suspicion by a quick method is none yet, and a sample of an input is not the producer's produce.
	"""
	if test.verdict != FAIL or not test.producer or not is_of_produce(test):
		return None
	return record_event(
		test.producer,
		BANNED_SUBSTANCE if _found_banned_substance(test) else FAILING_TEST,
		test,
		event_on=test.tested_on or test.sampled_on,
	)


def withdraw_failing_test(test: Document) -> None:
	"""Cancel the credit event of a test that is cancelled, unless it was amended by hand."""
	withdraw_event(test)


def _found_banned_substance(test: Document) -> bool:
	failing = [row.substance for row in test.results if row.verdict == FAIL]
	return bool(frappe.db.exists("Substance", {"name": ["in", failing], "substance_class": "Banned"}))

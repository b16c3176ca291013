"""What follows from the result of a residue test, by itself, and how it is undone.

============================================  =====================================================================
a quick test suspects a banned substance      escalation to the district (clauses 3.2, 疑似禁用药残留及时上报)
anything else fails or is suspected           sale ban on the producer's product and a notice (3.3, 禁止上市)
anything fails                                credit event of the producer (A6, 信用化管理)
supervision or enforcement sampling fails     clue of a case too, at once (3.4, 立即立案查处)
a failing test that names no producer         clue instead of the ban that nobody could be told of
a sample of an input fails or is suspected    clue instead of a ban: it isn't the producer's produce
enforcement sampling, whatever its result     comes back to the escalation that it answers
a retest passes                               the departments hear that the ban can be lifted with it
============================================  =====================================================================

Everything is opened once, whatever is called how often. Cancelling a test takes back what it opened, or is refused
once work on it has begun: nothing is half undone.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases.clues import clue_of, open_clue, withdraw_clue, work_begun_on
from nongan_supervision.certificates.basis import certificates_on
from nongan_supervision.monitoring import bans, errors, escalations, notices
from nongan_supervision.monitoring.credit import record_failing_test, withdraw_failing_test
from nongan_supervision.monitoring.residue_tests import is_of_produce
from nongan_supervision.monitoring.verdicts import FAIL, PASS
from nongan_supervision.registry.context import Context

OFFICIAL_SAMPLING = frozenset({"Supervision Sampling", "Enforcement Sampling"})
"""Purposes whose failing tests are looked into as cases at once."""


def may_have_follow_ups(test: Document) -> bool:
	"""Tell whether anything may follow from a test: from most, which pass, nothing does. Asks no database."""
	return test.verdict != PASS or test.purpose in ("Retest", "Enforcement Sampling")


def open_follow_ups(test: Document, context: Context) -> None:
	"""Open everything that follows from a submitted test."""
	if not may_have_follow_ups(test):
		return
	if test.purpose == "Enforcement Sampling":
		escalations.answer_with(test)
	if test.verdict == PASS:
		notices.of_passing_retest(test)
		return
	reported = escalations.escalate(test, context, context.today)
	ban = bans.ban_for(test, _findings_to_ban(test, context), context.today)
	clue = open_clue_of(test) if calls_for_clue(test) else None
	record_failing_test(test)
	notices.of_findings(test, reported, ban, clue)


def calls_for_clue(test: Document) -> bool:
	"""Tell whether a test is looked into as a case.

	Official sampling that fails is, a failure of no known producer, and whatever is found in an input.
	"""
	if not is_of_produce(test):
		return test.verdict != PASS
	return test.verdict == FAIL and (test.purpose in OFFICIAL_SAMPLING or not test.producer)


def open_clue_of(test: Document) -> str:
	"""Open the clue of a failing test and return its name."""
	found = "、".join(row.substance for row in test.results if row.verdict != PASS)
	subject = test.get("input") or test.product or _("the sample")
	return open_clue("Residue Test", test, _("{0} failed the test {1}: {2}.").format(subject, test.name, found))


def refuse_once_work_has_begun(test: Document) -> None:
	"""Refuse to cancel a test on which others rely already, and say who.

	:raises WorkHasBegunError: names each document, and what has been done with it.
	"""
	if begun := list(work_begun(test)):
		frappe.throw(
			_("{0} cannot be cancelled, because work that follows from it has begun:").format(test.name)
			+ "".join(f"<br>• {reason}" for reason in begun),
			errors.WorkHasBegunError,
			title=_("Work Has Begun"),
		)


def undo_follow_ups(test: Document) -> None:
	"""Take back what a cancelled test has opened; `refuse_once_work_has_begun` has been asked before.

	Escalations and bans are withdrawn and stay on record.
	"""
	escalations.withdraw_escalations(test)
	bans.withdraw_bans(test)
	withdraw_clue(test)
	withdraw_failing_test(test)


def work_begun(test: Document) -> Iterator[str]:
	"""Yield, as sentences, what has been done already with what follows from a test."""
	yield from _begun_on_bans(test)
	yield from _begun_on_escalations(test)
	if (clue := clue_of(test)) and work_begun_on(clue):
		yield _("Clue {0} has been dealt with.").format(clue)
	for certificate in certificates_on(test.name)[:3]:
		yield _("Certificate {0} rests on it.").format(certificate)
	for retest in frappe.get_all("Residue Test", {"retest_of": test.name, "docstatus": 1}, limit=3):
		yield _("{0} is its retest.").format(retest.name)


def _begun_on_bans(test: Document) -> Iterator[str]:
	for name in bans.bans_of(test.name):
		status, notified_on = frappe.db.get_value("Sale Ban", name, ["status", "notified_on"])
		if status == bans.LIFTED:
			yield _("Sale ban {0} has been lifted.").format(name)
		elif notified_on:
			yield _("The producer has been notified of sale ban {0}.").format(name)
		elif not frappe.has_permission("Sale Ban", "write", doc=name):
			yield _("Sale ban {0} is in force. Ask the office that may lift it to cancel the test.").format(name)
	for ban in frappe.get_all("Sale Ban", {"lifted_by_test": test.name}):
		yield _("Sale ban {0} has been lifted with it.").format(ban.name)


def _begun_on_escalations(test: Document) -> Iterator[str]:
	for name in escalations.escalations_of(test.name):
		state, answered_by = frappe.db.get_value("Enforcement Escalation", name, ["workflow_state", "enforcement_test"])
		if state != escalations.REPORTED:
			yield _("The district is working on escalation {0}.").format(name)
		elif answered_by:
			yield _("Enforcement test {0} answers escalation {1}.").format(answered_by, name)
		elif not frappe.has_permission("Enforcement Escalation", "write", doc=name):
			yield _("{0} is reported to the district. Ask the agriculture office to cancel the test.").format(name)
	for concluded in frappe.get_all(
		"Enforcement Escalation",
		{"enforcement_test": test.name, "workflow_state": ["in", escalations.CONCLUDED]},
	):
		yield _("Escalation {0} has been concluded with it.").format(concluded.name)


def _findings_to_ban(test: Document, context: Context) -> list[Document]:
	"""Return the results that fail or are suspect, without those that are reported to the district instead."""
	reported = {row.substance for row in escalations.suspicions(test, context)}
	return [row for row in test.results if row.verdict != PASS and row.substance not in reported]

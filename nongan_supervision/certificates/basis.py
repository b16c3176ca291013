"""The tests that a certificate rests on: which ones support it, and which certificates rest on one."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_days, cint, format_date, getdate

from nongan_supervision.certificates import errors
from nongan_supervision.monitoring.verdicts import PASS
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.context import Context, ResidueTestFacts

TEST_BASES = frozenset({"Commissioned Test", "Self Test"})

CERTIFICATE = "Conformity Certificate"
TEST = "Residue Test"
FURTHER = "Certificate Test"
SETTINGS = "Nongan Supervision Settings"


def check_basis(certificate: Document, context: Context) -> None:
	"""Refuse a certificate that rests on tests when none is linked, or one that does not support it.

	One does that is a submitted test of the same producer and product and passed, on the day of issue at the latest
	and no longer before it than the settings allow.
	"""
	if certificate.basis not in TEST_BASES:
		certificate.residue_test = None
		certificate.set("further_tests", [])
		return
	test = context.test(certificate.residue_test)
	if test is None:
		frappe.throw(
			_("The basis {0} needs a test: choose a passing one of this producer and product.").format(
				_(certificate.basis)
			),
			errors.MissingTestError,
		)
	if reason := _why_unsuitable(test, certificate):
		frappe.throw(reason, errors.UnsuitableTestError)
	check_further_tests(certificate, context)


def check_further_tests(certificate: Document, context: Context) -> None:
	"""Refuse a further test that does not support the certificate, and one that is named already."""
	seen = {certificate.residue_test}
	for row in certificate.get("further_tests") or ():
		test = context.test(row.residue_test)
		if test is None:
			continue  # the framework refuses a link that leads nowhere, and an empty one
		if reason := _why_unsuitable(test, certificate):
			frappe.throw(_("Row {0}: {1}").format(row.idx, reason), errors.UnsuitableTestError)
		if row.residue_test in seen:
			frappe.throw(
				_("Row {0}: test {1} is linked already. Take the row out.").format(row.idx, row.residue_test),
				errors.DuplicateTestError,
			)
		seen.add(row.residue_test)


def linked_tests(certificate: Document) -> list[str]:
	"""Return all tests that a certificate names."""
	further = [row.residue_test for row in certificate.get("further_tests") or ()]
	return [test for test in (certificate.residue_test, *further) if test]


def certificates_on(test: str) -> list[str]:
	"""Return the issued certificates that rest on a test, in the order of their numbers."""
	certificate, row = frappe.qb.DocType(CERTIFICATE), frappe.qb.DocType(FURTHER)
	further = (
		frappe.qb.from_(row).select(row.parent).where((row.residue_test == test) & (row.parenttype == CERTIFICATE))
	)
	query = frappe.qb.from_(certificate).select(certificate.name).orderby(certificate.name)
	rests_on_it = (certificate.residue_test == test) | certificate.name.isin(further)
	return query.where((certificate.docstatus == 1) & rests_on_it).run(pluck=True)


def suitable_tests(
	producer: str | None, product: str | None, issued_on: datetime.date, text: str = "", start: int = 0, count: int = 20
) -> list[tuple[str, str, str]]:
	"""Return the tests that support a certificate of a day and that the session's user may see, latest first.

	:param text: part of a test's number, its sample's or its report's.
	:returns: the test's name, the day of its sample, and its purpose, for the search in a link field.
	"""
	table = frappe.qb.DocType(TEST)
	made_on = Coalesce(table.tested_on, table.sampled_on)
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.sampled_on, table.purpose)
		.where((table.docstatus == 1) & (table.verdict == PASS))
		.where((table.producer == producer) & (table.product == product))
		.where(made_on <= issued_on)
		.orderby(table.sampled_on, order=frappe.qb.desc)
		.orderby(table.name, order=frappe.qb.desc)
		.limit(count)
		.offset(start)
	)
	if since := tests_count_since(issued_on):
		query = query.where(made_on >= since)
	if text:
		part = f"%{text}%"
		query = query.where(table.name.like(part) | table.sample_no.like(part) | table.report_no.like(part))
	rows = apply_scope(query, TEST).run()
	return [(name, format_date(sampled_on), _(purpose, context=TEST)) for name, sampled_on, purpose in rows]


def tests_count_since(issued_on: datetime.date) -> datetime.date | None:
	"""Return the first day whose tests support a certificate of a day; None if the settings set no limit."""
	days = cint(frappe.db.get_single_value(SETTINGS, "certificate_test_validity_days"))
	return getdate(add_days(issued_on, -days)) if days else None


def _why_unsuitable(test: ResidueTestFacts, certificate: Document) -> str | None:
	"""Say why a test does not support a certificate; `suitable_tests` finds those for which there is no reason."""
	if (test.producer, test.product) != (certificate.producer, certificate.product):
		return _("Test {0} is of another producer or product.").format(test.name)
	if test.docstatus != 1:
		return _("Test {0} is not submitted.").format(test.name)
	if test.verdict != PASS:
		return _("Test {0} did not pass.").format(test.name)
	issued_on = getdate(certificate.issued_on)
	if test.tested_on and test.tested_on > issued_on:
		return _("Test {0} was made after the day of issue.").format(test.name)
	since = tests_count_since(issued_on)
	if since and test.tested_on and test.tested_on < since:
		return _("Test {0} is older than the settings allow.").format(test.name)
	return None

"""Rules of a conformity certificate: one home for the Desk, the REST API and the importer."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, getdate

from nongan_supervision.certificates import errors
from nongan_supervision.monitoring.verdicts import PASS
from nongan_supervision.registry.context import Context, ResidueTestFacts

TEST_BASES = frozenset({"Commissioned Test", "Self Test"})


def apply_rules(certificate: Document, context: Context) -> None:
	"""Complete a certificate and refuse it if a rule is broken.

	:raises CertificateError: one of :mod:`nongan_supervision.certificates.errors`.
	"""
	complete_place(certificate, context)
	certificate.sector = context.sector_of(certificate.product)
	check_count(certificate)
	check_date(certificate, context)
	check_producer(certificate, context)
	check_basis(certificate, context)


def complete_place(certificate: Document, context: Context) -> None:
	"""Take village and origin from the producer where none is given; the town follows the village."""
	if not certificate.village and (producer := context.producer(certificate.producer)):
		certificate.village = producer.village
	certificate.town = context.town_of(certificate.village)
	if not certificate.origin:
		certificate.origin = f"{certificate.town or ''}{certificate.village or ''}"


def check_count(certificate: Document) -> None:
	"""Refuse fewer than one certificate."""
	if cint(certificate.certificate_count) < 1:
		frappe.throw(_("Enter how many certificates were issued: one at least."), errors.InvalidCountError)


def check_date(certificate: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if certificate.issued_on and getdate(certificate.issued_on) > context.today:
		frappe.throw(
			_("The date of issue {0} lies in the future.").format(certificate.issued_on),
			errors.FutureIssueError,
		)


def check_producer(certificate: Document, context: Context) -> None:
	"""Refuse a certificate of a producer who is not active."""
	producer = context.producer(certificate.producer)
	if producer and producer.status != "Active":
		frappe.throw(
			_("{0} is inactive. Set the producer to Active first, if production has started again.").format(
				producer.producer_name
			),
			errors.InactiveProducerError,
		)


def check_basis(certificate: Document, context: Context) -> None:
	"""Refuse a certificate that rests on a test when no suitable one is linked.

	Suitable is a submitted test of the same producer and product that passed, on the day of issue at the
	latest and no longer before it than the settings allow.
	"""
	if certificate.basis not in TEST_BASES:
		certificate.residue_test = None
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


def _why_unsuitable(test: ResidueTestFacts, certificate: Document) -> str | None:
	if (test.producer, test.product) != (certificate.producer, certificate.product):
		return _("Test {0} is of another producer or product.").format(test.name)
	if test.docstatus != 1:
		return _("Test {0} is not submitted.").format(test.name)
	if test.verdict != PASS:
		return _("Test {0} did not pass.").format(test.name)
	issued_on = getdate(certificate.issued_on)
	if test.tested_on and test.tested_on > issued_on:
		return _("Test {0} was made after the day of issue.").format(test.name)
	if _outdated(test, issued_on):
		return _("Test {0} is older than the settings allow.").format(test.name)
	return None


def _outdated(test: ResidueTestFacts, issued_on) -> bool:
	days = cint(frappe.db.get_single_value("Nongan Supervision Settings", "certificate_test_validity_days"))
	return bool(days and test.tested_on and getdate(add_days(test.tested_on, days)) < issued_on)

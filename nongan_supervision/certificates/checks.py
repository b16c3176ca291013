"""Rules of a certificate check: an inspector looks at a slip, or for one, and what follows from what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases.clues import clue_of, open_clue, withdraw_clue
from nongan_supervision.certificates import check as public_check
from nongan_supervision.certificates import errors
from nongan_supervision.certificates.codes import read_code, slip_code
from nongan_supervision.certificates.lookup import CERTIFICATE, certificate_of
from nongan_supervision.certificates.wording import serial_text
from nongan_supervision.permissions.viewer import departments_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.credit_events import record_event, withdraw_event
from nongan_supervision.registry.places import complete_place, complete_sector

SOURCE = "Certificate Check"

GENUINE = "Genuine"
MISSING = "Missing"
INCOMPLETE = "Incomplete"
BORROWED_NAME = "Borrowed Name"
FALSE_CLAIM = "False Claim"

EVENT_TYPES = {
	MISSING: "Missing Certificate",
	INCOMPLETE: "Incomplete Certificate",
	BORROWED_NAME: "Borrowed Name",
	FALSE_CLAIM: "False Certificate",
}
"""What each finding is as a credit event of the producer (clause A6: 冒名、虚假信用化管理)."""

FRAUD = frozenset({BORROWED_NAME, FALSE_CLAIM})
"""Findings that are looked into as cases, and by which a certificate may be another producer's."""

DECISIVE_FIELDS = ("finding", "producer", "checked_on")
"""What the follow-ups of a check depend on."""

_SERIAL = re.compile(r"(?:(\d{4})-)?(\d{1,10})")


@dataclass(frozen=True)
class SlipOnRecord:
	"""What an inspector learns from a scanned code; `finding` is what to propose, None for a valid slip."""

	status: str
	message: str
	code: str
	finding: str | None = None
	certificate: str | None = None
	serial_no: str | None = None
	producer: str | None = None
	product: str | None = None


def apply_rules(check: Document, context: Context) -> None:
	"""Complete a check and refuse it if a rule is broken.

	:raises CertificateError: one of :mod:`nongan_supervision.certificates.errors`.
	"""
	drop_what_does_not_apply(check)
	check_date(check, context)
	take_slip(check)
	check_serial(check)
	complete_from_certificate(check)
	complete_place(check, context)
	check.sector = None  # of neither product nor producer, whatever was sent
	complete_sector(check, context)
	complete_inspector(check)
	check_where(check)
	check_what(check)


def drop_what_does_not_apply(check: Document) -> None:
	"""Clear the slip where there was none."""
	if check.finding == MISSING:
		check.certificate = check.serial_no = check.code = None


def check_date(check: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if getdate(check.checked_on) > context.today:
		frappe.throw(
			_("The date of the check {0} lies in the future.").format(check.checked_on), errors.FutureCheckError
		)


def take_slip(check: Document) -> None:
	"""Take certificate and serial number from the code, whatever was sent; refuse to call a bad code genuine.

	What was found on the day stays found, though the certificate be withdrawn since: a code that was read once is read
	again only with another finding.
	"""
	check.code = (check.code or "").strip() or None
	if not check.code:
		return
	if not any(check.has_value_changed(fieldname) for fieldname in ("code", "finding")):
		stored = check.get_doc_before_save()
		check.certificate, check.serial_no = stored.certificate, stored.serial_no
		return
	slip = read_slip(check.code)
	if slip.finding and check.finding == GENUINE:
		frappe.throw(_("{0} Choose what you found instead of Genuine.").format(slip.message), errors.NotGenuineError)
	check.code = slip.code
	if slip.certificate:
		check.certificate, check.serial_no = slip.certificate, slip.serial_no


def read_slip(code: str) -> SlipOnRecord:
	"""Return the slip that a typed or scanned code belongs to, and what to propose if it isn't valid.

	:raises frappe.PermissionError: the certificate is one that the session's user may not see.
	"""
	outcome = public_check.check(code)
	finding = None if outcome.status == public_check.VALID else FALSE_CLAIM
	slip = read_code(code)
	certificate = certificate_of(slip.year, slip.serial) if slip else None
	if not certificate:
		return SlipOnRecord(outcome.status, outcome.message, code.rpartition("code=")[2].strip(), finding)
	frappe.has_permission(CERTIFICATE, "read", certificate, throw=True)
	producer, product = frappe.db.get_value(CERTIFICATE, certificate, ["producer", "product"])
	return SlipOnRecord(
		outcome.status,
		outcome.message,
		slip_code(slip.year, slip.serial),
		finding,
		certificate,
		serial_text(slip.year, slip.serial),
		producer,
		product,
	)


def check_serial(check: Document) -> None:
	"""Find the certificate of a full serial number; refuse one that isn't the certificate's."""
	check.serial_no = (check.serial_no or "").strip() or None
	if not check.serial_no:
		return
	year, serial = _serial_of(check.serial_no)
	if not check.certificate and year:
		check.certificate = certificate_of(year, serial)
	if not check.certificate:
		return
	facts = frappe.db.get_value(
		CERTIFICATE, check.certificate, ["serial_year", "serial_from", "serial_to"], as_dict=True
	)
	if serial is None or year not in (None, facts.serial_year) or not facts.serial_from <= serial <= facts.serial_to:
		frappe.throw(
			_("Serial number {0} is not of certificate {1}, which has {2} to {3}.").format(
				check.serial_no,
				check.certificate,
				serial_text(facts.serial_year, facts.serial_from),
				serial_text(facts.serial_year, facts.serial_to),
			),
			errors.ForeignSerialError,
		)
	check.serial_no = serial_text(facts.serial_year, serial)


def complete_from_certificate(check: Document) -> None:
	"""Take producer and product from the certificate; another's certificate is a fraud, or a slip of the pen."""
	if not check.certificate:
		return
	producer, product = frappe.db.get_value(CERTIFICATE, check.certificate, ["producer", "product"])
	check.producer = check.producer or producer
	check.product = check.product or product
	if check.finding not in FRAUD and (check.producer, check.product) != (producer, product):
		frappe.throw(
			_(
				"Certificate {0} is of another producer or product. Correct them, or choose the finding Borrowed Name."
			).format(check.certificate),
			errors.ForeignCertificateError,
		)


def complete_inspector(check: Document) -> None:
	"""Enter who checks, and for which department, where whoever enters it acts for a single one."""
	if not check.inspector:
		check.inspector = frappe.utils.get_fullname()
	if not check.department:
		departments = {name for role in frappe.get_roles() for name in departments_of(role)}
		check.department = departments.pop() if len(departments) == 1 else None


def check_where(check: Document) -> None:
	"""Refuse a check that doesn't say of whom or where it was."""
	if not check.producer and not (check.place or "").strip():
		frappe.throw(_("Enter the producer, or the place of the check."), errors.MissingPlaceError)


def check_what(check: Document) -> None:
	"""Refuse a genuine certificate that nobody can find again."""
	if check.finding == GENUINE and not check.certificate and not check.serial_no:
		frappe.throw(
			_("Scan the code of the slip, or enter the certificate or its serial number."),
			errors.MissingCertificateError,
		)


def follow_up(check: Document) -> None:
	"""Record the credit event of a check and open its clue; take back those of what it said before."""
	if not any(check.has_value_changed(fieldname) for fieldname in DECISIVE_FIELDS):
		return
	staying = take_back(check)
	event = record_event(
		check.producer, EVENT_TYPES.get(check.finding, ""), check, event_on=check.checked_on, note=check.note
	)
	clue = open_clue_of(check) if check.finding in FRAUD else clue_of(check)
	check.db_set({"credit_event": event, "case_clue": clue}, update_modified=False)
	if staying:
		frappe.msgprint(
			_("Credit event {0} was entered by hand and stays as it is. Correct it if need be.").format(staying),
			indicator="orange",
		)


def open_clue_of(check: Document) -> str:
	"""Open the clue of a check and return its name."""
	subject = " ".join(filter(None, (check.serial_no or check.certificate, check.product, check.place)))
	description = _("Certificate check: {0}, {1}").format(_(check.finding), subject or check.name)
	return open_clue(SOURCE, check, description, received_on=check.checked_on, department=check.department)


def take_back(check: Document) -> str | None:
	"""Take back what a check has opened, unless somebody has worked on it; return the credit event that stays."""
	check.db_set({"credit_event": None, "case_clue": None}, update_modified=False)  # so that they may go
	withdraw_clue(check)
	return withdraw_event(check)


def _serial_of(text: str) -> tuple[int | None, int | None]:
	"""Return year and number of a serial number as slips show it, or of the bare number."""
	found = _SERIAL.fullmatch(text)
	if not found:
		return None, None
	return int(found[1]) if found[1] else None, int(found[2])

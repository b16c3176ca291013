"""Slips are of what is stored: a client may hand the framework's print view any document that it has made up."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, escape_html, flt

from nongan_supervision.certificates.errors import UnstoredSlipsError

CERTIFICATE = "Conformity Certificate"

ON_SLIPS = (
	"docstatus",
	"producer",
	"product",
	"origin",
	"contact",
	"quantity_per_certificate",
	"unit",
	"issued_on",
	"basis",
	"second_document_type",
	"second_document_no",
	"serial_year",
	"serial_from",
	"certificate_count",
)
"""What slips show, and what their codes are made of."""

FIGURES_ON_SLIPS = frozenset(
	{"docstatus", "quantity_per_certificate", "serial_year", "serial_from", "certificate_count"},
)


def issued_as_shown(certificate: Document) -> frappe._dict | None:
	"""Return what is stored of a certificate that is to be printed; None of a draft, and of one that was withdrawn.

	:raises UnstoredSlipsError: nothing is stored under this name, or something else than this document shows.
	:raises frappe.PermissionError: the session's user may not print the stored certificate.
	"""
	name = certificate.name if certificate.doctype == CERTIFICATE else None
	stored = isinstance(name, str) and frappe.db.get_value(CERTIFICATE, name, ["name", *ON_SLIPS], as_dict=True)
	if not stored or stored.name != name:
		_refuse(name)
	frappe.has_permission(CERTIFICATE, "print", doc=name, throw=True)
	if stored.docstatus != 1 or not stored.serial_from:
		return None
	if any(_comparable(field, stored[field]) != _comparable(field, certificate.get(field)) for field in ON_SLIPS):
		_refuse(name)
	return stored


def _refuse(name: object) -> None:
	frappe.throw(
		_("Slips are printed of the certificate as it is stored, and {0} is not. Save it, or load it again.").format(
			escape_html(cstr(name))
		),
		UnstoredSlipsError,
	)


def _comparable(field: str, value: object) -> float | str:
	"""A value in one form, whether it comes from the database or from a client; text to the last character."""
	return flt(value) if field in FIGURES_ON_SLIPS else cstr(value)

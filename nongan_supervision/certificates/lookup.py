"""Which certificate a slip belongs to."""

from __future__ import annotations

import frappe
from pypika import Order

CERTIFICATE = "Conformity Certificate"

SHOWN = (
	"name",
	"docstatus",
	"product",
	"origin",
	"contact",
	"quantity_per_certificate",
	"unit",
	"issued_on",
	"basis",
	"second_document_type",
	"second_document_no",
	"withdrawn_on",
)
"""The fields of a certificate that its slips show, and those that say whether they still count."""


def certificate_of(year: int, serial: int) -> str | None:
	"""Return the name of the certificate that a slip belongs to, issued or withdrawn; None if there is none."""
	found = find_slip(year, serial)
	return found.name if found else None


def find_slip(year: int, serial: int) -> frappe._dict | None:
	"""Return what the slip shows, with the producer's name: one query through one index.

	Asks for nobody in particular: whoever holds a slip may read what stands on it.
	"""
	certificate, producer = frappe.qb.DocType(CERTIFICATE), frappe.qb.DocType("Producer")
	found = (
		frappe.qb.from_(certificate)
		.left_join(producer)
		.on(producer.name == certificate.producer)
		.select(*(certificate[field] for field in SHOWN), certificate.serial_to, producer.producer_name)
		.where((certificate.serial_year == year) & (certificate.serial_from <= serial))
		.orderby(certificate.serial_from, order=Order.desc)
		.limit(1)
		.run(as_dict=True)
	)
	return found[0] if found and found[0].serial_to >= serial else None

"""How slips, on paper and on the screen, word what they show."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.certificates.stored import CERTIFICATE, issued_as_shown
from nongan_supervision.registry.amounts import amount

BASES = ("Commissioned Test", "Self Test", "Internal Control", "Self Commitment")
"""In the order of the ministry's layout."""


def serial_text(year: int, serial: int) -> str:
	"""Return a serial number as slips show it."""
	return f"{year}-{serial:07d}"


def quantity_of(certificate: Any) -> str:
	"""Return the quantity that one slip stands for, with its unit; empty where none is given."""
	return amount(certificate.quantity_per_certificate, certificate.unit)


def slip_wording(certificate: Document) -> dict[str, Any]:
	"""Return what all slips of a certificate show alike: for the Jinja of print formats.

	Nothing of a certificate that is not issued, or withdrawn: it has no slips.

	:raises UnstoredSlipsError: a client has made it up for the framework's print view.
	:raises frappe.PermissionError: the session's user may not print it.
	"""
	stored = issued_as_shown(certificate)
	if not stored:
		return {}
	return {
		"producer": frappe.db.get_value("Producer", stored.producer, "producer_name"),
		"quantity": quantity_of(stored),
		"promises": promises(),
		"bases": [(_(basis, context=CERTIFICATE), basis == stored.basis) for basis in BASES],
		"second_document": _(stored.second_document_type, context=CERTIFICATE) if stored.second_document_type else None,
	}


def promises() -> list[str]:
	"""Return what the committing party promises, in the ministry's words."""
	return [
		_("uses no banned pesticides or veterinary drugs, no drugs withdrawn from use, no illegal additives"),
		_("residues of conventional pesticides and veterinary drugs do not exceed the limits"),
		_("answers for the truth of this commitment"),
	]

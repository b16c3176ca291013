"""What the public learns of a slip's code: the slip, or why there is none to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import format_date

from nongan_supervision.certificates.codes import LENGTH, Slip, decipher
from nongan_supervision.certificates.lookup import find_slip
from nongan_supervision.certificates.wording import quantity_of, serial_text

VALID = "Valid"
UNKNOWN = "Unknown"
ALTERED = "Altered"
WITHDRAWN = "Withdrawn"
SWITCHED_OFF = "Switched Off"

CHECKS = 60
WINDOW_SECONDS = 60
"""So many codes from one address in so many seconds: a market's visitors share one, a guesser gets nowhere."""

SETTINGS = "Nongan Supervision Settings"

_NOTHING = "0" * LENGTH


@dataclass(frozen=True)
class Outcome:
	"""What the check of a code found: a status, a plain sentence, and the slip if it is valid."""

	status: str
	message: str
	slip: dict[str, Any] | None = None


def check_as_guest(code: str | None) -> Outcome:
	"""Check a code for anybody, as often as the limit per address allows.

	:raises frappe.RateLimitExceededError: too many checks from this address.
	"""
	if not frappe.db.get_single_value(SETTINGS, "public_certificate_page"):
		return Outcome(SWITCHED_OFF, _("Certificates can't be checked here at present. Ask the town government."))
	# The framework counts by this word, which a client could otherwise choose anew for every guess.
	frappe.form_dict.cmd = "certificate-check"
	return _limited(code)


@rate_limit(limit=CHECKS, seconds=WINDOW_SECONDS)
def _limited(code: str | None) -> Outcome:
	return check(code)


def check(code: str | None) -> Outcome:
	"""Check a code: one digest and one indexed lookup, whatever comes of it.

	The work is the same for genuine, altered and withdrawn codes, so that the time it takes tells nothing.
	"""
	reading = decipher(code)
	claimed = (reading or decipher(_NOTHING)).slip
	found = find_slip(claimed.year, claimed.serial)
	if reading is None:
		return Outcome(UNKNOWN, _("This is not the code of a certificate. Type the 20 characters on the slip."))
	if not reading.genuine:
		return Outcome(
			ALTERED,
			_(
				"This code was not issued like this: it is mistyped, or it was altered. Compare it with the slip;"
				" if it is what the slip says, do not trust the slip."
			),
		)
	if found is None:
		return Outcome(UNKNOWN, _("No certificate with this code is on record. Do not trust the slip."))
	if found.docstatus == 2:
		return Outcome(
			WITHDRAWN,
			_("This certificate was withdrawn on {0} and no longer counts.").format(format_date(found.withdrawn_on))
			if found.withdrawn_on
			else _("This certificate was withdrawn and no longer counts."),
		)
	return Outcome(VALID, _("This certificate was issued as shown here."), _shown(found, claimed))


def _shown(found: frappe._dict, slip: Slip) -> dict[str, Any]:
	"""What a slip must show (《农产品质量安全承诺达标合格证管理办法》), and nothing more."""
	return {
		"serial": serial_text(slip.year, slip.serial),
		"product": found.product,
		"quantity": quantity_of(found),
		"origin": found.origin,
		"issued_on": format_date(found.issued_on),
		"producer": found.producer_name,
		"contact": found.contact,
		"basis": _(found.basis, context="Conformity Certificate"),
		"second_document": _(found.second_document_type, context="Conformity Certificate")
		if found.second_document_type
		else None,
		"second_document_no": found.second_document_no,
	}

"""Receipt numbers of tip-offs: by which anybody who has one may ask how things stand, and learns nothing else."""

from __future__ import annotations

import datetime
import secrets
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.certificates.codes import ALPHABET, normalise_code

LENGTH = 10
"""Characters of five bits each: guessing one of a thousand tip-offs takes a trillion questions."""

RECEIVED = "Received"
BEING_CHECKED = "Being Checked"


@dataclass(frozen=True)
class Progress:
	"""How a tip-off stands, and since when."""

	state: str
	since: datetime.date


def new_receipt_no() -> str:
	"""Return a number that nobody can guess: two groups of five characters without I, L, O and U."""
	return _grouped("".join(secrets.choice(ALPHABET) for _position in range(LENGTH)))


def progress_of(receipt_no: str | None) -> Progress | None:
	"""Return how the tip-off of a receipt stands; None if there is none: one indexed lookup, whatever was typed."""
	clue = frappe.db.get_value(
		"Case Clue",
		{"receipt_no": as_receipt(receipt_no)},
		["status", "received_on", "check_begun_on", "settled_on"],
		as_dict=True,
	)
	if not clue:
		return None
	if clue.status != "Open":
		return Progress(clue.status, getdate(clue.settled_on or clue.received_on))
	if clue.check_begun_on:
		return Progress(BEING_CHECKED, getdate(clue.check_begun_on))
	return Progress(RECEIVED, getdate(clue.received_on))


def wording() -> dict[str, str]:
	"""Return what the states are called for who asks."""
	return {
		RECEIVED: _("Received", context="Tip-off"),
		BEING_CHECKED: _("Being Checked", context="Tip-off"),
		"Case Filed": _("A case has been filed", context="Tip-off"),
		"Not Filed": _("Checked, no case filed", context="Tip-off"),
		"Passed On": _("Passed on to the authority in charge", context="Tip-off"),
	}


def as_receipt(typed: str | None) -> str:
	"""Return what was typed in the form of a receipt number; case, blanks and hyphens don't matter."""
	return _grouped(normalise_code(typed)[:LENGTH])


def _grouped(characters: str) -> str:
	return f"{characters[: LENGTH // 2]}-{characters[LENGTH // 2 :]}"

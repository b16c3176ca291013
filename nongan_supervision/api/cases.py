"""Whitelisted methods of clues, cases and referrals."""

from __future__ import annotations

import frappe

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.cases import clue_work, evidence, extensions, filing, informants
from nongan_supervision.cases.overview import overview


@whitelisted()
def case_from_clue(clue: str) -> dict:
	"""Return a new case, not saved, with the facts of a clue filled in."""
	frappe.has_permission("Enforcement Case", "create", throw=True)
	frappe.has_permission("Case Clue", "write", doc=clue, throw=True)
	return filing.case_from_clue(clue).as_dict()


@whitelisted()
def case_overview(doctype: str, name: str) -> dict:
	"""Return the deadline, what is missing and the journal of a case or a referral that the user may read."""
	return overview(doctype, name)


@whitelisted(methods=["POST"])
def request_extension(case: str, days: int, reason: str) -> None:
	"""Ask for a case's time limit to be extended."""
	extensions.request(case, days, reason)


@whitelisted(methods=["POST"])
def decide_extension(case: str, decision: str) -> None:
	"""Approve or reject the extension of a case that waits for it."""
	extensions.decide(case, decision)


@whitelisted(methods=["POST"])
def remove_evidence(case: str, row: str, reason: str) -> None:
	"""Take a piece of evidence out of a case that is being investigated; the journal keeps it."""
	evidence.remove(case, row, reason)


@whitelisted()
def view_evidence(doctype: str, name: str, row: str) -> None:
	"""Lead to a file of a case or a referral, if it is what it was when it was attached; the look is put on record."""
	frappe.local.response.location = evidence.view(doctype, name, row)
	frappe.local.response.type = "redirect"


@whitelisted(methods=["POST"])
def take_up_clue(clue: str) -> None:
	"""Begin the check of an open clue that the user may write."""
	clue_work.take_up(clue)


@whitelisted(methods=["POST"])
def hand_over_clue(clue: str, department: str, reason: str) -> None:
	"""Hand an open clue that the user may write over to another department."""
	clue_work.hand_over(clue, department, reason)


@whitelisted(methods=["POST"])
def reporter_of_clue(clue: str) -> dict:
	"""Return who reported a clue, to those who handle it; each look is put on record."""
	return informants.show_contact(clue)

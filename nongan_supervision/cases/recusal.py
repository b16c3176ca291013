"""The officers of a case: at least two, each with a certificate, none of them the party or close to it.

Source: 《行政处罚法》第四十二条、第四十三条; 《农业行政处罚程序规定》.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors
from nongan_supervision.registry.identity import normalise_number
from nongan_supervision.registry.personal_numbers import may_see, number_of

FEWEST_OFFICERS = 2


def check_officers(case: Document) -> None:
	"""Refuse officers that stand in the case twice or have to withdraw from it.

	:raises SameOfficerError: the same user, name or certificate twice.
	:raises RecusalError: an officer is marked as related, or has the party's name or identity number.
	"""
	for fieldname in ("user", "officer_name", "certificate_no"):
		_refuse_twice(case, fieldname)
	for officer in case.officers:
		if officer.related:
			_refuse(officer, _("is marked as related to the party"))
		if _plain(officer.officer_name) in _names_of_party(case):
			_refuse(officer, _("has the party's name"))
		if _has_number_of_party(officer, case):
			_refuse(officer, _("has the party's identity number"))


def require_officers(case: Document) -> None:
	"""Refuse a step without two officers, each with name and certificate number, neither of them the party.

	:raises TooFewOfficersError:
	:raises RecusalError: an officer has the identity number that the registry has of the party.
	"""
	complete = [officer for officer in case.officers if officer.officer_name and officer.certificate_no]
	if len(complete) < FEWEST_OFFICERS:
		frappe.throw(
			_("At least two officers with the numbers of their certificates handle a case; {0} entered.").format(
				len(complete)
			),
			errors.TooFewOfficersError,
		)
	numbers = {normalise_number(number_of(officer)) for officer in case.officers} - {""}
	if _number_of_producer(case.producer) in numbers:
		frappe.throw(
			_("One of the officers has the party's identity number and must withdraw from the case."),
			errors.RecusalError,
		)


def is_officer(case: Document, user: str) -> bool:
	"""Tell whether a user is one of the case's officers: by the user, or by the name where no user is given."""
	full_name = _plain(frappe.db.get_value("User", user, "full_name"))
	return any(
		officer.user == user or (not officer.user and _plain(officer.officer_name) == full_name)
		for officer in case.officers
	)


def officer_users(case: Document) -> list[str]:
	"""Return the users among the officers; the session's too, if only their name stands there."""
	named = [frappe.session.user] if is_officer(case, frappe.session.user) else []
	return [*(officer.user for officer in case.officers if officer.user), *named]


def _names_of_party(case: Document) -> set[str]:
	names = {_plain(case.party_name), _plain(case.party_representative)}
	if case.producer:
		names |= {
			_plain(name)
			for name in frappe.db.get_value("Producer", case.producer, ["producer_name", "contact_person"]) or ()
		}
	return names - {""}


def _has_number_of_party(officer: Document, case: Document) -> bool:
	"""Compared with the registry's number only for those who may see it: by refusals, others could find it out."""
	number = normalise_number(number_of(officer))
	of_producer = _number_of_producer(case.producer) if may_see("Producer") else None
	return bool(number) and number in {number_of(case), of_producer}


def _number_of_producer(name: str | None) -> str | None:
	return number_of(frappe.get_doc("Producer", name)) if name else None


def _refuse_twice(case: Document, fieldname: str) -> None:
	seen: set[str] = set()
	for officer in case.officers:
		value = _plain(officer.get(fieldname))
		if value and value in seen:
			frappe.throw(
				_("Row {0}: {1} stands among the officers twice.").format(officer.idx, officer.get(fieldname)),
				errors.SameOfficerError,
			)
		seen.add(value)


def _refuse(officer: Document, why: str) -> None:
	frappe.throw(
		_("Row {0}: {1} {2} and must withdraw from the case. Enter another officer.").format(
			officer.idx, officer.officer_name, why
		),
		errors.RecusalError,
	)


def _plain(text: str | None) -> str:
	return "".join((text or "").split()).casefold()

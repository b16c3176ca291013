"""The officers of a case: at least two, each with a user and a certificate, none of them the party or close to it.

Source: 《行政处罚法》第四十二条、第四十三条; 《农业行政处罚程序规定》.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors, refusals
from nongan_supervision.registry.identity import normalise_number
from nongan_supervision.registry.personal_numbers import may_see, number_of

FEWEST_OFFICERS = 2
MOST_OFFICERS = 20


def check_officers(case: Document) -> None:
	"""Name the officers, and refuse those that stand in the case twice or have to withdraw from it.

	:raises TooManyOfficersError:
	:raises SameOfficerError: the same user, name or certificate twice.
	:raises RecusalError: an officer must withdraw: see `_grounds`.
	"""
	if len(case.officers) > MOST_OFFICERS:
		frappe.throw(
			_("{0} officers are entered; a case has {1} at most.").format(len(case.officers), MOST_OFFICERS),
			errors.TooManyOfficersError,
		)
	name_officers(case)
	_refuse_twice("user", case.officers)
	_refuse_twice("officer_name", [officer for officer in case.officers if not officer.user])
	_refuse_twice("certificate_no", case.officers)
	# with the registry's number only for those who may see it: by refusals, others could find it out
	_refuse_who_must_withdraw(case, _number_of_producer(case.producer) if may_see("Producer") else None)


def name_officers(case: Document) -> None:
	"""Call each officer with a user as the user was called when they came to the case, whatever was sent."""
	stored = case.get_doc_before_save()
	before = {row.name: row for row in (stored.officers if stored else ())}
	for officer in case.officers:
		known = before.get(officer.name)
		if known and known.user and known.user == officer.user:
			officer.officer_name = known.officer_name
		elif officer.user:
			officer.officer_name = _full_name(officer.user) or officer.user


def require_officers(case: Document) -> None:
	"""Refuse a step without two officers, each with user and certificate number, none of whom must withdraw.

	:raises TooFewOfficersError:
	:raises OfficerWithoutUserError: names the rows.
	:raises TooManyRefusalsError: the user was refused too often today.
	:raises RecusalError: an officer must withdraw, be it for the number that the registry has of the party.
	"""
	complete = [officer for officer in case.officers if officer.officer_name and officer.certificate_no]
	if len(complete) < FEWEST_OFFICERS:
		frappe.throw(
			_("At least two officers with the numbers of their certificates handle a case; {0} entered.").format(
				len(complete)
			),
			errors.TooFewOfficersError,
		)
	_require_users(case)
	if any(number_of(officer) for officer in case.officers):
		refusals.begin_attempt(case)
	_refuse_who_must_withdraw(case, _number_of_producer(case.producer))


def is_officer(case: Document, user: str) -> bool:
	"""Tell whether a user is one of the case's officers: by the user, or by the name where no user is given."""
	full_name = _plain(_full_name(user))
	return any(
		officer.user == user or (not officer.user and _plain(officer.officer_name) == full_name)
		for officer in case.officers
	)


def officer_users(case: Document) -> list[str]:
	"""Return the users among the officers; the session's too, if only their name stands there."""
	named = [frappe.session.user] if is_officer(case, frappe.session.user) else []
	return [*(officer.user for officer in case.officers if officer.user), *named]


def _require_users(case: Document) -> None:
	users = [officer.user for officer in case.officers if officer.user]
	working = set(
		frappe.get_all("User", {"name": ["in", users], "enabled": 1, "user_type": "System User"}, pluck="name")
	)
	missing = [str(officer.idx) for officer in case.officers if officer.user not in working]
	if missing:
		frappe.throw(
			_("Officers, row {0}: choose the officer's own user, who works in the Desk.").format("、".join(missing)),
			errors.OfficerWithoutUserError,
		)


def _refuse_who_must_withdraw(case: Document, number_of_producer: str | None) -> None:
	"""Refuse the first officer who must withdraw, in words that are the same whatever the ground is."""
	names, accounts = _names_of_party(case), _accounts_of_party(case)
	numbers = {normalise_number(number) for number in (number_of(case), number_of_producer)} - {""}
	for officer in case.officers:
		if any(_grounds(officer, names, accounts, numbers)):
			who = " ".join(filter(None, (officer.officer_name, officer.user)))
			refusals.note_refusal(case, who)
			frappe.throw(
				_(
					"{0} must withdraw from the case: related to the party, or with the party's name, account or "
					"identity number. Enter another officer."
				).format(who),
				errors.RecusalError,
			)


def _grounds(officer: Document, names: set[str], accounts: set[str], numbers: set[str]) -> Iterator[bool]:
	"""Whether the officer is related to the party, has its account, its name, or its identity number."""
	yield bool(officer.related)
	yield officer.user in accounts
	called = {_plain(officer.officer_name), _plain(_full_name(officer.user))}
	yield not called.isdisjoint(names)
	yield normalise_number(number_of(officer)) in numbers


def _names_of_party(case: Document) -> set[str]:
	names = {_plain(case.party_name), _plain(case.party_representative)}
	if case.producer:
		names |= {
			_plain(name)
			for name in frappe.db.get_value("Producer", case.producer, ["producer_name", "contact_person"]) or ()
		}
	return names - {""}


def _accounts_of_party(case: Document) -> set[str]:
	account = frappe.db.get_value("Producer", case.producer, "user") if case.producer else None
	return {account} - {None, ""}


def _number_of_producer(name: str | None) -> str | None:
	return number_of(frappe.get_doc("Producer", name)) if name else None


def _full_name(user: str | None) -> str | None:
	return frappe.db.get_value("User", user, "full_name") if user else None


def _refuse_twice(fieldname: str, officers: list[Document]) -> None:
	seen: set[str] = set()
	for officer in officers:
		value = _plain(officer.get(fieldname))
		if value and value in seen:
			frappe.throw(
				_("Row {0}: {1} stands among the officers twice.").format(officer.idx, officer.get(fieldname)),
				errors.SameOfficerError,
			)
		seen.add(value)


def _plain(text: str | None) -> str:
	return "".join((text or "").split()).casefold()

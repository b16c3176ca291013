"""Refusals of officers who must withdraw: each on its case's journal, and only so many a day by one user.

Somebody who sees a party's identity number masked could otherwise find it out by trying officers with one number
after the other.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors, journal

MOST_REFUSED = 5
WINDOW_SECONDS = 24 * 60 * 60
"""So many steps of one user may be refused in so many seconds while their officers have identity numbers."""

ATTEMPTS = "nongan-recusal"


def begin_attempt(case: Document) -> None:
	"""Count a step for which the officers' numbers are compared; it counts until it is stored, whatever refuses it.

	:raises TooManyRefusalsError: the user's other attempts of the day were refused.
	"""
	key = _key()
	if not frappe.cache.get(key):
		frappe.cache.setex(key, WINDOW_SECONDS, 0)
	if frappe.cache.incrby(key, 1) > MOST_REFUSED:
		frappe.throw(
			_(
				"{0} steps of yours were refused today because of officers. Try again tomorrow, or let a colleague of "
				"your office take the step."
			).format(MOST_REFUSED),
			errors.TooManyRefusalsError,
		)
	case.flags.attempt = key


def end_attempt(case: Document) -> None:
	"""Count the attempt of a case that has been saved no more, once it is stored."""
	if key := case.flags.pop("attempt", None):
		frappe.db.after_commit.add(lambda: _uncount(key))


def note_refusal(case: Document, officer: str) -> None:
	"""Put on the journal of a stored case that an officer was refused: the refusal itself undoes what was written.

	The entry is written when the request's transaction ends, be it undone as a whole or, where only a part of it was
	undone, committed.
	"""
	if case.is_new():
		return
	user, doctype, name = frappe.session.user, case.doctype, case.name

	def write() -> bool:
		if not frappe.db.exists(doctype, name):
			return False
		journal.record(frappe.get_doc(doctype, name), journal.OFFICER_REFUSED, actor=user, about={"title": officer})
		return True

	def write_afterwards() -> None:
		if write():
			frappe.db.commit()  # nothing else is written: it follows a rollback

	frappe.db.before_commit.add(write)
	frappe.db.after_rollback.add(write_afterwards)


def _key() -> bytes:
	return frappe.cache.make_key(f"{ATTEMPTS}:{frappe.session.user}")


def _uncount(key: bytes) -> None:
	if frappe.cache.get(key):
		frappe.cache.incrby(key, -1)

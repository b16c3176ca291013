"""The hourly job that makes the digests of a day."""

from __future__ import annotations

import frappe

from nongan_supervision.agenda import channels
from nongan_supervision.agenda.digest import DIGEST, make_digest
from nongan_supervision.agenda.schedule import is_time
from nongan_supervision.cases import clock
from nongan_supervision.cases.apart import SAVEPOINT, each_apart
from nongan_supervision.cases.clock import Moment
from nongan_supervision.permissions.grants import OFFICES
from nongan_supervision.permissions.holders import users_with


def send_digests() -> None:
	"""Make the digest of each person for whom something waits, from the settings' hour on, on days that aren't quiet.

	A person who has had today's is left alone, so it may run as often as it likes, and in two places at once. What
	fails for one person is in the Error Log and is tried again with the next run; the others have theirs.
	"""
	now = clock.now()
	if not is_time(now):
		return
	each_apart(users_without(now), lambda user: _send(user, now), DIGEST)


def users_without(now: Moment) -> list[str]:
	"""Return the users of the offices whose accounts are open and who have no digest of today."""
	have_one = set(frappe.get_all(DIGEST, {"digest_date": now.day}, pluck="user"))
	return [user for user in users_with(OFFICES) if user not in have_one]


def _send(user: str, now: Moment) -> None:
	try:
		made = make_digest(user, now)
	except frappe.UniqueValidationError:  # another worker has made it
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_messages()
		return
	if made:
		frappe.db.commit()  # each person's stands by itself, before anything leaves
		channels.text(made)

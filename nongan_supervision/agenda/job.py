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
	holder, user, made = (frappe.qb.DocType(name) for name in ("Has Role", "User", DIGEST))
	has_one = frappe.qb.from_(made).select(made.user).where(made.digest_date == now.day)
	query = frappe.qb.from_(holder).inner_join(user).on(user.name == holder.parent).select(user.name).distinct()
	query = query.where((holder.parenttype == "User") & holder.role.isin(OFFICES))
	query = query.where((user.enabled == 1) & (user.user_type == "System User") & (user.name != "Administrator"))
	return query.where(user.name.notin(has_one)).orderby(user.name).run(pluck=True)


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

"""The hourly job that makes the digests of a day."""

from __future__ import annotations

import frappe
from frappe.utils import cint

from nongan_supervision.agenda import channels
from nongan_supervision.agenda.digest import DIGEST, make_digest
from nongan_supervision.agenda.lead_times import SETTINGS
from nongan_supervision.agenda.quiet_days import QuietDays
from nongan_supervision.cases import clock
from nongan_supervision.cases.apart import SAVEPOINT, each_apart
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.deadlines import legal_holidays
from nongan_supervision.permissions.grants import OFFICES

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def send_digests() -> None:
	"""Make the digest of each person for whom something waits, from the settings' hour on, on days that aren't quiet.

	A person who has had today's is left alone, so it may run as often as it likes, and in two places at once. What
	fails for one person is in the Error Log and is tried again with the next run; the others have theirs.
	"""
	now = clock.now()
	if not is_time(now):
		return
	each_apart(users_without(now), lambda user: _send(user, now), DIGEST)


def is_time(now: Moment) -> bool:
	"""Return whether the settings want digests at this moment."""
	settings = frappe.db.get_singles_dict(SETTINGS)
	if not cint(settings.get("reminder_digest")) or now.site.hour < cint(settings.get("reminder_hour")):
		return False
	return quiet_days(now).day_of_digest(now.day) == now.day


def quiet_days(now: Moment) -> QuietDays:
	"""Return the days on which the settings want no digests, from today on."""
	settings = frappe.db.get_singles_dict(SETTINGS)
	weekdays = frozenset(number for number, day in enumerate(WEEKDAYS) if cint(settings.get(f"quiet_{day}")))
	holidays = legal_holidays(now.day) if cint(settings.get("quiet_legal_holidays")) else {}
	return QuietDays(weekdays, holidays)


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

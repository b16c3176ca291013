"""A person's digest of a day: what waits for them, told once, in one message.

There is one of a person and day at most: its key says so, and the database holds to it, whoever runs the job and
however often. The digest, its notification and its mail are stored together or not at all; a text message leaves
after that, once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import is_notifications_enabled
from frappe.model.document import Document
from frappe.query_builder.functions import Max

from nongan_supervision.agenda import channels, mentions
from nongan_supervision.agenda.agenda import FOR_DECISION, INFORMED, Entry, agenda_of
from nongan_supervision.agenda.lead_times import LeadTime, lead_times
from nongan_supervision.agenda.mentions import Mention, is_to_be_told
from nongan_supervision.agenda.wording import names_of, subject_of
from nongan_supervision.cases.clock import Moment

DIGEST = "Reminder Digest"
ITEM = "Reminder Digest Item"
MEMORY_DAYS = 400
"""How far back it is looked up what a person was told."""

Key = tuple[str, str, str, str]
"""By which a person was told of the same thing: DocType, name or address, kind, day."""


@dataclass(frozen=True)
class Told:
	"""An entry of the agenda in the state in which a person is told of it."""

	entry: Entry
	state: str

	@property
	def key(self) -> Key:
		entry = self.entry
		return (entry.doctype, entry.name or entry.url, entry.what, str(entry.day or ""))


def make_digest(user: str, now: Moment) -> Document | None:
	"""Make a user's digest of the day, with its messages; None when nothing is to be told, or they have it already.

	:raises frappe.UniqueValidationError: another worker has made it at this moment.
	"""
	if frappe.db.exists(DIGEST, {"day_key": key_of(user, now.day)}) or not is_notifications_enabled(user):
		return None
	with speaking_to(user):
		told = to_be_told(user, now)
		if not told:
			return None
		digest = _store(user, now.day, told)
		channels.notify(digest)
		channels.mail(digest)
	return digest


def to_be_told(user: str, now: Moment) -> list[Told]:
	"""Return what a user is told of today: what has come to a state that they weren't told of, or lasts too long."""
	leads, before = lead_times(), last_mentions(user, now.day)
	found = [Told(entry, state_of(entry)) for entry in agenda_of(user, now) if _is_of_digest(entry, now)]
	found = [told for told in found if _is_to_be_told(told, now.day, before, leads)]
	return sorted(found, key=lambda told: mentions.STATES.index(told.state))


def state_of(entry: Entry) -> str:
	"""Return the state in which an entry of an agenda is."""
	if entry.kind == INFORMED:
		return mentions.WITH_OTHERS
	if entry.is_overdue:
		return mentions.OVERDUE
	if entry.is_due_today:
		return mentions.DUE_TODAY
	return mentions.WAITING if entry.kind == FOR_DECISION and not entry.is_near else mentions.DUE_SOON


def last_mentions(user: str, today: datetime.date) -> dict[Key, Mention]:
	"""Return when, and in which state, a user was last told of what, before today: one query."""
	digest, item = frappe.qb.DocType(DIGEST), frappe.qb.DocType(ITEM)
	columns = (item.reference_doctype, item.reference_name, item.url, item.what, item.due, item.state)
	query = frappe.qb.from_(digest).join(item).on((item.parent == digest.name) & (item.parenttype == DIGEST))
	query = query.where((digest.user == user) & (digest.digest_date < today))
	query = query.where(digest.digest_date >= today - datetime.timedelta(days=MEMORY_DAYS))
	query = query.select(*columns, Max(digest.digest_date)).groupby(*columns)
	found: dict[Key, Mention] = {}
	for doctype, name, url, what, due, state, day in query.run():
		key = (doctype, name or url, what, str(due or ""))
		mention = Mention(frappe.utils.getdate(day), state)
		if key not in found or found[key].day < mention.day:
			found[key] = mention
	return found


def key_of(user: str, day: datetime.date) -> str:
	"""Return the key of a user's digest of a day, of which there is one."""
	return f"{day} {user}"


@contextmanager
def speaking_to(user: str) -> Iterator[None]:
	"""Run a block as a user, and in their language; in that of the request where they have none."""
	before, language = frappe.session.user, frappe.local.lang
	frappe.set_user(user)
	frappe.local.lang = frappe.db.get_value("User", user, "language") or language
	try:
		yield
	finally:
		frappe.set_user(before)
		frappe.local.lang = language


def _is_of_digest(entry: Entry, now: Moment) -> bool:
	"""What is due to the hour is told at once (`cases/reminders.py`), here only once its day is over."""
	return not isinstance(entry.due, datetime.datetime) or entry.day < now.day


def _is_to_be_told(told: Told, today: datetime.date, before: dict[Key, Mention], leads: dict[str, LeadTime]) -> bool:
	lead = leads.get(told.entry.what)
	return is_to_be_told(told.state, today, before.get(told.key), lead.repeat_days if lead else 0)


def _store(user: str, day: datetime.date, told: list[Told]) -> Document:
	tomorrow = day + datetime.timedelta(days=1)
	states = [each.state for each in told]
	digest = frappe.get_doc(
		{
			"doctype": DIGEST,
			"user": user,
			"digest_date": day,
			"day_key": key_of(user, day),
			"subject": subject_of((each.state, each.entry.what, each.entry.day == tomorrow) for each in told),
			"overdue": states.count(mentions.OVERDUE),
			"due_today": states.count(mentions.DUE_TODAY),
			"due_soon": states.count(mentions.DUE_SOON),
			"waiting": sum(each.entry.kind == FOR_DECISION for each in told),
			"with_others": states.count(mentions.WITH_OTHERS),
			"items": [_row(each) for each in told],
		}
	)
	return digest.insert(ignore_permissions=True)  # the system's own message; nobody writes one


def _row(told: Told) -> dict:
	entry = told.entry
	return {
		"reference_doctype": entry.doctype,
		"reference_name": entry.name,
		"title": (entry.title or "")[:140],
		"what": entry.what,
		"due": entry.day,
		"remaining": entry.remaining,
		"late_with_it": names_of(entry.late),
		"state": told.state,
		"url": entry.url,
	}

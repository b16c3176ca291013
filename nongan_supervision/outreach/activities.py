"""Rules of outreach activities: what makes law and policy known to those who produce.

Source: the plan of 2022, part 5 (乡村行、入户宣传、培训、新闻媒体、“两微一端”；入户培训每次必宣) and A5, A8.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.outreach import errors
from nongan_supervision.permissions.scope import is_limited_to_villages
from nongan_supervision.permissions.viewer import department_of
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

ACTIVITY = "Outreach Activity"
SMS = "SMS"
MEDIA = "News Media"
BRIEFED = ("Training", "Household Visit")
"""What the plan says policy must be explained at, each time."""

SAID_BY_MESSAGE = ("activity_type", "held_on", "audience_count", "message")
"""What the sending of a message has set."""


def apply_rules(activity: Document, context: Context) -> None:
	"""Complete an activity and refuse it if a rule is broken.

	:raises OutreachError: one of :mod:`nongan_supervision.outreach.errors`.
	"""
	keep_what_a_message_set(activity)
	complete_place(activity, context)
	activity.department = activity.department or department_of(frappe.session.user)
	refuse_days_to_come(activity, context)
	check_attendance(activity, context)
	check_publication(activity)
	warn_without_briefing(activity)


def keep_what_a_message_set(activity: Document) -> None:
	"""Keep what the sending of a text message has set: the link to it is nobody's to send.

	:raises CountedByMessageError: somebody changes it.
	"""
	stored = activity.get_doc_before_save()
	if not activity.flags.by_message and not (stored and stored.message):
		activity.message = None
		return
	if stored and any(str(activity.get(field)) != str(stored.get(field)) for field in SAID_BY_MESSAGE):
		frappe.throw(
			_("{0} was counted when the message {1} was sent and stays as it is.").format(
				activity.name, stored.message
			),
			errors.CountedByMessageError,
		)


def complete_place(activity: Document, context: Context) -> None:
	"""The town follows the village; an activity of the whole town is the current town's unless it says otherwise.

	:raises MissingVillageError: a village officer names no village.
	"""
	if activity.village:
		activity.town = context.town_of(activity.village)
		return
	activity.town = activity.town or own_town()
	if is_limited_to_villages(town=activity.town):
		frappe.throw(_("Name the village in which the activity took place."), errors.MissingVillageError)


def refuse_days_to_come(activity: Document, context: Context) -> None:
	"""Refuse a day that has not come: what is planned has reached nobody yet."""
	if activity.held_on and getdate(activity.held_on) > context.today:
		frappe.throw(
			_("{0} lies in the future. Enter the activity once it has taken place.").format(
				frappe.format(activity.held_on, "Date")
			),
			errors.FutureActivityError,
		)


def check_attendance(activity: Document, context: Context) -> None:
	"""Refuse rows that name nobody or a producer twice; count who was there where nobody has.

	:raises NobodyNamedError: a row names neither a producer nor a person.
	:raises DuplicateAttendeeError: a producer is listed twice.
	"""
	rows = activity.get("producers") or []
	context.look_up_producers({row.producer for row in rows})
	seen = set()
	for row in rows:
		producer = context.producer(row.producer)
		if producer and not row.attendee_name:
			row.attendee_name = producer.producer_name
		if not (row.attendee_name or "").strip():
			frappe.throw(_("Row {0}: name the producer or the person.").format(row.idx), errors.NobodyNamedError)
		if producer and producer.name in seen:
			frappe.throw(
				_("Row {0}: {1} is listed already. Take one of the two out.").format(row.idx, producer.producer_name),
				errors.DuplicateAttendeeError,
			)
		seen.add(row.producer)
	activity.audience_count = max(_counted_beside(activity), _attended(activity))


def _attended(activity: Document) -> int:
	return sum(cint(row.attended) for row in activity.get("producers") or [])


def _counted_beside(activity: Document) -> int:
	"""How many somebody has counted; 0 where the number is the rows' own, and still the one that they had made."""
	before = activity.get_doc_before_save()
	counted = cint(activity.audience_count)
	is_the_rows = before and counted == cint(before.audience_count) == _attended(before)
	return 0 if is_the_rows else counted


def check_publication(activity: Document) -> None:
	"""Refuse a media report that doesn't say where it appeared, and a link that leads nowhere.

	:raises MissingPublicationError: a media report has neither a medium nor a link.
	:raises InvalidLinkError: the link is no address of a web page.
	"""
	if activity.activity_type == MEDIA and not (activity.media_name or activity.link):
		frappe.throw(_("Say in which medium the report appeared, or give its link."), errors.MissingPublicationError)
	if activity.link:
		address = urlsplit(activity.link.strip())
		if address.scheme not in ("http", "https") or not address.netloc:
			frappe.throw(
				_("{0} is no address of a web page. It should begin with https://.").format(
					frappe.utils.escape_html(activity.link[:100])
				),
				errors.InvalidLinkError,
			)
		activity.link = activity.link.strip()


def warn_without_briefing(activity: Document) -> None:
	"""Say that policy should be explained at each training and household visit; the checklist counts it."""
	if activity.activity_type in BRIEFED and not activity.policy_briefing:
		frappe.msgprint(
			_("The plan asks for a policy briefing at each training and household visit. Tick it if there was one."),
			alert=True,
			indicator="orange",
		)

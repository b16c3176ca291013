"""Text messages to producers: written, tried, and sent by the framework's SMS gateway.

Source: the plan of 2022, part 5: 对规模从业主体政策告知到位，短信告知每周一宣.

A message is tried first: whom it goes to is counted and listed, and nothing leaves. Sending is a second, deliberate
step, which the settings must allow. What a message has done is the server's to say, and a message that was sent
changes no more. See `delivery.py` for how it is sent.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.outreach import delivery, errors
from nongan_supervision.outreach.delivery import FAILED, MESSAGE, PARTLY_SENT, QUEUED, SENDING
from nongan_supervision.outreach.recipients import Audience, audience_of, remaining
from nongan_supervision.outreach.texts import filled, masked, segments, topic_of, unknown_placeholders
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

DRAFT = "Draft"
TRIED = "Trial Run"
OPEN = (DRAFT, TRIED)
UNFINISHED = (PARTLY_SENT, FAILED)

OUTCOME = (
	"status",
	"sent_on",
	"sent_by",
	"recipient_count",
	"without_phone",
	"delivered_count",
	"failed_count",
	"activity",
)
"""What only trying and sending set."""

ASKED = (
	"message_text",
	"town",
	"village",
	"product",
	"sector",
	"producer_type",
	"only_of_scale",
	"only_on_market",
	"credit_level",
)
"""What says what goes to whom: a change makes a message that was tried a draft again."""

SAMPLES = 3
"""How many texts a preview shows in full."""


def apply_rules(message: Document) -> None:
	"""Complete a message and refuse it if a rule is broken.

	:raises OutreachError: one of :mod:`nongan_supervision.outreach.errors`.
	"""
	if not message.flags.by_delivery:
		keep_outcome(message)
	message.message_text = (message.message_text or "").strip()
	message.topic = (message.topic or "").strip() or topic_of(message.message_text)
	message.town = message.town or own_town()
	check_placeholders(message)


def keep_outcome(message: Document) -> None:
	"""Put back what only sending sets; refuse to change what was sent; make a changed trial a draft again.

	:raises MessageSentError: the message was sent or is on its way.
	"""
	stored = message.get_doc_before_save()
	if stored and stored.status not in OPEN:
		refuse_if_sent(stored)
	for fieldname in OUTCOME:
		message.set(fieldname, stored.get(fieldname) if stored else None)
	message.status = message.status or DRAFT
	message.set("recipients", stored.recipients if stored else [])
	if stored and any(str(message.get(field) or "") != str(stored.get(field) or "") for field in ASKED):
		message.update({"status": DRAFT, "recipient_count": 0, "without_phone": 0, "recipients": []})


def refuse_if_sent(message: Document) -> None:
	"""Refuse to change or delete a message that was sent, or is on its way.

	:raises MessageSentError:
	"""
	if message.status not in OPEN:
		frappe.throw(
			_("{0} is {1} and changes no more. Copy it for a further message.").format(
				message.name, _(message.status, context=MESSAGE)
			),
			errors.MessageSentError,
		)


def check_placeholders(message: Document) -> None:
	"""Refuse a text with a placeholder that nothing is filled in for: it would go out as it stands.

	:raises UnknownPlaceholderError:
	"""
	if unknown := unknown_placeholders(message.message_text):
		frappe.throw(
			_("{0} is no placeholder. There are {1}.").format(
				frappe.utils.escape_html("{" + unknown[0] + "}"), "{producer_name}, {village}"
			),
			errors.UnknownPlaceholderError,
		)


def preview(message: Document, context: Context) -> dict:
	"""Return what sending a message would do: how many it reaches, the first texts, and how long they are.

	One that has reached a part would go to those of its rows that it has not reached.
	"""
	goes_on = message.status in UNFINISHED
	audience = remaining(waiting_rows(message)) if goes_on else audience_of(message, context.today)
	texts = [filled(message.message_text, one.values()) for one in audience.recipients]
	return {
		"count": len(texts),
		"without_phone": audience.without_phone,
		"sharing": audience.sharing,
		"unknown": sum(row.status == SENDING for row in message.recipients) if goes_on else 0,
		"samples": [
			{"to": f"{one.producer_name} {masked(one.number)}", "text": text}
			for one, text in zip(audience.recipients[:SAMPLES], texts, strict=False)
		],
		"segments": sum(map(segments, texts)),
		"may_send": delivery.obstacle() is None,
		"obstacle": delivery.obstacle(),
	}


def send(name: str, context: Context) -> str:
	"""Try a message, or put it on its way, by its own tick; return the state that it is in then.

	A message that reached only a part goes on with those that it has not reached.

	:raises frappe.PermissionError: the user may not write the message.
	:raises OutreachError: one of :mod:`nongan_supervision.outreach.errors`.
	"""
	message = delivery.locked(name)
	message.check_permission("write")
	if message.status not in (*OPEN, *UNFINISHED):
		refuse_if_sent(message)
	if message.status in OPEN:
		list_recipients(message, audience_of(message, context.today))
	if message.dry_run and message.status in OPEN:
		message.status = TRIED
	else:
		queue(message)
	message.flags.by_delivery = True
	message.save()
	if message.status == QUEUED:
		delivery.start(message.name)
	return message.status


def list_recipients(message: Document, audience: Audience) -> None:
	"""Write down whom a message goes to, with masked numbers.

	:raises EmptyMessageError: it goes to nobody.
	"""
	if not audience.recipients:
		frappe.throw(
			_("No producer with a mobile number matches. Widen the filters, or complete the producers' phone numbers."),
			errors.EmptyMessageError,
		)
	rows = [
		{
			"producer": one.producer,
			"producer_name": one.producer_name,
			"phone": masked(one.number),
			"status": delivery.LISTED,
		}
		for one in audience.recipients
	]
	message.set("recipients", rows)
	message.update({"recipient_count": len(rows), "without_phone": audience.without_phone})


def waiting_rows(message: Document) -> list[Document]:
	"""Return the rows of those whom a message has not reached; whether it reached one that is on its way is unknown."""
	return [row for row in message.recipients if row.status in delivery.NOT_REACHED]


def queue(message: Document) -> None:
	"""Put a message on its way to all that it has not reached.

	:raises SendingDisabledError: the settings do not allow it, or the gateway is not set up.
	:raises DailyLimitError: more than a day's messages.
	"""
	if obstacle := delivery.obstacle():
		frappe.throw(obstacle, errors.SendingDisabledError)
	waiting = waiting_rows(message)
	delivery.check_daily_limit(len(waiting))
	for row in waiting:
		row.update({"status": QUEUED, "error": None})
	message.update({"status": QUEUED, "sent_on": getdate(), "sent_by": frappe.session.user})

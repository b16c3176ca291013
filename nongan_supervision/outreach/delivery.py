"""How a message leaves: in the background, one number at a time, by the framework's SMS Settings.

Nobody gets a message twice. A row is marked as on its way before the gateway is asked, and stored: if the worker dies
between the two, its outcome is unknown, and it is left to people rather than sent again. What a dead worker has left
is closed by an hourly job, and can then be sent to those whom it has not reached.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import frappe
from frappe import _
from frappe.core.doctype.sms_settings.sms_settings import create_sms_log, send_sms
from frappe.model.document import Document
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, today
from frappe.utils.background_jobs import is_job_enqueued

from nongan_supervision.cases.apart import each_apart
from nongan_supervision.outreach import errors
from nongan_supervision.outreach.activities import ACTIVITY, SMS
from nongan_supervision.outreach.recipients import Recipient, reachable
from nongan_supervision.outreach.texts import filled
from nongan_supervision.permissions.viewer import department_of
from nongan_supervision.registry.untold import untold

MESSAGE = "Outreach Message"
SETTINGS = "Nongan Supervision Settings"
GATEWAY = "SMS Settings"
LOG = "SMS Log"
"""The framework's: what has left, whoever has sent it."""
DIGEST = "Reminder Digest"
REQUIRED = ("sms_gateway_url", "message_parameter", "receiver_parameter")

LISTED = "Listed"
QUEUED = "Queued"
SENDING = "Sending"
SENT = "Sent"
PARTLY_SENT = "Partly Sent"
FAILED = "Failed"
NOT_REACHED = (LISTED, QUEUED, FAILED)

FAILURES_IN_A_ROW = 5
"""After so many, the gateway counts as down: the others wait until somebody sends the message again."""


def obstacle() -> str | None:
	"""Return why no message may leave, None if nothing stands against it."""
	if not frappe.db.get_single_value(SETTINGS, "sms_enabled"):
		return _("Sending is switched off in the settings (Send Text Messages). A message can be tried all the same.")
	if frappe.get_hooks("send_sms"):
		return None  # another app sends
	gateway = frappe.db.get_singles_dict(GATEWAY)
	if not all(gateway.get(fieldname) for fieldname in REQUIRED):
		return _("The gateway is not set up. An administrator fills in address and parameters in SMS Settings.")
	return None


def check_daily_limit(count: int) -> None:
	"""Refuse more messages than the settings allow in a day.

	Where they may leave, nobody else counts until this transaction ends: it should end before the gateway is asked.

	:raises DailyLimitError:
	"""
	limit = cint(frappe.db.get_single_value(SETTINGS, "sms_daily_limit"))
	if not limit:
		return
	one_at_a_time()
	sent = taken_today()
	if sent + count > limit:
		frappe.throw(
			_("{0} messages were sent today; with {1} more there would be more than the {2} allowed in a day.").format(
				sent, count, limit
			),
			errors.DailyLimitError,
		)


def one_at_a_time() -> None:
	"""Let whoever counts the messages of a day or locks one wait until all others who do have ended theirs."""
	frappe.db.get_value("DocType", MESSAGE, "name", for_update=True)


def locked(name: str) -> Document:
	"""Return a message that nobody else changes until this transaction ends.

	It is one's turn before it is locked: who counts looks at messages by their states, and would wait for one whose
	state is being changed while that waits for them.
	"""
	one_at_a_time()
	return frappe.get_doc(MESSAGE, name, for_update=True)


def taken_today() -> int:
	"""Count the text messages of today: all that have left, and those that are to come, to producers and of digests.

	As others have committed it, not as of this transaction's snapshot: by reads that lock. What has left is read first
	from the log, which who delivers writes while they hold nothing else; from the rows it is read last, for there they
	hold the row that they write.
	"""
	row, message, digest = (frappe.qb.DocType(name) for name in (f"{MESSAGE} Recipient", MESSAGE, DIGEST))
	messages = frappe.qb.from_(row).inner_join(message).on(message.name == row.parent).select(Count("*"))
	messages = messages.where((message.sent_on == today()) & (message.status == QUEUED))
	digests = frappe.qb.from_(digest).select(Count("*")).where(digest.digest_date == today())
	to_come = [messages.where(row.status.isin((QUEUED, SENDING))), digests.where(digest.sms_status == SENDING)]
	if has_log():
		log = frappe.qb.DocType(LOG)
		queries = [frappe.qb.from_(log).select(Sum(log.no_of_sent_sms)).where(log.sent_on == today()), *to_come]
	else:
		sent = frappe.qb.from_(row).select(Count("*")).where(row.sent_on == today())
		queries = [*to_come, sent, digests.where(digest.sms_status == SENT)]
	return sum(cint(query.for_update().run()[0][0]) for query in queries)


def has_log() -> bool:
	"""Return whether the site has the log that the framework's gateway writes: on version 15 another app brings it.

	Where it is missing, a day is counted by the rows of messages and by the digests; nothing else is sent there.
	"""
	return bool(frappe.db.table_exists(LOG))


def send_text(numbers: list[str], text: str, sender_name: str = "", success_msg: bool = False) -> Any:
	"""Send a text message by the framework's gateway, or by an app that has taken its place.

	The gateway's way writes what has left in the log by which a day is counted. An app need not do so: then it is
	done here.
	"""
	if not has_log():
		# without it the framework fails, but only after the gateway has taken the message
		with suppress(frappe.DoesNotExistError, ImportError), untold():
			return send_sms(numbers, text, sender_name, success_msg)
		return None
	if not frappe.get_hooks("send_sms"):
		return send_sms(numbers, text, sender_name, success_msg)
	of_today = {"sent_on": today()}
	logged = frappe.db.count(LOG, of_today)
	answer = send_sms(numbers, text, sender_name, success_msg)
	if frappe.db.count(LOG, of_today) == logged:
		create_sms_log({"message": text.encode(), "receiver_list": numbers}, numbers)
	return answer


def start(name: str) -> None:
	"""Let a queued message be delivered, once what queued it is stored."""
	frappe.enqueue(
		"nongan_supervision.outreach.delivery.deliver",
		queue="long",
		enqueue_after_commit=True,
		job_id=_job_of(name),
		deduplicate=True,
		message=name,
	)


def deliver(message: str) -> None:
	"""Send a queued message to those whom it has not reached, and store what became of it."""
	doc = frappe.get_doc(MESSAGE, message)
	waiting = [row for row in doc.recipients if row.status == QUEUED]
	recipients = reachable([row.producer for row in waiting])
	failures = 0
	for row in waiting:
		if not _is_waiting(row):
			continue  # another worker has it
		recipient = recipients.get(row.producer)
		if not recipient:  # which says nothing of the gateway
			_store(row, FAILED, _("no mobile number any more"))
			continue
		failures = 0 if _send(row, recipient, doc.message_text) else failures + 1
		if failures == FAILURES_IN_A_ROW:
			break
	close(locked(message))


def close_interrupted() -> None:
	"""Close the messages that are queued although nobody delivers them any more: their worker has died.

	An hourly job.
	"""
	each_apart(frappe.get_all(MESSAGE, {"status": QUEUED}, pluck="name"), _close_if_interrupted, "Outcome of")


def close(message: Document) -> None:
	"""Store how the delivery of a message has ended, by what its rows say."""
	count_outcome(message)
	_note_activity(message)
	message.flags.by_delivery = True
	message.save()


def count_outcome(message: Document) -> None:
	"""Count whom a message reached, and say how it went."""
	states = [row.status for row in message.recipients]
	reached = states.count(SENT)
	message.update({"delivered_count": reached, "failed_count": states.count(FAILED)})
	if reached == len(states):
		message.status = SENT
	else:
		message.status = PARTLY_SENT if reached else FAILED


def _job_of(name: str) -> str:
	return f"{MESSAGE} {name}"


def _close_if_interrupted(name: str) -> None:
	message = locked(name)  # not while somebody is queueing it
	if message.status == QUEUED and not is_job_enqueued(_job_of(name)):
		close(message)


def _is_waiting(row: Document) -> bool:
	"""Return whether a row waits still, and let nobody else take it until its next step is stored."""
	is_waiting = frappe.db.get_value(row.doctype, row.name, "status", for_update=True) == QUEUED
	if not is_waiting:
		frappe.db.commit()  # there is no next step
	return is_waiting


def _send(row: Document, recipient: Recipient, text: str) -> bool:
	_store(row, SENDING)
	try:
		with untold():
			send_text([recipient.number], filled(text, recipient.values()))
	except Exception as error:
		_store(row, FAILED, str(error).replace(recipient.number, "***")[:140])
		return False
	_store(row, SENT)
	return True


def _store(row: Document, status: str, error: str | None = None) -> None:
	sent_on = today() if status == SENT else None
	row.db_set({"status": status, "error": error, "sent_on": sent_on}, update_modified=False)
	frappe.db.commit()  # what has left cannot be called back: it must be known, whatever happens next


def _note_activity(message: Document) -> None:
	"""Count a message that has reached somebody as an outreach activity."""
	if not message.delivered_count:
		return
	if message.activity:
		frappe.db.set_value(ACTIVITY, message.activity, "audience_count", message.delivered_count)
		return
	activity = frappe.get_doc(
		{
			"doctype": ACTIVITY,
			"activity_type": SMS,
			"held_on": message.sent_on,
			"department": department_of(message.sent_by),
			"topic": message.topic,
			"town": message.town,
			"village": message.village,
			"audience_count": message.delivered_count,
			"summary": message.message_text,
			"message": message.name,
		}
	)
	activity.flags.by_message = True
	message.activity = activity.insert().name

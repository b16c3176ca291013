"""How a digest reaches its person: in the Desk, and where the settings say so by mail and by text message."""

from __future__ import annotations

import frappe
from frappe.desk.doctype.notification_settings.notification_settings import is_email_notifications_enabled
from frappe.email.doctype.email_account.email_account import EmailAccount
from frappe.model.document import Document
from frappe.utils import cint, get_url, get_url_to_form

from nongan_supervision.agenda.telling import tell
from nongan_supervision.outreach import delivery, errors

SETTINGS = "Nongan Supervision Settings"
TEMPLATE = "nongan_supervision/templates/emails/reminder_digest.html"

SAVEPOINT = "nongan_reminder_mail"

SENDING = "Sending"
SENT = "Sent"
FAILED = "Failed"


def notify(digest: Document) -> None:
	"""Put the digest among its person's notifications in the Desk."""
	tell(digest.user, digest.doctype, digest.name, digest.subject)


def mail(digest: Document) -> None:
	"""Queue the digest as a mail, where the settings and the person want mails and the site can send them."""
	if not _is_on("reminder_by_email") or not is_email_notifications_enabled(digest.user):
		return
	address = frappe.db.get_value("User", digest.user, "email")
	if not address or not EmailAccount.find_outgoing(_raise_error=False):
		return
	frappe.db.savepoint(SAVEPOINT)
	try:
		frappe.sendmail(
			recipients=[address],
			subject=digest.subject,
			message=frappe.render_template(TEMPLATE, {"doc": digest, "get_url": get_url, "url": address_of(digest)}),
			reference_doctype=digest.doctype,
			reference_name=digest.name,
		)
	except Exception:  # they have it in the Desk all the same
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.clear_messages()
		frappe.log_error(title=f"Mail of {digest.name}")
	else:
		digest.db_set("emailed", 1, update_modified=False)


def text(digest: Document) -> None:
	"""Send the digest's subject as a text message, where the settings say so: once, after the digest is stored.

	It is marked as on its way before the gateway is asked: if the worker dies between the two, it is not sent again.
	Over the limit of a day it is not sent, and the log says so; the person has the digest in the Desk, and by mail.
	"""
	number = frappe.db.get_value("User", digest.user, "mobile_no")
	if not number or not _is_on("reminder_by_sms") or delivery.obstacle():
		return
	try:
		delivery.check_daily_limit(1)
		_store(digest, SENDING)
		delivery.send_text([number], f"{digest.subject} {address_of(digest)}")
	except errors.DailyLimitError as error:
		_fail(digest, str(error))
	except Exception:
		_fail(digest)
	else:
		_store(digest, SENT)


def address_of(digest: Document) -> str:
	"""Return the address of a digest, with the site's own."""
	return get_url_to_form(digest.doctype, digest.name)


def _is_on(fieldname: str) -> bool:
	return bool(cint(frappe.db.get_single_value(SETTINGS, fieldname)))


def _fail(digest: Document, reason: str | None = None) -> None:
	"""Store that no text message went, and why: the error itself, unless there are words for it."""
	frappe.clear_messages()
	_store(digest, FAILED)
	frappe.log_error(title=f"Text message of {digest.name}", message=reason)
	frappe.db.commit()  # the log


def _store(digest: Document, status: str) -> None:
	digest.db_set("sms_status", status, update_modified=False)
	frappe.db.commit()  # what has left cannot be called back: it must be known, whatever happens next

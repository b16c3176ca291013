"""The framework's method for text messages, made to ask who may send them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import frappe
from frappe import _

from nongan_supervision.outreach import delivery, errors


@frappe.whitelist(methods=["POST"])
def send_sms(receiver_list: list | str, msg: str, sender_name: str = "", success_msg: bool = True) -> Any:
	"""Send a text message, for those who may send messages to producers, as far as the settings allow any.

	The framework lets every user do it, whatever this app's settings say. What leaves this way is in the log alone:
	without one nobody would know of it, and no day would count it.
	"""
	frappe.has_permission("Outreach Message", "create", throw=True)
	numbers = _numbers(receiver_list)
	if obstacle := delivery.obstacle():
		frappe.throw(obstacle, errors.SendingDisabledError)
	if not delivery.has_log():
		frappe.throw(
			_("This site has no log of what is sent this way. Write an Outreach Message instead."),
			errors.SendingDisabledError,
		)
	delivery.check_daily_limit(len(numbers))
	frappe.db.commit()  # nobody who counts waits for the gateway
	return delivery.send_text(numbers, msg, sender_name, success_msg)


def _numbers(sent: list | str) -> list[str]:
	with suppress(ValueError):
		sent = frappe.parse_json(sent)
	numbers = sent if isinstance(sent, list) else [sent]
	if not all(isinstance(number, str) for number in numbers):
		frappe.throw(_("The mobile numbers must be given as a list of texts."), errors.OutreachError)
	return numbers

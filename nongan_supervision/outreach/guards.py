"""The framework's method for text messages, made to ask who may send them."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.core.doctype.sms_settings import sms_settings


@frappe.whitelist(methods=["POST"])
def send_sms(receiver_list: list | str, msg: str, sender_name: str = "", success_msg: bool = True) -> Any:
	"""Send a text message, for those who may send messages to producers: the framework lets every user do it."""
	frappe.has_permission("Outreach Message", "create", throw=True)
	return sms_settings.send_sms(receiver_list, msg, sender_name, success_msg)

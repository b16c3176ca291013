"""Whitelisted methods of outreach and meetings."""

from __future__ import annotations

import frappe

from nongan_supervision.outreach import messages
from nongan_supervision.registry.context import Context


@frappe.whitelist(methods=["POST"])
def preview_outreach_message(name: str) -> dict:
	"""Return whom a message would reach, its first texts, and what stands against sending it."""
	message = frappe.get_doc(messages.MESSAGE, name)
	message.check_permission("write")
	return messages.preview(message, Context())


@frappe.whitelist(methods=["POST"])
def send_outreach_message(name: str) -> str:
	"""Try a message, or put it on its way if its Dry Run is off; return the state that it is in then."""
	return messages.send(name, Context())

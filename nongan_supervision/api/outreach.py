"""Whitelisted methods of outreach and meetings."""

from __future__ import annotations

from dataclasses import asdict

import frappe

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.outreach import consultations, messages
from nongan_supervision.registry.asked import day_of, document_of
from nongan_supervision.registry.context import Context


@whitelisted(methods=["POST"])
def preview_outreach_message(name: str) -> dict:
	"""Return whom a message would reach, its first texts, and what stands against sending it."""
	message = frappe.get_doc(messages.MESSAGE, name)
	message.check_permission("write")
	return messages.preview(message, Context())


@whitelisted(methods=["POST"])
def send_outreach_message(name: str) -> str:
	"""Try a message, or put it on its way if its Dry Run is off; return the state that it is in then."""
	return messages.send(name, Context())


@whitelisted()
def draft_consultation(meeting: dict | str) -> dict:
	"""Return the findings of a consultation's period, drafted from the data; the meeting may be unsaved."""
	frappe.has_permission("Joint Meeting", "create", throw=True)
	asked = document_of(meeting)
	period = {field: day_of(field, asked[field]) if asked.get(field) else None for field in consultations.PERIOD}
	town = asked.get("town") if isinstance(asked.get("town"), str) else None
	return asdict(consultations.draft(frappe.new_doc("Joint Meeting", town=town, **period), Context()))

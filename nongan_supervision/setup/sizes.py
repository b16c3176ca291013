"""What is larger than the site takes is refused before any page or method sees it: here it is said in plain words."""

from __future__ import annotations

import json

import frappe
from frappe import _
from werkzeug.wrappers import Request, Response

TOO_LARGE = 413


def explain_size(response: Response | None = None, request: Request | None = None) -> None:
	"""Hook ``after_request``: answer a method that was sent too much as the Desk and the phone's page understand it.

	Nobody is signed in then, so the town's language is spoken.
	"""
	if response is None or response.status_code != TOO_LARGE or not request.path.startswith("/api/"):
		return
	if response.mimetype == "application/json":  # a rule has said it already
		return
	frappe.local.lang = frappe.get_system_settings("language") or frappe.local.lang
	megabytes = (request.max_content_length or 0) >> 20
	message = {"message": _("This is too large: {0} MB may be sent at once.").format(megabytes), "indicator": "red"}
	answer = {"exc_type": "RequestEntityTooLarge", "_server_messages": json.dumps([json.dumps(message)])}
	response.set_data(json.dumps(answer, ensure_ascii=False))
	response.content_type = "application/json"

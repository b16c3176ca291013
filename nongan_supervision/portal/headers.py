"""What browsers are told of the pages outside the Desk: who may show them in a frame, and what they may load.

A page says so while it is filled; the hook puts it on the answer, whatever became of the page. Frappe 15 has no other
place for headers of a page.
"""

from __future__ import annotations

import frappe
from werkzeug.wrappers import Request, Response

HEADERS = {
	"Cache-Control": "no-store",
	"Referrer-Policy": "no-referrer",
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "DENY",
	"X-Robots-Tag": "noindex, nofollow",
}

_OWN = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

CERTIFICATE = f"{_OWN}; style-src 'unsafe-inline'"
TIP_OFF = f"{_OWN}; style-src 'unsafe-inline'; script-src 'self'"
PORTAL = f"{_OWN}; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'"
"""What the pages may load; nothing of it from another site."""

FRAMEWORKS = "frame-ancestors 'none'"
"""Of a page that the framework shows in the place of ours, whose own scripts are to run."""

_FLAG = "nongan_content_policy"


def protect(content_policy: str = FRAMEWORKS) -> None:
	"""Send the page that is being filled with the headers above, and with this policy on its content."""
	frappe.flags[_FLAG] = content_policy


def put_on(response: Response | None = None, request: Request | None = None) -> None:
	"""Hook ``after_request``: put the headers on the answer of a page that asked for them."""
	content_policy = frappe.flags.pop(_FLAG, None)
	if response is not None and content_policy:
		response.headers.update({**HEADERS, "Content-Security-Policy": content_policy})

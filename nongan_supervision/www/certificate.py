"""The public page of a certificate's slip: where its QR code leads. Open to anybody, without a login."""

import frappe
from frappe import _

from nongan_supervision.certificates.check import SWITCHED_OFF, Outcome, check_as_guest
from nongan_supervision.certificates.codes import normalise_code
from nongan_supervision.certificates.wording import promises
from nongan_supervision.portal import headers

no_cache = 1
sitemap = 0


def get_context(context):
	"""Look up the code that was scanned, and tell the page what is known of it."""
	headers.protect(headers.CERTIFICATE)
	frappe.local.lang = frappe.get_system_settings("language") or frappe.local.lang  # the town's, not the phone's
	code = frappe.form_dict.get("code")
	context.outcome = _outcome(context, code)
	context.code = _as_typed(code)
	context.promises = promises()
	context.language = frappe.local.lang


def _outcome(context, code: str | None) -> Outcome | None:
	if not code:
		return None
	try:
		outcome = check_as_guest(code)
	except frappe.RateLimitExceededError:
		frappe.clear_messages()
		context.http_status_code = 429
		return Outcome("Too Many", _("Too many codes were checked from here. Wait a minute, then try again."))
	if outcome.status == SWITCHED_OFF:
		context.http_status_code = 404
	return outcome


def _as_typed(code: str | None) -> str:
	"""The code as the slip shows it, for the field in which it can be corrected; never more than a code's length."""
	characters = normalise_code(code)[:24]
	return "-".join(characters[start : start + 5] for start in range(0, len(characters), 5))

"""The public page for tip-offs, and for asking after one: open to anybody, without a login."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import format_date
from werkzeug.wrappers import Request, Response

from nongan_supervision.cases import photos, receipts, tip_offs
from nongan_supervision.cases.errors import TipOffRefusedError
from nongan_supervision.portal import headers
from nongan_supervision.registry.context import Context

no_cache = 1
sitemap = 0

ROUTE = "tip-off"
TEMPLATE = "www/tip-off.html"

FORM_ID = re.compile(r"[0-9a-f]{32}")
SENT_TWICE_SECONDS = 60 * 60
"""How long a form that is sent again, by a reload or a second tap, brings its first receipt."""


def get_context(context):
	"""Show the form for reports, or take the one that was sent."""
	form = frappe.form_dict
	_begin(context, form)
	if not context.open:
		context.http_status_code = 404
		return
	if frappe.request and frappe.request.method == "POST":
		ACTIONS.get(tip_offs.as_typed(form.get("action")), _hand_in)(context, form)
	_offer_choices(context)


def explain_size(response: Response | None = None, request: Request | None = None) -> None:
	"""Hook ``after_request``: what is larger than the site takes reaches no page, so that ours is put in its place.

	Nobody is signed in then, and nothing of what was typed has been read; the browser still has it.
	"""
	if response is None or response.status_code != 413 or request.path.strip("/") != ROUTE:
		return
	frappe.set_user("Guest")
	context = frappe._dict()
	_begin(context, {})
	if context.open:
		_offer_choices(context)
		megabytes = (request.max_content_length or 0) >> 20
		context.notice = _(
			"The photos are too large: together they may have {0} MB at most. Nothing was sent. Go back one page, where"
			" what you wrote still is, and choose fewer or smaller photos."
		).format(megabytes)
	response.set_data(frappe.render_template(TEMPLATE, context))
	response.content_type = "text/html; charset=utf-8"


def _begin(context, form) -> None:
	headers.protect(headers.TIP_OFF)
	frappe.local.lang = frappe.get_system_settings("language") or frappe.local.lang  # the town's, not the phone's
	context.update(
		{
			"language": frappe.local.lang,
			"open": tip_offs.is_open(),
			"form": {name: tip_offs.as_typed(form.get(name)) for name in tip_offs.FIELDS},
			"typed_receipt": "",
			"problems": {},
			"form_id": secrets.token_hex(16),
			"csrf_token": frappe.sessions.get_csrf_token() if frappe.session.user != "Guest" else "",
		}
	)


def _hand_in(context, form) -> None:
	if form.get("website"):  # a field that people don't see: what fills it in is a machine, which need not know
		context.receipt_no = receipts.new_receipt_no()
		return
	form_id = tip_offs.as_typed(form.get("form_id"))
	known = FORM_ID.fullmatch(form_id) and frappe.cache.get_value(_key(form_id), expires=True)
	if known:
		context.receipt_no = known
		return
	try:
		context.receipt_no = tip_offs.hand_in(form, _photos(), Context())
	except TipOffRefusedError as error:
		context.problems = error.problems
		context.http_status_code = 422
	except frappe.RateLimitExceededError:
		_say_too_many(context)
	else:
		if FORM_ID.fullmatch(form_id):
			frappe.cache.set_value(_key(form_id), context.receipt_no, expires_in_sec=SENT_TWICE_SECONDS)


def _ask(context, form) -> None:
	context.typed_receipt = receipts.as_receipt(form.get("receipt_no")).strip("-")
	try:
		tip_offs.count_question()
	except frappe.RateLimitExceededError:
		_say_too_many(context)
		return
	found = receipts.progress_of(form.get("receipt_no"))
	context.asked = True
	context.progress = found and {"state": receipts.wording()[found.state], "since": format_date(found.since)}


ACTIONS: dict[str, Callable] = {"report": _hand_in, "ask": _ask}


def _say_too_many(context) -> None:
	frappe.clear_messages()
	context.http_status_code = 429
	context.notice = _("Too much was sent from here in a short time. Wait a while, then try again.")


def _photos() -> list[bytes]:
	"""The bytes of the photos, one more of each than is allowed at most, and one more photo."""
	files = [file for file in frappe.request.files.getlist("photos") if file.filename]
	return [file.stream.read(photos.LARGEST_BYTES + 1) for file in files[: photos.AT_MOST + 1]]


def _offer_choices(context) -> None:
	"""The villages and products to choose from: names that any office puts on its notice board."""
	town = frappe.db.get_single_value(tip_offs.SETTINGS, "current_town")
	context.town = town or ""
	context.villages = frappe.get_all("Village", {"town": town} if town else {}, pluck="name", order_by="name")
	context.products = frappe.get_all("Key Product", pluck="name", order_by="name")
	context.places = tip_offs.places()
	context.today = frappe.utils.today()
	context.photos_at_most = photos.AT_MOST


def _key(form_id: str) -> str:
	return f"nongan_tip_off:{form_id}"

"""The producers' portal at /my-farm and below: see portal/pages.py for what each page shows."""

from __future__ import annotations

from urllib.parse import quote

import frappe
from frappe.utils import flt

import nongan_supervision
from nongan_supervision.portal import headers, pages
from nongan_supervision.registry.amounts import plain

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page that the address names; a guest signs in first."""
	headers.protect()
	query = frappe.form_dict
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(frappe.request.path)}"
		raise frappe.Redirect(302)  # who has signed in is not to be sent there again from a browser's memory
	context.update(pages.show(query.get("page") or "home", query))
	context.csrf_token = frappe.sessions.get_csrf_token()
	context.person = frappe.get_cached_value("User", frappe.session.user, "full_name")
	context.version = nongan_supervision.__version__
	context.number = plain_number
	context.tabs = pages.titles()
	headers.protect(headers.PORTAL)


def plain_number(value: float) -> str:
	"""A quantity without zeros that say nothing."""
	return plain(flt(value, 3))

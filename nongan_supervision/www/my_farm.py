"""The producers' portal at /my-farm and below: see portal/pages.py for what each page shows."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import frappe
from frappe.utils import flt

import nongan_supervision
from nongan_supervision.portal import pages

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page that the address names; a guest signs in first."""
	query = frappe.form_dict
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(frappe.request.path)}"
		raise frappe.Redirect(302)  # who has signed in is not to be sent there again from a browser's memory
	context.update(pages.show(query.get("page") or "home", query))
	context.csrf_token = frappe.sessions.get_csrf_token()
	context.person = frappe.get_cached_value("User", frappe.session.user, "full_name")
	context.version = nongan_supervision.__version__
	context.number = plain_number
	context.slips = slips_address
	context.tabs = pages.titles()


def plain_number(value: float) -> str:
	"""A quantity without zeros that say nothing."""
	return f"{flt(value, 3):g}"


def slips_address(certificate: str, layout: str) -> str:
	"""The address of a certificate's slips as a PDF."""
	query = urlencode({"name": certificate, "layout": layout})
	return f"/api/method/nongan_supervision.api.certificate_slips?{query}"

"""The producers' portal at /my-farm and below: see portal/pages.py for what each page shows."""

from __future__ import annotations

from urllib.parse import quote

import frappe
from frappe import _

from nongan_supervision.portal import pages

no_cache = 1


def get_context(context: frappe._dict) -> None:
	"""Fill the page that the address names; a guest signs in first."""
	query = frappe.form_dict
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(frappe.request.path)}"
		raise frappe.Redirect
	context.update(pages.show(query.get("page") or "home", query))
	context.csrf_token = frappe.sessions.get_csrf_token()
	context.person = frappe.get_cached_value("User", frappe.session.user, "full_name")
	context.tabs = [(name, _(label)) for name, label in TABS]


TABS = (("home", "Today"), ("ledger", "Ledger"), ("certificates", "Certificates"), ("tests", "Tests"))

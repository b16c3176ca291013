"""The page for inspections on a phone, at /field: the same for everybody, so that a phone may keep it.

Who is signed in and what they have to do, its scripts ask for (`api/field.py`).
"""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import frappe
from frappe.utils.jinja_globals import bundled_asset

from nongan_supervision.inspections.field.texts import texts
from nongan_supervision.portal.headers import protect
from nongan_supervision.setup.desk import may_open_app

no_cache = 1
sitemap = 0


def get_context(context: frappe._dict) -> None:
	"""Give the page its texts and the addresses of its parts; a guest signs in first."""
	protect()
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(frappe.request.path)}"
		raise frappe.Redirect(302)
	frappe.sessions.get_csrf_token()  # made before the scripts ask for it, which may be in two pages at once
	context.texts = texts()
	context.script = bundled_asset("field.bundle.js")
	context.style = bundled_asset("field.bundle.css")
	context.version = hashlib.sha256(f"{context.script} {context.style}".encode()).hexdigest()[:12]
	context.may_work = may_open_app()
	if not context.may_work:
		context.http_status_code = 403

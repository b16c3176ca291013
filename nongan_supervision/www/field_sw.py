"""The service worker of the phone's page: served from the root, so that it may look after /field."""

from __future__ import annotations

import frappe

no_cache = 1
sitemap = 0


def get_context(context: frappe._dict) -> None:
	"""Let browsers ask for it anew each time: a worker that is kept would keep an old page."""
	if (headers := getattr(frappe.local, "response_headers", None)) is not None:
		headers["Cache-Control"] = "no-cache"
		headers["Service-Worker-Allowed"] = "/field"

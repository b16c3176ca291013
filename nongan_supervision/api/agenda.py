"""Whitelisted method of what waits for a user."""

from __future__ import annotations

import frappe

from nongan_supervision.agenda import overview


@frappe.whitelist(methods=["GET"])
def my_agenda() -> dict:
	"""Return what waits for the session's user: how much of it, and what comes first."""
	return overview.overview()

"""The language of what no user asked for: a bench's jobs and commands speak English unless told otherwise."""

from __future__ import annotations

import frappe


def speak_the_towns_language(*_args, **_kwargs) -> None:
	"""Hook before a background job, and the first step of a command: take the language of the System Settings.

	A job that runs inside a request (``now=True``) keeps the language of its user, and a bench whose
	configuration names a language keeps that.
	"""
	if not (frappe.conf.lang or getattr(frappe.local, "request", None)):
		frappe.local.lang = frappe.get_system_settings("language") or frappe.local.lang

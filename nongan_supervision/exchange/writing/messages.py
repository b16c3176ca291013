"""Turns what the framework and the rules throw into plain sentences for the reason column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import frappe
from frappe.utils import strip_html, strip_html_tags


def reason_of(rule: Callable[..., Any], *arguments: Any) -> Iterator[str]:
	"""Calls a rule and yields why it refuses, if it does.

	Nothing is left among the messages that the framework would show to the user: they belong to the row.
	"""
	shown = len(frappe.local.message_log)
	try:
		rule(*arguments)
	except frappe.ValidationError as error:
		yield plain(str(error)) or _last_message(shown) or type(error).__name__
	except frappe.PermissionError as error:
		yield plain(str(error)) or _last_message(shown) or type(error).__name__
	finally:
		del frappe.local.message_log[shown:]


def plain(message: str) -> str:
	"""A message without markup, in one line."""
	text = strip_html_tags(message.replace("<br>", " ")) if "<" in message else message
	return " ".join(strip_html(text).split()) if "<" in text else " ".join(text.split())


def _last_message(shown: int) -> str:
	for message in frappe.local.message_log[shown:]:
		text = message.get("message") if isinstance(message, dict) else str(message)
		if text:
			return plain(text)
	return ""

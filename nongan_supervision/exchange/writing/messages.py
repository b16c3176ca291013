"""Turns what the framework and the rules throw into plain sentences for the reason column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import frappe
from frappe.utils import strip_html, strip_html_tags

from nongan_supervision.registry.untold import untold


def reason_of(rule: Callable[..., Any], *arguments: Any) -> Iterator[str]:
	"""Calls a rule and yields why it refuses, if it does.

	Nothing is left among the messages that the framework would show to the user: they belong to the row.
	"""
	with untold() as said:
		try:
			rule(*arguments)
		except (frappe.ValidationError, frappe.PermissionError) as error:
			yield plain(str(error)) or _first_of(said()) or type(error).__name__


def plain(message: str) -> str:
	"""A message without markup, in one line."""
	text = strip_html_tags(message.replace("<br>", " ")) if "<" in message else message
	return " ".join(strip_html(text).split()) if "<" in text else " ".join(text.split())


def _first_of(messages: Iterable[Any]) -> str:
	for message in messages:
		text = message.get("message") if isinstance(message, dict) else str(message)
		if text:
			return plain(text)
	return ""

"""What is thrown and caught again: nothing of it is told to the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import frappe


@contextmanager
def untold() -> Iterator[Callable[[], list[Any]]]:
	"""Leave nothing of a block among the messages that the framework shows to the user at the end of the request.

	``frappe.throw`` keeps its message there even when somebody catches the exception. The block gets a function that
	returns the messages so far.
	"""
	before = len(frappe.local.message_log)
	try:
		yield lambda: frappe.local.message_log[before:]
	finally:
		del frappe.local.message_log[before:]

"""How far the sample has come on this site: remembered, so that it is loaded once.

The day of the first attempt is remembered too. An attempt that was cut short goes on as of that day, and finds
again what it has written.
"""

from __future__ import annotations

import datetime
import json

import frappe
from frappe.utils import getdate

_KEY = "nongan_supervision_sample"


def begin(today: datetime.date) -> datetime.date:
	"""Note that loading begins, and return the day as of which the year is made up."""
	begun = begun_as_of()
	if begun is None:
		_write({"today": today.isoformat(), "loaded": False})
	return begun or today


def finish() -> None:
	"""Note that everything is loaded."""
	_write({**_read(), "loaded": True})


def forget() -> None:
	"""Forget that the sample was ever loaded (the app leaves the site)."""
	frappe.db.set_global(_KEY, None)


def begun_as_of() -> datetime.date | None:
	"""Return the day as of which the year was begun, None if it never was."""
	state = _read()
	return getdate(state["today"]) if state else None


def is_loaded() -> bool:
	"""Tell whether the sample year is complete on this site."""
	return bool(_read().get("loaded"))


def _read() -> dict:
	# from the table, not the cached defaults: the cache outlives a transaction that is rolled back
	stored = frappe.db.get_value("DefaultValue", {"parent": "__global", "defkey": _KEY}, "defvalue")
	return json.loads(stored or "{}")


def _write(state: dict) -> None:
	frappe.db.set_global(_KEY, json.dumps(state))

"""Records shipped once.

What users may change is theirs: a record that the app ships is created a single time. If users edit, rename
or delete it afterwards, no later installation step or migration brings it back or changes it. The app
remembers what it has shipped in a global default of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

import frappe

LEDGER = "nongan_supervision_shipped"
STORED_AS = {"parent": "__global", "defkey": LEDGER}


def ship(records: Iterable[dict]) -> int:
	"""Create those records that were never shipped to this site.

	:param records: documents as dicts with ``doctype`` and, where the name is not in a field, ``name``.
	:returns: how many were created.
	"""
	ledger = _read()
	known = set(ledger)
	created = 0
	for record in records:
		key = record_key(record)
		if key in known:
			continue
		created += _create(record)
		known.add(key)
		ledger.append(key)
	_write(ledger)
	return created


def restore(records: Iterable[dict]) -> int:
	"""Create those records that are not there, shipped before or not: for what an upgrade took away, not a user.

	:returns: how many were created.
	"""
	return sum(_create(record) for record in records)


def ship_values(doctype: str, values: dict) -> None:
	"""Set fields of a single DocType, each once in the life of the site.

	A field that somebody has already filled keeps its value.
	"""
	ledger = _read()
	new = {field: value for field, value in values.items() if f"{doctype}/{field}" not in ledger}
	if not new:
		return
	settings = frappe.get_doc(doctype)
	settings.update({field: value for field, value in new.items() if not settings.get(field)})
	settings.flags.ignore_permissions = True  # setup
	settings.save()
	_write(ledger + [f"{doctype}/{field}" for field in new])


def note(doctype: str, name: str) -> bool:
	"""Note that a setting outside the app is made now; False if it was made before: afterwards it is the users'."""
	ledger = _read()
	key = f"{doctype}/{name}"
	if key in ledger:
		return False
	_write([*ledger, key])
	return True


def was_shipped(doctype: str, name: str) -> bool:
	"""Tell whether the app has ever created this record on this site."""
	return f"{doctype}/{name}" in _read()


def forget() -> None:
	"""Forget everything that was shipped (the app leaves the site)."""
	frappe.db.set_global(LEDGER, None)


def record_key(record: dict) -> str:
	"""Return the key under which the ledger knows a record: DocType and shipped name."""
	return f"{record['doctype']}/{record_name(record)}"


def record_name(record: dict) -> str:
	"""Return the name that a shipped record gets: its own, or the field that its DocType is named by."""
	if record.get("name"):
		return record["name"]
	autoname = frappe.get_meta(record["doctype"]).autoname or ""
	if autoname.startswith("field:"):
		return record[autoname.removeprefix("field:")]
	if autoname.startswith("format:"):
		return autoname.removeprefix("format:").format(**record)
	raise ValueError(f"A shipped record of {record['doctype']} needs a name")


def _create(record: dict) -> int:
	if frappe.db.exists(record["doctype"], record_name(record)):
		return 0
	# setup; shipped records may refer to each other in a circle (a test checks that every link leads on)
	frappe.get_doc(record).insert(ignore_permissions=True, ignore_links=True)
	return 1


def _read() -> list[str]:
	# from the table, not the cached defaults: the cache outlives a transaction that is rolled back
	stored = frappe.db.get_value("DefaultValue", STORED_AS, "defvalue")
	return json.loads(stored or "[]")


def _write(ledger: list[str]) -> None:
	text = json.dumps(ledger, ensure_ascii=False)
	# past the framework's defaults once it is there: whoever sets a global one empties the site's whole cache
	if frappe.db.exists("DefaultValue", STORED_AS):
		frappe.db.set_value("DefaultValue", STORED_AS, "defvalue", text)
	else:
		frappe.db.set_global(LEDGER, text)

"""Makes documents found by the global search, as `frappe.utils.global_search.update_global_search` does for one.

The framework sends the cache a message for every document that is saved; here one goes for all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import frappe
import redis
from frappe.model.document import Document
from frappe.utils import cstr
from frappe.utils.global_search import get_formatted_value, sync_value

QUEUE = "global_search_queue"
"""Where the framework's own job looks for what is new."""


def let_be_found(docs: Sequence[Document]) -> None:
	"""Puts new documents into the framework's queue for the global search."""
	if frappe.local.conf.get("disable_global_search"):
		return
	entries = [entry for doc in docs if (entry := _entry(doc))]
	if not entries:
		return
	try:
		frappe.cache.execute_command("LPUSH", frappe.cache.make_key(QUEUE), *map(json.dumps, entries))
	except redis.exceptions.ConnectionError:
		for entry in entries:
			sync_value(entry)


def _entry(doc: Document) -> dict[str, Any] | None:
	if (doc.meta.has_field("enabled") and not doc.get("enabled")) or doc.get("disabled"):
		return None
	content = list(_texts(doc))
	if not content:
		return None
	return {
		"doctype": doc.doctype,
		"name": doc.name,
		"content": " ||| ".join(content),
		"published": 0,
		"title": cstr(doc.get_title())[: int(frappe.db.VARCHAR_LEN)],
		"route": doc.get("route"),
	}


def _texts(doc: Document) -> Iterator[str]:
	"""What the document and its rows say in the fields that are to be found."""
	fields = doc.meta.get_global_search_fields()
	tables = {table.fieldname for table in doc.meta.get_table_fields()}
	for field in fields:
		if field.fieldname not in tables and (value := doc.get(field.fieldname)):
			yield get_formatted_value(value, field)
	for table in tables:
		rows = doc.get(table)
		row_fields = rows[0].meta.get_global_search_fields() if rows else ()
		for row in rows if row_fields else ():
			yield from (
				get_formatted_value(value, field) for field in row_fields if (value := row.get(field.fieldname))
			)

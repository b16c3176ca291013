"""Writes documents and their rows with a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import frappe
from frappe.model.document import Document
from frappe.utils import now
from pypika.terms import Parameter

from nongan_supervision.exchange.writing.search import let_be_found

MAX_PARAMETERS = 30_000
"""SQLite takes 32,766 in a statement by default, MariaDB 65,535."""


def insert_documents(docs: Sequence[Document]) -> None:
	"""Writes new documents that are checked and named, with their rows, as the session's user."""
	if not docs:
		return
	_stamp(docs)
	_insert(docs[0].doctype, docs)
	for table in docs[0].meta.get_table_fields():
		_insert(table.options, [row for doc in docs for row in doc.get(table.fieldname)])
	let_be_found(docs)
	for doc in docs:
		doc.set("__islocal", False)


def _stamp(docs: Sequence[Document]) -> None:
	moment, user = now(), frappe.session.user
	for doc in docs:
		for index, row in enumerate((doc, *doc.get_all_children())):
			row.creation = row.modified = moment
			row.owner = row.modified_by = user
			if index:
				row.parent, row.parenttype, row.docstatus = doc.name, doc.doctype, doc.docstatus


def _insert(doctype: str, docs: Sequence[Document]) -> None:
	if not docs:
		return
	values = [doc.get_valid_dict(convert_dates_to_str=True, ignore_virtual=True) for doc in docs]
	columns = tuple(values[0])
	per_statement = max(1, MAX_PARAMETERS // len(columns))
	for start in range(0, len(values), per_statement):
		some = values[start : start + per_statement]
		parameters = [row[column] for row in some for column in columns]
		frappe.db.sql(_statement(doctype, columns, len(some)), parameters)


@lru_cache(maxsize=32)
def _statement(doctype: str, columns: tuple[str, ...], rows: int) -> str:
	"""An INSERT of so many rows with a placeholder for each value; the values are bound by the driver."""
	table = frappe.qb.DocType(doctype)
	row = [Parameter("%s")] * len(columns)
	return frappe.qb.into(table).columns(*columns).insert(*([row] * rows)).get_sql()

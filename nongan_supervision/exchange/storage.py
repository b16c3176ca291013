"""What of a chunk of rows is stored already, found with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence

import frappe

from nongan_supervision.exchange.identity import number_key
from nongan_supervision.exchange.kind import Draft


def find_stored(
	doctype: str, drafts: Sequence[Draft], fields: Sequence[str], number_field: str | None = None
) -> dict[int, frappe._dict]:
	"""The stored document of each draft that has one, by `id(draft)`.

	Found by the key of an earlier import; with `number_field`, also a document of that town and number that
	was entered by hand. Whatever the user may see: the caller decides what to tell them.
	"""
	by_key = _by_import_key(doctype, [draft.key for draft in drafts if draft.key], fields)
	if number_field:
		numbers = [draft.number for draft in drafts if draft.number and draft.key not in by_key]
		by_key = {**_by_number(doctype, numbers, fields, number_field), **by_key}
	return {id(draft): by_key[draft.key] for draft in drafts if draft.key in by_key}


def find_rows(doctype: str, parents: Sequence[str], fields: Sequence[str]) -> dict[str, list[frappe._dict]]:
	"""The rows of a child table by the names of their documents."""
	rows: dict[str, list[frappe._dict]] = {name: [] for name in parents}
	if parents:
		table = frappe.qb.DocType(doctype)
		columns = [table[field] for field in ("parent", *fields)]
		for row in frappe.qb.from_(table).select(*columns).where(table.parent.isin(list(parents))).run(as_dict=True):
			rows[row.parent].append(row)
	return rows


def _by_import_key(doctype: str, keys: list[str], fields: Sequence[str]) -> dict[str, frappe._dict]:
	if not keys:
		return {}
	table = frappe.qb.DocType(doctype)
	columns = [table[field] for field in ("name", "import_key", *fields)]
	rows = frappe.qb.from_(table).select(*columns).where(table.import_key.isin(keys)).run(as_dict=True)
	return {row.import_key: row for row in rows}


def _by_number(doctype: str, numbers: list[str], fields: Sequence[str], number_field: str) -> dict[str, frappe._dict]:
	if not numbers:
		return {}
	table = frappe.qb.DocType(doctype)
	columns = [table[field] for field in ("name", "town", number_field, *fields)]
	rows = (
		frappe.qb.from_(table)
		.select(*columns)
		.where(table[number_field].isin(numbers) & table.import_key.isnull() & (table.docstatus < 2))
		.run(as_dict=True)
	)
	return {number_key(row.town or "", row[number_field]): row for row in rows}

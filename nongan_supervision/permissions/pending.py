"""A document on its way into the database: what it will hold, and what is new about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import frappe
from frappe.model import display_fieldtypes
from frappe.utils import cstr

if TYPE_CHECKING:
	from frappe.model.document import Document


class PendingValues(Mapping):
	"""The values a document will have once saved.

	A field that the server fetches from a link (the sector from the product, the village from the producer)
	is read through that link: when permissions are checked it is still empty, or whatever a client put there.
	"""

	def __init__(self, doc: Document) -> None:
		self.doc = doc

	def __getitem__(self, fieldname: str) -> Any:
		value = self.doc.get(fieldname)
		field = self.doc.meta.get_field(fieldname)
		if not field or not field.fetch_from or (field.fetch_if_empty and value):
			return value
		return fetched_value(self.doc, field)

	def get(self, fieldname: str, default: Any = None) -> Any:
		value = self[fieldname]
		return default if value is None else value

	def __iter__(self) -> Iterator[str]:
		return iter(self.doc.meta.get_valid_columns())

	def __len__(self) -> int:
		return len(self.doc.meta.get_valid_columns())


def fetched_value(doc: Document, field: Any) -> Any:
	"""What the server fetches into a field with ``fetch_from``: the stored value of the document linked to."""
	link_field, source_field = field.fetch_from.split(".", 1)
	link = doc.get(link_field)
	return frappe.db.get_value(doc.meta.get_field(link_field).options, link, source_field) if link else None


def is_stored(doc: Document) -> bool:
	"""Whether the database has a document of this name, whatever `doc` says about being new."""
	return bool(doc.name and frappe.db.exists(doc.doctype, doc.name))


def is_outdated(doc: Document) -> bool:
	"""Whether somebody has saved the document since it was read: the framework refuses to save it, and says why."""
	return is_stored(doc) and cstr(frappe.db.get_value(doc.doctype, doc.name, "modified")) != cstr(doc.modified)


def stored_version(doc: Document) -> Document | None:
	"""The document as the database has it; None for a new one."""
	return frappe.get_doc(doc.doctype, doc.name) if is_stored(doc) else None


def changed_fields(doc: Document) -> set[str]:
	"""The fields, child tables included, in which `doc` differs from the database."""
	before = _comparable(stored_version(doc))
	after = _comparable(doc)
	return {fieldname for fieldname in after if after[fieldname] != before.get(fieldname)}


def new_references(doc: Document) -> set[tuple[str, str]]:
	"""(DocType, name) of every document that `doc` will link to and does not link to yet.

	A link that the server fetches from another one (the village from the producer) is not counted: it shows its
	author nothing that the other document does not show them.
	"""
	return _references(doc) - _references(stored_version(doc))


def _references(doc: Document | None) -> set[tuple[str, str]]:
	if not doc:
		return set()
	return {
		(field.options, row.get(field.fieldname))
		for row in (doc, *doc.get_all_children())
		for field in row.meta.get_link_fields()
		if row.get(field.fieldname) and not _is_fetched(row, field)
	}


def _is_fetched(row: Document, field: Any) -> bool:
	return bool(field.fetch_from) and row.get(field.fieldname) == fetched_value(row, field)


def _comparable(doc: Document | None) -> dict[str, Any]:
	"""The document's own fields in one form, whether they came from the database or from a client."""
	if not doc:
		return {}
	values = {field: cstr(value) for field, value in _own_values(doc).items()}
	for table in doc.meta.get_table_fields():
		values[table.fieldname] = [
			{field: cstr(value) for field, value in _own_values(row).items()} for row in doc.get(table.fieldname) or ()
		]
	return values


def _own_values(doc: Document) -> dict[str, Any]:
	columns = doc.get_valid_dict(convert_dates_to_str=True)
	return {
		field.fieldname: columns.get(field.fieldname)
		for field in doc.meta.fields
		if field.fieldname in columns and field.fieldtype not in display_fieldtypes
	}

"""Checks links, and fetches fields through them, for many documents at once.

This is `BaseDocument.get_invalid_links` with one query per linked DocType instead of one per link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document

NAMES_PER_QUERY = 500


class LinkField(NamedTuple):
	"""A link field, what it links to, and the (field, source field) pairs that are fetched through it."""

	field: Any
	target: str
	fetches: tuple[tuple[Any, str], ...]
	checks_cancellation: bool


class Links:
	"""The link fields of a DocType and of its child tables. Remembers every record it has seen."""

	def __init__(self, doctype: str):
		meta = frappe.get_meta(doctype)
		self._fields = _link_fields(doctype, meta.is_submittable)
		self._child_fields = {
			table.fieldname: _link_fields(table.options, meta.is_submittable) for table in meta.get_table_fields()
		}
		self._records: defaultdict[str, dict[str, dict | None]] = defaultdict(dict)
		self._stand_ins: set[tuple[str, str]] = set()
		self._columns = self._needed_columns()

	def remember(self, doctype: str, stand_in: str, values: dict[str, Any]) -> None:
		"""Makes known a record that is about to be written, under the name that stands in for its own."""
		self._records[doctype][stand_in] = {**values, "name": stand_in}
		self._stand_ins.add((doctype, stand_in))

	@contextmanager
	def without_stand_ins(self, doc: Document) -> Iterator[None]:
		"""Takes links to records that are not written yet out of the document for a while."""
		links = [
			(row, link.field.fieldname, vars(row).get(link.field.fieldname))
			for row, link in (self._links_of(doc) if self._stand_ins else ())
			if (link.target, vars(row).get(link.field.fieldname)) in self._stand_ins
		]
		for row, fieldname, _stand_in in links:
			row.set(fieldname, None)
		yield
		for row, fieldname, stand_in in links:
			row.set(fieldname, stand_in)

	def load(self, docs: Iterable[Document]) -> None:
		"""Looks up what the documents link to, unless it is known already."""
		wanted: defaultdict[str, set[str]] = defaultdict(set)
		for doc in docs:
			for row, link in self._links_of(doc):
				name = vars(row).get(link.field.fieldname)
				if name and name not in self._records[link.target]:
					wanted[link.target].add(name)
		for target, names in wanted.items():
			self._load(target, sorted(names))

	def faults(self, doc: Document) -> Iterator[str]:
		"""Links of the document that lead nowhere; fills the fields that are fetched through the others."""
		for row, link in self._links_of(doc):
			name = vars(row).get(link.field.fieldname)
			if not name:
				continue
			if name not in self._records[link.target]:  # fetched through another link just now
				self._load(link.target, [name])
			record = self._records[link.target][name]
			if record is None:
				yield _('{0} "{1}" does not exist').format(_(link.field.label, context=link.field.parent), name)
				continue
			if link.checks_cancellation and record.get("docstatus") == 2:
				yield _('{0} "{1}" is cancelled').format(_(link.field.label, context=link.field.parent), name)
			for field, source in link.fetches:
				if not (field.get("fetch_if_empty") and row.get(field.fieldname)):
					row.set(field.fieldname, record.get(source))

	def _links_of(self, doc: Document) -> Iterator[tuple[Document, LinkField]]:
		for link in self._fields:
			yield doc, link
		for fieldname, links in self._child_fields.items():
			if links:
				for row in vars(doc).get(fieldname) or ():
					for link in links:
						yield row, link

	def _load(self, target: str, names: list[str]) -> None:
		table = frappe.qb.DocType(target)
		columns = [table[column] for column in self._columns[target]]
		for start in range(0, len(names), NAMES_PER_QUERY):
			some = names[start : start + NAMES_PER_QUERY]
			found = frappe.qb.from_(table).select(*columns).where(table.name.isin(some)).run(as_dict=True)
			self._records[target].update(dict.fromkeys(some))
			self._records[target].update({record["name"]: record for record in found})

	def _needed_columns(self) -> dict[str, list[str]]:
		needed: defaultdict[str, set[str]] = defaultdict(lambda: {"name"})
		for link in (*self._fields, *(link for links in self._child_fields.values() for link in links)):
			needed[link.target] |= {source for _field, source in link.fetches}
			if link.checks_cancellation:
				needed[link.target].add("docstatus")
		return {target: sorted(columns) for target, columns in needed.items()}


def _link_fields(doctype: str, is_submittable: bool) -> list[LinkField]:
	meta = frappe.get_meta(doctype)
	return [
		LinkField(
			field,
			field.options,
			tuple((fetched, _source(fetched)) for fetched in meta.get_fields_to_fetch(field.fieldname)),
			bool(is_submittable and _can_be_cancelled(field)),
		)
		for field in meta.get_link_fields()
		if not getattr(field, "is_virtual", False)
	]


def _source(fetched: Any) -> str:
	return fetched.fetch_from.split(".")[-1]


def _can_be_cancelled(field: Any) -> bool:
	return field.fieldname != "amended_from" and frappe.get_meta(field.options).is_submittable

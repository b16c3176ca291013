"""Names from a naming series, reserved in one go for many documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import frappe
from frappe.model.document import Document
from frappe.model.naming import (
	get_default_naming_series,
	has_custom_parser,
	make_autoname,
	parse_naming_series,
)

NUMBER = "\0"
"""Stands for the number while a name is put together."""


class Pattern(NamedTuple):
	"""How the names of a series are made: the counter they use, and what surrounds the number."""

	prefix: str
	digits: int
	template: str

	def name(self, number: int) -> str:
		return self.template.replace(NUMBER, str(number).zfill(self.digits))


class Series:
	"""The naming series of a DocType whose names have the form `RT-.YYYY.-.#####`."""

	def __init__(self, doctype: str):
		self.doctype = doctype
		self._constant: dict[str, Pattern] = {}
		self._autoname = frappe.get_meta(doctype).autoname or ""

	def applies(self) -> bool:
		"""Whether names of this DocType come from a series at all."""
		return self._autoname.startswith("naming_series:") or "#" in self._autoname

	def lock(self, docs: Sequence[Document]) -> None:
		"""Makes other imports wait until this transaction ends, without counting anything.

		An update that changes nothing locks the counter's row in MariaDB and the database in SQLite. Done
		first in a transaction, everything read after it is what the others have committed.
		"""
		table = frappe.qb.DocType("Series")
		for prefix in sorted({self._pattern(doc).prefix for doc in docs}):
			frappe.qb.update(table).set(table.current, table.current).where(table.name == prefix).run()

	def assign(self, docs: Sequence[Document]) -> None:
		"""Gives every document, and every row of its child tables, its name."""
		patterns = [self._pattern(doc) for doc in docs]
		numbers = {
			prefix: _reserve(prefix, count)
			for prefix, count in sorted(Counter(pattern.prefix for pattern in patterns).items())
		}
		for doc, pattern in zip(docs, patterns, strict=True):
			doc.name = pattern.name(next(numbers[pattern.prefix]))
			for row in doc.get_all_children():
				row.name = make_autoname("hash", row.doctype)

	def _pattern(self, doc: Document) -> Pattern:
		"""The pattern of the document's name; made once for documents that can't differ in it."""
		series = self._series(doc)
		if series in self._constant:
			return self._constant[series]
		parts = series.split(".")
		pattern = _make_pattern(parts, doc)
		if not any("{" in part or doc.meta.has_field(part) or has_custom_parser(part) for part in parts):
			self._constant[series] = pattern
		return pattern

	def _series(self, doc: Document) -> str:
		series = self._autoname
		if series.startswith("naming_series:"):
			series = doc.get("naming_series") or get_default_naming_series(self.doctype) or ""
		return series if "#" in series else f"{series}.#####"


def _make_pattern(parts: list[str], doc: Document) -> Pattern:
	found: list[tuple[str, int]] = []

	def note(prefix: str, digits: int) -> str:
		found.append((prefix, digits))
		return NUMBER

	template = parse_naming_series(parts, doc=doc, number_generator=note)
	prefix, digits = found[0]
	return Pattern(prefix, digits, template)


def _reserve(prefix: str, count: int) -> Iterator[int]:
	"""The next `count` numbers of the counter, which is created if it isn't there."""
	table = frappe.qb.DocType("Series")
	row = frappe.qb.from_(table).select(table.current).where(table.name == prefix).for_update().run()
	if row:
		last = int(row[0][0] or 0)
		frappe.qb.update(table).set(table.current, last + count).where(table.name == prefix).run()
	else:
		last = 0
		frappe.qb.into(table).columns(table.name, table.current).insert(prefix, count).run()
	return iter(range(last + 1, last + count + 1))

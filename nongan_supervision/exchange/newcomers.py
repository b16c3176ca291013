"""The producers that registers mention: those on record, and those that a register makes known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import frappe
from frappe import _

from nongan_supervision.exchange.values import NotUnderstood
from nongan_supervision.exchange.words import match_key, tidy
from nongan_supervision.registry.context import Context, ProducerFacts
from nongan_supervision.registry.identity import normalise_number
from nongan_supervision.registry.producers import apply_rules

if TYPE_CHECKING:
	from frappe.model.document import Document

	from nongan_supervision.exchange.writing.writer import Writer

_TYPES_BY_WORD = (
	("合作社", "Cooperative"),
	("联合社", "Cooperative"),
	("家庭农场", "Family Farm"),
	("公司", "Enterprise"),
	("集团", "Enterprise"),
	("企业", "Enterprise"),
)


@dataclass
class ProducerEntry:
	"""A producer by whom a row can be taken.

	`name` is the document's name; of a newcomer that is not written yet, a stand-in for it. `doc` is the
	newcomer's document; `reasons` are why it can't be written.
	"""

	name: str
	producer_name: str
	village: str
	sector: str | None
	doc: Document | None = None
	reasons: list[str] = field(default_factory=list)

	@property
	def is_new(self) -> bool:
		return self.doc is not None


class ProducerBook:
	"""All producers by village and name, read once; takes in newcomers as rows mention them."""

	def __init__(self, entries: Iterable[tuple[ProducerEntry, str | None]] = ()):
		self._by_name: dict[tuple[str, str], ProducerEntry] = {}
		self._by_code: dict[str, ProducerEntry] = {}
		self._newcomers = 0
		for entry, credit_code in entries:
			self._by_name.setdefault((entry.village, match_key(entry.producer_name)), entry)
			if credit_code:
				self._by_code[credit_code] = entry

	@classmethod
	def read(cls) -> ProducerBook:
		"""Reads the producers of the site.

		All of them, whoever asks: a row is refused later on if its user may not see or enter for its village.
		"""
		rows = frappe.get_all("Producer", fields=["name", "producer_name", "village", "sector", "credit_code"])
		return cls(
			(ProducerEntry(row.name, row.producer_name, row.village, row.sector), row.credit_code) for row in rows
		)

	def find(self, village: str, producer_name: str, credit_code: str | None = None) -> ProducerEntry | None:
		"""The producer of that name in the village, or of that credit code.

		Raises `NotUnderstood` if the code is that of a producer in another village.
		"""
		if credit_code and (entry := self._by_code.get(normalise_number(credit_code))):
			if entry.village == village:
				return entry
			raise NotUnderstood(_("the credit code {0} belongs to a producer of another village").format(credit_code))
		return self._by_name.get((village, match_key(producer_name)))

	def add(self, doc: Document) -> ProducerEntry:
		"""Takes in a newcomer under a stand-in for its name."""
		self._newcomers += 1
		doc.name = f"new-producer-{self._newcomers}"
		entry = ProducerEntry(doc.name, doc.producer_name, doc.village, doc.sector, doc)
		self._by_name[entry.village, match_key(entry.producer_name)] = entry
		if doc.get("credit_code"):
			self._by_code[normalise_number(doc.credit_code)] = entry
		return entry


class Newcomers:
	"""Makes, checks and writes the producers that a register makes known."""

	def __init__(self, book: ProducerBook, writer: Writer, context: Context):
		self.written = 0
		self._written_before = 0
		self._settled: list[tuple[ProducerEntry, str, Document]] = []
		self._book = book
		self._writer = writer
		self._context = context

	def mention(self, values: dict[str, Any]) -> ProducerEntry:
		"""The entry of a new producer of these values, checked; its `reasons` say if it can't be written."""
		entry = self._book.add(self._writer.make(values))
		remember(self._context, entry, entry.doc)
		self._writer.links.load([entry.doc])
		entry.reasons = list(self._writer.faults(entry.doc))
		return entry

	def write(self, entries: Sequence[ProducerEntry]) -> dict[str, str]:
		"""Writes those of the entries that are new, unless somebody else has entered them meanwhile.

		Gives the entries their names; returns the reasons by stand-in of those refused on saving.
		"""
		waiting = {entry.name: entry for entry in entries if entry.is_new}
		if not waiting:
			return {}
		stored = self._stored_meanwhile(waiting.values())
		docs = {stand_in: entry.doc for stand_in, entry in waiting.items() if stand_in not in stored}
		refused = self._writer.write(list(docs.values()))
		for stand_in, name in stored.items():
			self._settle(waiting[stand_in], name)
		for stand_in, doc in docs.items():
			if id(doc) not in refused:
				self._settle(waiting[stand_in], doc.name)
				self.written += 1
		return {stand_in: refused[id(doc)] for stand_in, doc in docs.items() if id(doc) in refused}

	def confirm(self) -> None:
		"""What was written since is committed."""
		self._settled.clear()
		self._written_before = self.written

	def take_back(self) -> None:
		"""What was written since the last `confirm` was rolled back: these are newcomers again."""
		for entry, stand_in, doc in self._settled:
			entry.name, entry.doc, doc.name = stand_in, doc, stand_in
		self._settled.clear()
		self.written = self._written_before

	def _stored_meanwhile(self, entries: Iterable[ProducerEntry]) -> dict[str, str]:
		"""Names by stand-in of the newcomers that are on record by now."""
		table = frappe.qb.DocType("Producer")
		names = sorted({entry.producer_name for entry in entries})
		rows = (
			frappe.qb.from_(table)
			.select(table.name, table.producer_name, table.village)
			.where(table.producer_name.isin(names))
			.run(as_dict=True)
		)
		stored = {(row.village, match_key(row.producer_name)): row.name for row in rows}
		by_stand_in = {entry.name: stored.get((entry.village, match_key(entry.producer_name))) for entry in entries}
		return {stand_in: name for stand_in, name in by_stand_in.items() if name}

	def _settle(self, entry: ProducerEntry, name: str) -> None:
		doc = entry.doc
		self._settled.append((entry, entry.name, doc))
		entry.name, entry.doc = name, None
		remember(self._context, entry, doc)


def producer_rules(context: Context):
	"""The rules of a producer, for a `Writer`."""

	def rules(doc: Document) -> None:
		apply_rules(doc, context)

	return rules


def remember(context: Context, entry: ProducerEntry, doc: Document) -> None:
	"""Let the rules know a newcomer under its present name."""
	status = entry.doc.status if entry.doc else "Active"
	context.remember_producer(
		ProducerFacts(entry.name, entry.producer_name, entry.village, status),
		products={row.product for row in doc.get("products") or ()},
	)


def guess_type(producer_name: str) -> str:
	"""What kind of producer a name is that of: 公司, 合作社, 家庭农场; a household unless it says."""
	name = tidy(producer_name)
	return next((kind for word, kind in _TYPES_BY_WORD if word in name), "Household")

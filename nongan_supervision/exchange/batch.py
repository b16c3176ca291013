"""Takes the rows of a register, a chunk at a time: reads, judges, writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _

from nongan_supervision.exchange.errors import ImportInterrupted
from nongan_supervision.exchange.identity import Identities
from nongan_supervision.exchange.kind import Draft, Kind, RowReader, Stored
from nongan_supervision.exchange.lookups import Lookups
from nongan_supervision.exchange.newcomers import ProducerEntry
from nongan_supervision.exchange.result import ImportResult, RefusedRow
from nongan_supervision.exchange.rows import TableRow, chunks
from nongan_supervision.exchange.writing.messages import reason_of
from nongan_supervision.exchange.writing.writer import Writer

ATTEMPTS = 4
DOCUMENTS_AT_ONCE = 50
"""Documents of several rows each that are taken in one transaction."""
SAVEPOINT = "chunk_of_a_register"


@dataclass
class Judgement:
	"""What is to become of the rows of a chunk."""

	accepted: list[Draft] = field(default_factory=list)
	known: list[Draft] = field(default_factory=list)
	refused: list[tuple[Draft, list[str]]] = field(default_factory=list)


class Batch:
	"""The rows of one import, taken chunk by chunk into one result."""

	def __init__(self, kind: Kind, reader: RowReader, lookups: Lookups, result: ImportResult, commit: bool):
		self._kind = kind
		self._reader = reader
		self._lookups = lookups
		self._result = result
		self._commit = commit
		self._identities = Identities(kind.name, reader.number_name())
		self._writer = Writer(
			kind.doctype, reader.rules, reader.alike, submit=kind.submits, complete=reader.before_submit
		)
		self._has_import_key = reader.keeps_key and frappe.get_meta(kind.doctype).has_field("import_key")
		self._newcomers_counted: set[int] = set()
		self._waiting: list[Draft] = []

	def take(self, rows: Sequence[TableRow]) -> None:
		"""Takes a chunk of rows; when it returns they are committed. Raises `ImportInterrupted`.

		Of a kind that gathers several rows to a document they are only read, and taken by `finish`.
		"""
		drafts = [self._read(row) for row in rows]
		self._result.rows_total += len(rows)
		if self._reader.gathers:
			self._waiting += drafts
		else:
			self._take(drafts)

	def finish(self, taken: Callable[[], None] = lambda: None) -> None:
		"""Takes what waits; completes the warnings, and tells open lists of these documents of the new ones.

		Calls `taken` after each transaction.
		"""
		for drafts in chunks(self._reader.gather(self._waiting), DOCUMENTS_AT_ONCE):
			self._take(drafts)
			taken()
		if self._result.taken and not self._result.dry_run:
			frappe.publish_realtime("list_update", {"doctype": self._kind.doctype}, after_commit=True)
		listeners = self._writer.listeners
		if listeners and not self._result.dry_run:
			self._result.warnings.append(
				_("Every document was saved on its own because of: {0}").format(", ".join(listeners))
			)

	def _read(self, row: TableRow) -> Draft:
		draft = self._reader.read(row)
		town = self._lookups.villages.towns.get(draft.values.get("village") or "")
		if self._reader.town and town and town != self._reader.town:
			draft.reasons.append(
				_("{0} is a village of {1}, not of {2}").format(draft.values["village"], town, self._reader.town)
			)
		return draft

	def _take(self, drafts: Sequence[Draft]) -> None:
		for draft in drafts:
			self._identities.identify(draft, self._lookups.villages.towns.get(draft.values.get("village") or ""))
		self._record(self._judge(drafts) if self._result.dry_run else self._write_safely(drafts))

	def _judge(self, drafts: Sequence[Draft]) -> Judgement:
		judgement = Judgement()
		known = self._reader.known([draft for draft in drafts if draft.key and not draft.reasons])
		unknown = [draft for draft in drafts if id(draft) not in known]
		self._make_documents(unknown)
		for draft in drafts:
			if stored := known.get(id(draft)):
				self._judge_known(draft, stored, judgement)
			elif reasons := self._reasons_against(draft):
				judgement.refused.append((draft, reasons))
			else:
				judgement.accepted.append(draft)
		return judgement

	def _judge_known(self, draft: Draft, stored: Stored, judgement: Judgement) -> None:
		if stored.says_the_same:
			judgement.known.append(draft)
			return
		if frappe.has_permission(self._kind.doctype, "read", stored.name):
			reason = _("{0} {1} is stored already and says something else; see {2}")
		else:
			reason = _("{0} {1} is stored already and says something else")
		reason = reason.format(self._reader.number_name(), draft.number, stored.name)
		judgement.refused.append((draft, [reason]))

	def _make_documents(self, drafts: Sequence[Draft]) -> None:
		for draft in drafts:
			draft.doc = self._writer.make(draft.values)
			if self._has_import_key:
				draft.doc.import_key = draft.key or None
			for entry in draft.producers:
				if entry.is_new:
					self._writer.links.remember("Producer", entry.name, entry.doc.as_dict())
		self._writer.links.load([draft.doc for draft in drafts if not draft.reasons])

	def _reasons_against(self, draft: Draft) -> list[str]:
		"""All reasons against a row, each once: those of its cells, of the rules and of the fields."""
		reasons = list(draft.reasons)
		if not reasons:
			producers = frozenset((entry.is_new, entry.sector) for entry in draft.producers)
			reasons += self._writer.faults(draft.doc, producers)
			if not reasons and (contradiction := self._reader.contradiction(draft)):
				reasons.append(contradiction)
		if reasons:
			for rule in self._reader.further_rules(draft):
				reasons += reason_of(rule, draft.doc)
		return list(dict.fromkeys(reasons))

	def _write_safely(self, drafts: Sequence[Draft]) -> Judgement:
		"""Judges and writes in one transaction; again if the database gave way to somebody else."""
		for attempt in range(1, ATTEMPTS + 1):
			try:
				return self._write_in_transaction(drafts)
			except Exception as error:
				self._undo()
				if attempt < ATTEMPTS and self._gave_way(error):
					continue
				if not isinstance(error, _failures_outside()):
					raise
				raise self._interruption(error) from error
		raise AssertionError("unreachable")

	def _write_in_transaction(self, drafts: Sequence[Draft]) -> Judgement:
		self._begin()
		judgement = self._judge(drafts)
		self._write(judgement)
		if self._commit:
			frappe.db.commit()
		self._lookups.newcomers.confirm()
		return judgement

	def _begin(self) -> None:
		if self._commit:
			frappe.db.commit()
		else:
			frappe.db.savepoint(SAVEPOINT)
		if self._writer.series.applies():
			self._writer.series.lock([self._writer.make({})])

	def _undo(self) -> None:
		frappe.db.rollback() if self._commit else frappe.db.rollback(save_point=SAVEPOINT)
		self._lookups.newcomers.take_back()

	def _write(self, judgement: Judgement) -> None:
		entries = _newcomers(judgement.accepted)
		refused_entries = self._lookups.newcomers.write(entries)
		for draft in list(judgement.accepted):
			if late := [refused_entries[entry.name] for entry in draft.producers if entry.name in refused_entries]:
				_refuse_late(judgement, draft, late[0])
			self._reader.name_producers(draft)
		docs = [draft.doc for draft in judgement.accepted]
		alone = [doc for doc in docs if self._reader.has_consequences(doc)]
		together = [doc for doc in docs if not self._reader.has_consequences(doc)]
		refused = self._writer.write(together, alone)
		for draft in list(judgement.accepted):
			if id(draft.doc) in refused:
				_refuse_late(judgement, draft, refused[id(draft.doc)])

	def _gave_way(self, error: Exception) -> bool:
		"""Whether trying again can help: a deadlock, a lock held too long, a key that somebody else used."""
		if isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError):
			return True
		database = frappe.db
		return bool(error.args) and bool(  # MariaDB's checks look at an error's first argument
			database.is_deadlocked(error)
			or database.is_timedout(error)
			or database.is_primary_key_violation(error)
			or database.is_unique_key_violation(error)
		)

	def _interruption(self, error: Exception) -> ImportInterrupted:
		return ImportInterrupted(
			_("The import stopped: {0}. {1} rows were taken before; import the file again to go on.").format(
				error, self._result.taken
			)
		)

	def _record(self, judgement: Judgement) -> None:
		result = self._result
		result.taken += sum(len(draft.of_rows) for draft in judgement.accepted)
		result.known += sum(len(draft.of_rows) for draft in judgement.known)
		result.positives += sum(1 for draft in judgement.accepted if self._reader.is_positive(draft.doc))
		for draft in judgement.accepted:
			result.notes.update(note for part in draft.of_rows for note in part.notes)
		for draft, reasons in judgement.refused:
			result.refused += _refused_rows(draft, reasons)
		self._count_new_producers(judgement)

	def _count_new_producers(self, judgement: Judgement) -> None:
		if self._kind.doctype == "Producer":
			self._result.new_producers += len(judgement.accepted)
		elif self._result.dry_run:
			self._newcomers_counted |= {id(entry) for entry in _newcomers(judgement.accepted)}
			self._result.new_producers = len(self._newcomers_counted)
		else:
			self._result.new_producers = self._lookups.newcomers.written


def _failures_outside() -> tuple[type[Exception], ...]:
	"""What a database or a disk raises when it gives up, as opposed to a fault of this program."""
	database = frappe.db
	return (
		OSError,
		database.OperationalError,
		database.InternalError,
		frappe.QueryDeadlockError,
		frappe.QueryTimeoutError,
	)


def _newcomers(drafts: Sequence[Draft]) -> list[ProducerEntry]:
	return [entry for draft in drafts for entry in draft.producers if entry.is_new]


def _refuse_late(judgement: Judgement, draft: Draft, reason: str) -> None:
	judgement.accepted.remove(draft)
	judgement.refused.append((draft, [reason]))


def _refused_rows(draft: Draft, reasons: Sequence[str]) -> Iterator[RefusedRow]:
	"""The rows of a refused document, each with its own reasons or, if it has none, those of the document."""
	for part in draft.of_rows:
		own = part.reasons if draft.parts and part.reasons else reasons
		yield RefusedRow(part.row.number, tuple(own), part.row.cells, part.row.sheet)

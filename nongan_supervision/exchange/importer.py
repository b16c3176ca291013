"""The one way in for registers: the command, the Desk and the sample year import through it.

A register is read as a stream. Some hundred rows at a time are turned into documents, checked by the rules of
their DocTypes and by the framework's own, and written in one transaction: all good rows of the chunk or none.
What was written stays if the import is interrupted; importing the same file again goes on from there, for a
row that is known is passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import frappe
from frappe import _

from nongan_supervision.exchange.batch import Batch
from nongan_supervision.exchange.errors import EmptyRegister, NotAllowedToImport
from nongan_supervision.exchange.kind import Kind
from nongan_supervision.exchange.kinds import kinds_to_consider
from nongan_supervision.exchange.lookups import Lookups
from nongan_supervision.exchange.reading import Workbook, open_workbook
from nongan_supervision.exchange.result import ImportResult
from nongan_supervision.exchange.returned import ReturnedWorkbook
from nongan_supervision.exchange.rows import chunks
from nongan_supervision.exchange.sheets import find_register_sheets

CHUNK = 500
"""Rows to a transaction."""

Progress = Callable[[int, int], None]
"""Is told how many rows were looked at, and of how many."""


def import_register(
	source: str | Path | bytes,
	*,
	kind: str | None = None,
	dry_run: bool = False,
	progress: Progress | None = None,
	refused_path: str | Path | None = None,
	town: str | None = None,
	import_name: str | None = None,
	commit: bool = True,
) -> ImportResult:
	"""Imports a register as the session's user, with no more than their rights.

	:param source: the workbook's path or content.
	:param kind: name of the kind of register (`kinds.KINDS`); the headings decide unless it is given.
	:param dry_run: check everything, write nothing.
	:param progress: called with rows looked at and rows there are.
	:param refused_path: where to write the refused rows with their reasons, if there are any. The place is
		tried before anything is imported.
	:param town: refuse rows of villages in other towns.
	:param import_name: the Register Import that the documents are to refer to.
	:param commit: False leaves the transaction to the caller, for tests and installers.

	:raises UnreadableRegister: nothing of the file could be read, and nothing was written.
	:raises NotAllowedToImport: the user may not create these documents at all.
	:raises ImportInterrupted: writing stopped half-way; what was written is complete in itself.
	:raises ReturnedWorkbookNotWritten: the refused rows could not be handed back.
	"""
	returned = ReturnedWorkbook(refused_path) if refused_path else None
	with returned or nullcontext(), open_workbook(source) as workbook:
		job = _Job(workbook, kind, dry_run, progress, town, import_name, commit)
		result = job.run()
		if returned and result.refused:
			returned.write(job.sheets, result.refused)
	return result


class _Job:
	"""One import of one workbook."""

	def __init__(
		self,
		workbook: Workbook,
		kind: str | None,
		dry_run: bool,
		progress: Progress | None,
		town: str | None,
		import_name: str | None,
		commit: bool,
	):
		lookups = Lookups.read()
		self.sheets, warnings = find_register_sheets(workbook, kinds_to_consider(kind), lookups.substances.find)
		self.kind = self.sheets[0].kind
		_refuse_without_right(self.kind)
		self.result = ImportResult(self.kind.name, dry_run, warnings=warnings)
		reader = self.kind.reader(lookups, town, import_name)
		self._batch = Batch(self.kind, reader, lookups, self.result, commit)
		self._progress = progress or (lambda _done, _total: None)

	def run(self) -> ImportResult:
		total = sum(sheet.survey.rows for sheet in self.sheets)
		self._progress(0, total)
		done = 0
		for sheet in self.sheets:
			for chunk in chunks(sheet.rows(), CHUNK):
				self._batch.take(chunk)
				self._progress(min(done + chunk[-1].number, total), total)
			done += sheet.survey.rows
			self.result.warnings += sheet.warnings()
		if not self.result.rows_total:
			raise EmptyRegister
		self._batch.finish(lambda: self._progress(total, total))
		self._progress(total, total)
		return self.result


def _refuse_without_right(kind: Kind) -> None:
	if not frappe.has_permission(kind.doctype, "create"):
		raise NotAllowedToImport(_("You may not enter {0}.").format(_(kind.doctype)))

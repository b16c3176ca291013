"""The sheets of a workbook that are registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from frappe import _

from nongan_supervision.exchange.errors import EmptyRegister, MissingColumns
from nongan_supervision.exchange.headings import Headings, SubstanceFinder, find_headings
from nongan_supervision.exchange.kind import Kind
from nongan_supervision.exchange.reading import Sheet, SheetRow, Survey, Workbook
from nongan_supervision.exchange.rows import Table, TableRow
from nongan_supervision.exchange.words import tidy

HEAD = 30
"""Rows among which the headings must be."""

LAST_HEAD_ROW = 200
"""Not looked for below this row, however many blank rows a sheet begins with."""


class RegisterSheet:
	"""A sheet whose headings were found."""

	def __init__(self, sheet: Sheet, survey: Survey, headings: Headings, head: list[SheetRow]):
		self.name = sheet.name
		self.survey = survey
		self.headings = headings
		self.preface = [row for row in head if row.number <= headings.last_row]
		self._sheet = sheet
		self._table = Table(sheet.name, headings, survey.merges, self._title())

	@property
	def kind(self) -> Kind:
		return self.headings.kind

	def rows(self) -> Iterator[TableRow]:
		"""The rows of data."""
		return self._table.rows(self._sheet.rows())

	def _title(self) -> str:
		above = [row for row in self.preface if row.number < self.headings.first_row]
		return "\n".join(tidy(value) for row in above for value in row.cells.values())

	def warnings(self) -> list[str]:
		"""What a person should know about the sheet; complete when its rows were read."""
		warnings = []
		if unknown := [text for text in self.headings.unknown.values() if text]:
			warnings.append(
				_('Sheet "{0}": these columns are not known and were left out: {1}').format(
					self.name, "、".join(unknown)
				)
			)
		if self._table.ended_after:
			warnings.append(
				_('Sheet "{0}": reading stopped at row {1} after a thousand empty rows.').format(
					self.name, self._table.ended_after
				)
			)
		return warnings


def find_register_sheets(
	workbook: Workbook, kinds: Sequence[Kind], find_substance: SubstanceFinder
) -> tuple[list[RegisterSheet], list[str]]:
	"""The sheets that are registers of one kind, that of the first of them; and warnings about the others.

	Every sheet is read to its end once, so that a damaged one is refused before anything is imported. Raises
	`MissingColumns` for the sheet that comes nearest to a register, `EmptyRegister` if all are empty.
	"""
	found: list[RegisterSheet] = []
	warnings: list[str] = []
	failures: list[MissingColumns] = []
	for sheet in workbook.sheets:
		survey = sheet.survey()
		head = list(islice((row for row in _head(sheet) if not row.is_blank), HEAD))
		if not head:
			continue
		try:
			headings = find_headings(head, survey.merges, [found[0].kind] if found else kinds, find_substance)
		except MissingColumns as failure:
			failures.append(failure)
			warnings.append(_('Sheet "{0}" is no register of this kind and was left out.').format(sheet.name))
			continue
		found.append(RegisterSheet(sheet, survey, headings, head))
	if found:
		return found, warnings
	if failures:
		raise min(failures, key=lambda failure: len(failure.missing))
	raise EmptyRegister


def _head(sheet: Sheet) -> Iterator[SheetRow]:
	for row in sheet.rows():
		if row.number > LAST_HEAD_ROW:
			return
		yield row

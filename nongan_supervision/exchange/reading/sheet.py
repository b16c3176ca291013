"""One worksheet, read as a stream of rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from nongan_supervision.exchange.errors import BrokenWorkbook
from nongan_supervision.exchange.reading.cells import CellError, CellValue, FormulaWithoutValue, SheetRow
from nongan_supervision.exchange.reading.markup import local_name, parse
from nongan_supervision.exchange.reading.merges import Merges
from nongan_supervision.exchange.reading.package import Package
from nongan_supervision.exchange.reading.text import unescape

MAX_MERGED_RANGES = 50_000

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_OVERLAP = 200
"""Longer than any match, so that one that two pieces share is found."""


@dataclass(frozen=True)
class Survey:
	"""What a first look at the sheet tells; `rows` counts the empty ones that are written too."""

	rows: int
	merges: Merges


class Sheet:
	"""A worksheet of an open workbook."""

	def __init__(
		self,
		package: Package,
		part: str,
		name: str,
		strings: list[str],
		date_styles: frozenset[int],
		epoch: datetime,
	):
		self.name = name
		self._package = package
		self._part = part
		self._strings = strings
		self._date_styles = date_styles
		self._epoch = epoch

	def survey(self) -> Survey:
		"""Reads the sheet once to its end, without building anything of it.

		So a sheet that is damaged anywhere is refused before its first row is taken; and merged ranges, which
		are written behind the rows that they concern, are known before them. Raises `BrokenWorkbook`.
		"""
		rows = 0
		merged: list[str] = []
		tail = b""
		with self._package.stream(self._part) as stream:
			for piece in parse(stream):
				window = tail + piece
				rows += _count_new(_ROW, window, len(tail))
				merged += [m.group(1).decode() for m in _MERGED.finditer(window) if m.end() > len(tail)]
				tail = window[-_OVERLAP:]
		if len(merged) > MAX_MERGED_RANGES:
			merged = merged[:MAX_MERGED_RANGES]
		return Survey(rows, Merges(merged))

	def rows(self) -> Iterator[SheetRow]:
		"""The rows that are written in the sheet, in order; raises `BrokenWorkbook`.

		Stop iterating and nothing more is read.
		"""
		builder = _RowBuilder(self._strings, self._date_styles, self._epoch)
		with self._package.stream(self._part) as stream:
			for _piece in parse(stream, builder.start, builder.end, builder.text):
				yield from builder.take()


class _RowBuilder:
	"""The handlers that turn the elements of a sheet into rows."""

	def __init__(self, strings: list[str], date_styles: frozenset[int], epoch: datetime):
		self._strings = strings
		self._date_styles = date_styles
		self._epoch = epoch
		self._finished: list[SheetRow] = []
		self._row = SheetRow(0)
		self._column = 0
		self._cell: dict[str, str] = {}
		self._collects: list[str] | None = None
		self._value: list[str] = []
		self._formula: list[str] | None = None
		self._phonetic = False

	def take(self) -> list[SheetRow]:
		finished, self._finished = self._finished, []
		return finished

	def start(self, name: str, attributes: dict[str, str]) -> None:
		if ":" in name:
			name = local_name(name)
		if name == "c":
			reference = attributes.get("r")
			self._column = _column_of(reference) if reference else self._column + 1
			self._cell = attributes
			self._value = []
			self._formula = None
		elif name == "v" or (name == "t" and not self._phonetic):
			self._collects = self._value
		elif name == "f":
			self._collects = self._formula = []
		elif name == "row":
			number = attributes.get("r", "")
			self._row = SheetRow(int(number) if number.isdecimal() else self._row.number + 1)
			self._column = 0
		elif name == "rPh":
			self._phonetic = True

	def text(self, data: str) -> None:
		if self._collects is not None:
			self._collects.append(data)

	def end(self, name: str) -> None:
		if ":" in name:
			name = local_name(name)
		if name in ("v", "t", "f"):
			self._collects = None
		elif name == "c":
			value = self._convert()
			if value is not None:
				self._row.cells[self._column] = value
		elif name == "row":
			self._finished.append(self._row)
		elif name == "rPh":
			self._phonetic = False

	def _convert(self) -> CellValue:
		written = "".join(self._value)
		kind = self._cell.get("t", "n")
		if not written:
			if self._formula is not None and kind != "str":
				return FormulaWithoutValue("".join(self._formula))
			return None
		try:
			return self._convert_written(written, kind)
		except (ValueError, IndexError, OverflowError) as error:
			raise BrokenWorkbook from error

	def _convert_written(self, written: str, kind: str) -> CellValue:
		if kind == "s":
			return self._strings[int(written)] or None
		if kind in ("str", "inlineStr"):
			return unescape(written)
		if kind == "b":
			return written == "1"
		if kind == "e":
			return CellError(written)
		if kind == "d":
			return from_ISO8601(written)
		return self._convert_number(float(written))

	def _convert_number(self, number: float) -> CellValue:
		style = self._cell.get("s", "")
		if style.isdecimal() and int(style) in self._date_styles:
			try:
				return from_excel(number, self._epoch)
			except (ValueError, OverflowError):
				return number
		return int(number) if number.is_integer() else number


def _count_new(pattern: re.Pattern[bytes], window: bytes, known: int) -> int:
	"""How many matches end behind the part of the window that was looked at before."""
	return sum(1 for match in pattern.finditer(window) if match.end() > known)


def _column_of(reference: str) -> int:
	try:
		return column_index_from_string(reference.rstrip("0123456789"))
	except ValueError as error:
		raise BrokenWorkbook from error

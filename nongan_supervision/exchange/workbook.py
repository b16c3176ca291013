"""Writes workbooks: texts as texts whatever they begin with, files whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import IO

from frappe import _
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter

from nongan_supervision.exchange.errors import ReturnedWorkbookNotWritten
from nongan_supervision.exchange.reading import CellError, CellValue, FormulaWithoutValue

DAY_FORMAT = "yyyy-mm-dd"
MOMENT_FORMAT = "yyyy-mm-dd hh:mm"
TIME_FORMAT = "[h]:mm"
HEADING_COLOUR = "E8F0E4"
HEADING_FONT = Font(bold=True)
HEADING_FILL = PatternFill("solid", fgColor=HEADING_COLOUR)
REASON_FONT = Font(color="B3261E")
WRAPPED = Alignment(wrap_text=True, vertical="top")

_BEGIN_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""Signs with which a spreadsheet begins to compute; some take full-width ones, as typed in Chinese, alike."""

_ARE_SKIPPED = ("\t", "\r", "\n")
"""Characters that a spreadsheet drops from the beginning of what it opens."""


def looks_like_a_formula(text: str) -> bool:
	"""Whether a spreadsheet could take a text for a formula, also after blanks that it drops."""
	if text[:1].isalnum():  # as most do
		return False
	return text.startswith(_ARE_SKIPPED) or text.lstrip().startswith(_BEGIN_A_FORMULA)


def make_cell(sheet, value: CellValue, font: Font | None = None, fill: PatternFill | None = None) -> WriteOnlyCell:
	"""A cell that shows the value and never computes: what looks like a formula is marked as text."""
	cell = WriteOnlyCell(sheet)
	put_value(cell, value)
	if font:
		cell.font = font
	if fill:
		cell.fill = fill
	return cell


def put_value(cell: Cell, value: CellValue) -> None:
	"""Write a value into a cell, so that it is shown and never computed."""
	if isinstance(value, FormulaWithoutValue):
		value = f"={value.formula}"
	elif isinstance(value, CellError):
		value = value.code
	cell.value = _without_control_characters(value) if isinstance(value, str) else value
	if isinstance(value, str):
		cell.data_type = "s"
		if looks_like_a_formula(value):
			cell.quotePrefix = True
	elif number_format := format_of(value):
		cell.number_format = number_format


def format_of(value: CellValue) -> str | None:
	"""Return the number format that a day, a moment or a time is shown in; None for any other value."""
	if isinstance(value, datetime) and value.time() != time():
		return MOMENT_FORMAT
	if isinstance(value, time | timedelta):
		return TIME_FORMAT
	return DAY_FORMAT if isinstance(value, date) else None


def set_widths(sheet, widths: Iterable[float]) -> None:
	"""Sets the widths of the columns from the first on, in characters."""
	for index, width in enumerate(widths, start=1):
		sheet.column_dimensions[get_column_letter(index)].width = width


def sheet_title(name: str) -> str:
	"""The name in the form that Excel allows for a sheet."""
	return re.sub(r"[\\/*?:\[\]]", "_", name)[:31] or "Sheet"


def new_workbook() -> Workbook:
	"""Return an empty workbook that is written row by row."""
	return Workbook(write_only=True)


class WholeFile:
	"""A file that appears complete under its name, or not at all.

	On entering, the place is tried: the temporary file lies beside the final one. Raises
	`ReturnedWorkbookNotWritten` if there is no such folder, no right to write in it or no room.
	"""

	def __init__(self, path: str | Path):
		self.path = Path(path)
		self._temporary: Path | None = None

	def __enter__(self) -> WholeFile:
		try:
			handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", suffix=".part", dir=self.path.parent)
		except OSError as error:
			raise self._failure(error) from error
		os.close(handle)
		self._temporary = Path(name)
		return self

	def __exit__(
		self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
	) -> None:
		if self._temporary:
			with suppress(OSError):
				self._temporary.unlink()

	def save(self, workbook: Workbook) -> None:
		"""Writes the workbook and puts it in its place."""
		try:
			with self._temporary.open("wb") as stream:
				workbook.save(stream)
				_flush_to_disk(stream)
			self._temporary.chmod(0o600)
			self._temporary.replace(self.path)
			self._temporary = None
		except OSError as error:
			raise self._failure(error) from error

	def _failure(self, error: OSError) -> ReturnedWorkbookNotWritten:
		return ReturnedWorkbookNotWritten(
			_("The workbook of refused rows could not be written to {0}: {1}.").format(
				self.path, error.strerror or error
			)
		)


def _flush_to_disk(stream: IO[bytes]) -> None:
	stream.flush()
	os.fsync(stream.fileno())


def _without_control_characters(text: str) -> str:
	if text.isprintable():
		return text
	return "".join(character for character in text if character >= " " or character in "\t\n\r")

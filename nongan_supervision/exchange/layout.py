"""The office's layout of a sheet that is printed or passed on: title, headings, borders, pages.

Rows are written one after another, as they come, and are not kept: a list of a hundred thousand rows takes no more
memory than its values.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from frappe import _
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from nongan_supervision.exchange.numbers import fitting, places_of
from nongan_supervision.exchange.pages import Pages
from nongan_supervision.exchange.workbook import (
	HEADING_COLOUR,
	format_of,
	looks_like_a_formula,
	new_workbook,
	put_value,
	set_widths,
	sheet_title,
)

TITLE_FACE, HEADING_FACE, TEXT_FACE = "方正小标宋简体", "黑体", "仿宋"
THIN = Side(style="thin")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
FILL = PatternFill("solid", fgColor=HEADING_COLOUR)

A4 = 9
UPRIGHT = 95.0
"""Characters: what is wider lies across the page."""

MARGIN, FOOT = 0.6, 0.3
"""In inches, around the table and below the page number."""

LEFT, CENTRE, RIGHT = "left", "center", "right"

DAYS_AND_TIMES = (date, time, timedelta)
WRITTEN_AS_THEY_ARE = (int, float, *DAYS_AND_TIMES)

HIGHEST = 409.0
"""In points: Excel knows no higher row."""


class Look(NamedTuple):
	"""How a cell of the table looks."""

	number_format: str | None
	aligned: str
	is_bold: bool
	is_marked: bool
	is_heading: bool


class ReusedCell(Cell):
	"""A cell that is written again and again, with one look: this is worked out once."""

	__slots__ = ("look_id",)
	has_style = True

	def __init__(self, sheet: Any, look: Look, size: int):
		super().__init__(sheet, row=1, column=1)
		face = HEADING_FACE if look.is_bold else TEXT_FACE
		self.font, self.border = Font(name=face, size=size, bold=look.is_bold), BORDER
		self.alignment = Alignment(horizontal=look.aligned, vertical="center", wrap_text=True)
		self.quotePrefix = look.is_marked
		if look.number_format:
			self.number_format = look.number_format
		if look.is_heading:
			self.fill = FILL
		self.look_id = super().style_id

	@property
	def style_id(self) -> int:
		return self.look_id

	def __repr__(self) -> str:
		return "<ReusedCell>"


class OfficeSheet:
	"""A workbook of one sheet, written from the top.

	:param name: of the sheet.
	:param widths: of the columns, in characters.
	:param size: of the letters, in points.
	:param frozen: how many rows stay in view when one scrolls.
	:param across: lay it across the page whatever its width.
	"""

	def __init__(self, name: str, widths: Sequence[float], size: int = 12, frozen: int = 0, across: bool = False):
		self._workbook = new_workbook()
		self._sheet = self._workbook.create_sheet(sheet_title(name))
		self._widths, self._size, self._rows = tuple(widths) or (UPRIGHT,), size, 0
		self._line = size * 1.5
		self._cells: dict[tuple, ReusedCell] = {}
		across = across or sum(self._widths) > UPRIGHT
		self._pages = Pages(self._widths, across, margins=2 * MARGIN)
		self._set_up(frozen, across)

	def title(self, text: str) -> None:
		"""Write the title over all columns."""
		font = Font(name=TITLE_FACE, size=self._size + 4, bold=True)
		self._over_all(text, font, CENTRE, height=2 * self._line)

	def text(self, text: str | None, is_heading: bool = False) -> None:
		"""Write a text over all columns, without lines around it."""
		font = Font(name=HEADING_FACE if is_heading else TEXT_FACE, size=self._size)
		self._over_all(text, font, LEFT, height=self._line * lines_of(text or "", sum(self._widths)))

	def headings(self, labels: Sequence[str | None], groups: Sequence[str] = ()) -> None:
		"""Write the headings, which every page repeats.

		:param labels: of the columns; None where the one before stands above this column too.
		:param groups: what stands above the labels, by column: neighbours of one group lie under one cell.
		"""
		if not labels:
			return
		first, above = self._rows + 1, self._pages.written
		grouped = list(groups) if any(groups) else []
		if grouped:
			upper = [group or label for group, label in zip(grouped, labels, strict=True)]
			for text, run in groupby(range(len(upper)), key=lambda index: grouped[index] or index):
				columns = list(run)
				upper[columns[0] + 1 : columns[-1] + 1] = [None] * (len(columns) - 1)
				self._merge(first, columns[0] + 1, first + isinstance(text, int), columns[-1] + 1)
			self._heading_row(upper)
			labels = [label if group else None for group, label in zip(grouped, labels, strict=True)]
		else:
			starts = [index for index, label in enumerate(labels, start=1) if label is not None]
			for start, following in zip(starts, [*starts[1:], len(labels) + 1], strict=True):
				self._merge(first, start, first, following - 1)
		self._heading_row(labels)
		self._sheet.print_title_rows = f"{first}:{self._rows}"
		self._pages.repeat(self._pages.written - above)

	def row(
		self,
		values: Sequence[Any],
		formats: Sequence[str | None] = (),
		aligned: Sequence[str | None] = (),
		is_bold: bool = False,
		least: int = 1,
		spanned: Collection[int] = (),
	) -> int:
		"""Write a row of the table and return its number.

		:param formats: of numbers, by column.
		:param aligned: how each column lies; as its values ask for where nothing is said.
		:param least: lines that the row has room for, whatever its texts.
		:param spanned: columns, from 0, whose texts have the rows below for room, too.
		"""
		lines = max(
			(
				lines_of(value, width)
				for index, (value, width) in enumerate(zip(values, self._widths, strict=False))
				if isinstance(value, str) and index not in spanned
			),
			default=1,
		)
		lines = max(lines, least)
		formats = formats or (None,) * len(values)
		aligned = aligned or (None,) * len(values)
		cells = (self._cell(*of, is_bold) for of in zip(values, formats, aligned, strict=True))
		self._append(cells, self._height(lines))
		return self._rows

	def together(self) -> AbstractContextManager[None]:
		"""Keep the rows that are written within on one page, where one has room for them."""
		return self._pages.together()

	def merge_down(self, column: int, first: int, last: int) -> None:
		"""Merge the cells of a column, from 0, from one row to another; a page's end divides them."""
		for begin, end in self._pages.parts(first, last):
			self._merge(begin, column + 1, end, column + 1)

	def lines(self, text: str, column: int) -> int:
		"""Return how many lines a text takes in a column, from 0."""
		return lines_of(text, self._widths[column])

	def finished(self) -> bytes:
		"""Return the file."""
		self._sheet.print_area = f"A1:{get_column_letter(len(self._widths))}{max(self._rows, 1)}"
		for row in self._pages.ends:
			self._sheet.row_breaks.append(Break(id=row))
		stream = io.BytesIO()
		self._workbook.save(stream)
		return stream.getvalue()

	def _set_up(self, frozen: int, across: bool) -> None:
		sheet = self._sheet
		if frozen:
			sheet.freeze_panes = f"A{frozen + 1}"
		set_widths(sheet, self._widths)
		sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = self._height(1), True
		sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape" if across else "portrait"
		sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
		sheet.sheet_properties.pageSetUpPr.fitToPage = True
		sheet.print_options.horizontalCentered = True
		for side in ("left", "right", "top", "bottom"):
			setattr(sheet.page_margins, side, MARGIN)
		sheet.page_margins.footer = FOOT
		sheet.oddFooter.center.text = _("Page {0} of {1}", context="Paper").format("&P", "&N")

	def _over_all(self, text: str | None, font: Font, horizontal: str, height: float) -> None:
		cell = WriteOnlyCell(self._sheet)
		put_value(cell, text)
		cell.font = font
		cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
		self._append([cell], height)
		self._merge(self._rows, 1, self._rows, len(self._widths))

	def _heading_row(self, labels: Sequence[str | None]) -> None:
		lines = max(
			(lines_of(label or "", width) for label, width in zip(labels, self._widths, strict=False)), default=1
		)
		cells = (self._cell(label or "", None, CENTRE, is_bold=True, is_heading=True) for label in labels)
		self._append(cells, self._height(lines))

	def _append(self, cells: Sequence[WriteOnlyCell] | Iterator[WriteOnlyCell], height: float) -> None:
		height = min(height, HIGHEST)
		self._pages.add(height)
		self._rows += 1
		self._sheet.row_dimensions[self._rows].height = height
		self._sheet.append(cells)
		del self._sheet.row_dimensions[self._rows]  # it is written

	def _cell(
		self, value: Any, number_format: str | None, aligned: str | None, is_bold: bool, is_heading: bool = False
	) -> ReusedCell:
		"""Return the cell of that look with the value in it; there is one of each, as each is written at once."""
		if isinstance(value, str):
			look = (None, aligned or LEFT, is_bold, looks_like_a_formula(value), is_heading)
		elif isinstance(value, DAYS_AND_TIMES):
			look = (format_of(value), aligned or CENTRE, is_bold, False, False)
		else:
			if isinstance(value, int | float) and (places := places_of(number_format)):
				number_format = fitting(value, places)
			look = (number_format, aligned or RIGHT, is_bold, False, False)
		cell = self._cells.get(look)
		if cell is None:
			cell = self._cells[look] = ReusedCell(self._sheet, Look(*look), self._size)
		if isinstance(value, WRITTEN_AS_THEY_ARE):
			cell.value = value  # in the format that it has already
		else:
			put_value(cell, value)
		return cell

	def _merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
		if (first_row, first_column) != (last_row, last_column):
			first, last = get_column_letter(first_column), get_column_letter(last_column)
			self._sheet.merged_cells.add(f"{first}{first_row}:{last}{last_row}")

	def _height(self, lines: int) -> float:
		return self._line * lines + 4


def width_of(text: str) -> int:
	"""Return how wide a text is in characters: a Chinese one counts as two."""
	return len(text.encode("gbk", "replace"))


def lines_of(text: str, width: float) -> int:
	"""Return how many lines a text takes in a column of that width."""
	room = max(int(width) - 1, 2)
	if len(text) * 2 <= room and "\n" not in text:
		return 1
	return sum(max(1, -(-width_of(line) // room)) for line in text.splitlines()) or 1


def fitted(texts: Sequence[str], heading: str, least: float, most: float) -> float:
	"""Return the width of a column for these texts; its heading may take two lines."""
	widest = max((max(map(width_of, text.splitlines()), default=0) for text in texts), default=0)
	return min(max(widest + 2, width_of(heading) / 2 + 3, least), most)

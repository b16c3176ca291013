"""The rows of a table below its headings: what is data, and what a cell that is left blank stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from nongan_supervision.exchange.columns import IGNORED
from nongan_supervision.exchange.headings import Headings
from nongan_supervision.exchange.reading import CellValue, Merges, SheetRow, is_blank
from nongan_supervision.exchange.reading.merges import CarryDown
from nongan_supervision.exchange.words import compact, tidy

Item = TypeVar("Item")

BLANK_ROWS_THAT_END_A_TABLE = 1_000

IGNORED_FIELDS = tuple(column.field for column in IGNORED)
DITTO_MARKS = frozenset(("同上", '"', '""', "''", "〃", "″", "′′", "”", "“", "々", "同前"))

_TOTAL = re.compile(r".{0,12}(?:合计|小计|总计|共计|累计)(?:[::(（].*|\d.*)?")
_NOTE = re.compile(
	r"^(?:备注|附注|注|说明|填表人?|填报|制表|审核|复核|批准|检测人员?|检测员|检测单位|检测机构|抽样人员?|抽样单位|采样人员?"
	r"|负责人|单位负责人|主管|签字|签名|日期|填表日期|填报日期|盖章|单位盖章|联系电话)(?:\([^)]*\))?[::]"
	r"|^注\d|^第\d*页|^共\d*页|^本页|^以下空白|^\(?以下(?:为)?空白\)?"
)


@dataclass
class TableRow:
	"""A row of data. `cells` are by column, with ditto marks and merged cells already resolved.

	`title` is what stands above the headings of its sheet.
	"""

	sheet: str
	number: int
	cells: dict[int, CellValue]
	title: str = ""
	values: dict[str, CellValue] = field(default_factory=dict)
	substances: dict[str, CellValue] = field(default_factory=dict)
	unknown_substances: dict[str, CellValue] = field(default_factory=dict)
	substance_units: dict[str, str] = field(default_factory=dict)
	units: dict[str, str] = field(default_factory=dict)

	def get(self, name: str) -> CellValue:
		"""The cell under the heading of that field; None if there is no such column or nothing in it."""
		return self.values.get(name)


class Table:
	"""Iterates the data rows below the headings of a sheet.

	Blank rows and those that have but a number are passed over; so are sums, headings that a page break
	repeats and lines of notes and signatures, which `passed_over` counts. After a thousand blank rows in a row
	the table is over, and `ended_after` tells the last row looked at.
	"""

	def __init__(self, sheet: str, headings: Headings, merges: Merges, title: str = ""):
		self.passed_over = 0
		self.ended_after: int | None = None
		self._sheet = sheet
		self._title = title
		self._headings = headings
		self._heading_texts = {text for line in headings.lines for text in line.values()}
		self._carry = CarryDown(merges)
		self._above: dict[int, CellValue] = {}
		self._ignored = {headings.columns[name] for name in IGNORED_FIELDS if name in headings.columns}
		self._identifying = _identifying_columns(headings)

	def rows(self, sheet_rows: Iterable[SheetRow]) -> Iterator[TableRow]:
		blank_run = 0
		for row in sheet_rows:
			if row.number <= self._headings.last_row:
				continue
			written_here = self._says_something(row)
			self._carry.fill(row)
			blank_run = 0 if written_here else blank_run + 1
			if blank_run >= BLANK_ROWS_THAT_END_A_TABLE:
				self.ended_after = row.number
				return
			if not written_here:
				continue
			if self._is_heading(row) or self._is_total(row) or self._is_note(row):
				self.passed_over += 1
				continue
			self._resolve_dittos(row)
			yield self._table_row(row)

	def _says_something(self, row: SheetRow) -> bool:
		"""Whether anything is written in the row but the number that it was given beforehand."""
		return any(not is_blank(value) for column, value in row.cells.items() if column not in self._ignored)

	def _is_heading(self, row: SheetRow) -> bool:
		if not any(isinstance(value, str) and tidy(value) in self._heading_texts for value in row.cells.values()):
			return False
		texts = {column: tidy(value) for column, value in row.cells.items() if not is_blank(value)}
		for line in self._headings.lines:
			same = sum(1 for column, text in texts.items() if line.get(column) == text)
			if same >= 2 and same == len(texts):
				return True
		return False

	def _is_total(self, row: SheetRow) -> bool:
		texts = (compact(value) for value in row.cells.values() if isinstance(value, str))
		return any(_TOTAL.fullmatch(text) for text in texts) and not self._is_identified(row)

	def _is_note(self, row: SheetRow) -> bool:
		first = next((compact(value) for _column, value in sorted(row.cells.items()) if not is_blank(value)), "")
		return bool(_NOTE.match(first)) and not self._is_identified(row)

	def _is_identified(self, row: SheetRow) -> bool:
		"""Whether the row has what only data have: then it is taken or refused, but never passed over."""
		return all(any(not is_blank(row.cells.get(column)) for column in group) for group in self._identifying)

	def _resolve_dittos(self, row: SheetRow) -> None:
		for column, value in row.cells.items():
			if isinstance(value, str) and compact(value) in DITTO_MARKS and column in self._above:
				row.cells[column] = self._above[column]
		self._above = row.cells

	def _table_row(self, row: SheetRow) -> TableRow:
		headings, cells = self._headings, row.cells
		return TableRow(
			sheet=self._sheet,
			number=row.number,
			cells=cells,
			title=self._title,
			values={name: cells[column] for name, column in headings.columns.items() if column in cells},
			substances=_filled(headings.substances, cells),
			unknown_substances=_filled(headings.unknown_substances, cells),
			substance_units={
				substance: headings.units[column]
				for column, substance in headings.substances.items()
				if column in headings.units
			},
			units={
				name: headings.units[column] for name, column in headings.columns.items() if column in headings.units
			},
		)


def _filled(columns: dict[int, str], cells: dict[int, CellValue]) -> dict[str, CellValue]:
	return {name: cells[column] for column, name in columns.items() if not is_blank(cells.get(column))}


def _identifying_columns(headings: Headings) -> list[list[int]]:
	"""The columns of which every row of data fills in one of each group: producer, product and the like."""
	groups = ([name for name in group if name in headings.columns] for group in headings.kind.identifying)
	return [[headings.columns[name] for name in group] for group in groups if group]


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
	"""The items, so many at a time."""
	iterator = iter(items)
	while chunk := list(islice(iterator, size)):
		yield chunk

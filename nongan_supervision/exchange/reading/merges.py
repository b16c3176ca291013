"""Merged cells: only the first cell of a range carries the value that a reader sees in all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from openpyxl.utils.cell import range_boundaries

from nongan_supervision.exchange.reading.cells import CellValue, SheetRow


class MergedRange(NamedTuple):
	first_row: int
	last_row: int
	first_column: int
	last_column: int


class Merges:
	"""The merged ranges of a sheet."""

	def __init__(self, references: Iterable[str] = ()):
		self._starting_in: defaultdict[int, list[MergedRange]] = defaultdict(list)
		for reference in references:
			first_column, first_row, last_column, last_row = range_boundaries(reference)
			self._starting_in[first_row].append(MergedRange(first_row, last_row, first_column, last_column))

	def starting_in(self, row: int) -> list[MergedRange]:
		return self._starting_in.get(row, [])

	def reaching_into(self, row: int) -> bool:
		"""Whether a range that begins above the row reaches down into it."""
		return any(
			merged.first_row < row <= merged.last_row for ranges in self._starting_in.values() for merged in ranges
		)

	def spread(self, rows: list[SheetRow]) -> list[dict[int, CellValue]]:
		"""The cells of some rows with every merged range filled with its value, across and down."""
		by_number = {row.number: dict(row.cells) for row in rows}
		for number, cells in list(by_number.items()):
			for merged in self.starting_in(number):
				value = cells.get(merged.first_column)
				if value is None:
					continue
				for other in range(merged.first_row, merged.last_row + 1):
					for column in range(merged.first_column, merged.last_column + 1):
						if other in by_number:
							by_number[other][column] = value
		return [by_number[row.number] for row in rows]


class CarryDown:
	"""Fills cells that are merged downwards, row by row, as the rows stream by."""

	def __init__(self, merges: Merges):
		self._merges = merges
		self._open: dict[int, tuple[int, CellValue]] = {}

	def fill(self, row: SheetRow) -> None:
		"""Adds to the row what merged cells above it hold for it. Call it for every row, in order."""
		for column, (last_row, value) in list(self._open.items()):
			if row.number > last_row:
				del self._open[column]
			else:
				row.cells.setdefault(column, value)
		for merged in self._merges.starting_in(row.number):
			value = row.cells.get(merged.first_column)
			if merged.last_row > merged.first_row and value is not None:
				self._open[merged.first_column] = (merged.last_row, value)

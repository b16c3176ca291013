"""What a reader hands on: rows of plain Python values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple


class FormulaWithoutValue(NamedTuple):
	"""A formula whose result the workbook doesn't carry; nothing here computes formulas."""

	formula: str


class CellError(NamedTuple):
	"""What a spreadsheet shows when a formula fails, such as `#REF!`."""

	code: str


CellValue = str | int | float | bool | date | datetime | time | FormulaWithoutValue | CellError | None


@dataclass(slots=True)
class SheetRow:
	"""A row with its non-empty cells; rows and columns count from 1, as in the spreadsheet."""

	number: int
	cells: dict[int, CellValue] = field(default_factory=dict)

	@property
	def is_blank(self) -> bool:
		return all(is_blank(value) for value in self.cells.values())


def is_blank(value: CellValue) -> bool:
	"""Whether a cell shows nothing: empty, or only blanks (the full-width one included)."""
	return value is None or (isinstance(value, str) and not value.strip())

"""Reads .xlsx workbooks as towns keep them: as a stream, in bounded memory, without trusting them.

Why not openpyxl's own reader, which the framework ships: in its read-only mode it doesn't know merged cells,
can't tell a formula without a result from an empty cell, reads the Chinese built-in date formats (27 to 36,
50 to 58) as plain numbers, and fails on style sheets that other programs write. Its tables of number formats
and its date arithmetic are used here.
"""

from nongan_supervision.exchange.reading.cells import (
	CellError,
	CellValue,
	FormulaWithoutValue,
	SheetRow,
	is_blank,
)
from nongan_supervision.exchange.reading.merges import Merges
from nongan_supervision.exchange.reading.sheet import Sheet, Survey
from nongan_supervision.exchange.reading.workbook import Workbook, open_workbook

__all__ = [
	"CellError",
	"CellValue",
	"FormulaWithoutValue",
	"Merges",
	"Sheet",
	"SheetRow",
	"Survey",
	"Workbook",
	"is_blank",
	"open_workbook",
]

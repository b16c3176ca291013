"""Tables as files. A text is a text whatever it begins with, and a number is a number, also a negative one."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from frappe.utils import cstr
from openpyxl import load_workbook

from nongan_supervision.exchange.exporting.about import about
from nongan_supervision.exchange.exporting.formats import number_format
from nongan_supervision.exchange.exporting.table import NUMBERS, Table
from nongan_supervision.exchange.layout import OfficeSheet, fitted
from nongan_supervision.exchange.numbers import SHARE
from nongan_supervision.exchange.workbook import looks_like_a_formula, make_cell, new_workbook

SIZE = 10
"""Of the letters, in points."""

NARROWEST = 7.0
LOOKED_AT = 200
"""Rows that tell how wide a column should be."""

WIDE, FOLDED = 200.0, 10.0
"""In characters: a table that is wider would be printed too small to read, so its columns are folded down to these."""


def as_xlsx(table: Table) -> bytes:
	"""A workbook of one sheet in the office's layout, with the headings in view when one scrolls."""
	groups = [column.group for column in table.columns]
	sheet = OfficeSheet(table.title, _widths(table), SIZE, frozen=4 if any(groups) else 3)
	sheet.title(table.title)
	sheet.text(about(table.filters, doctype=table.doctype))
	sheet.headings([column.label for column in table.columns], groups)
	formats = [number_format(column) for column in table.columns]
	percents = [index for index, column in enumerate(table.columns) if column.fieldtype == "Percent"]
	for index, row in enumerate(table.rows):
		sheet.row(_with_shares(row, percents), formats, is_bold=index in table.totals)
	return sheet.finished()


def as_csv(table: Table, delimiter: str = ",", quoting: int = csv.QUOTE_NONNUMERIC, decimal_sep: str = ".") -> bytes:
	"""Comma-separated text, marked as UTF-8 for Excel."""
	lines = [*table.filters, *([[]] if table.filters else []), [column.label for column in table.columns], *table.rows]
	stream = io.StringIO()
	writer = csv.writer(stream, delimiter=delimiter, quoting=quoting)
	writer.writerows([_plain(value, decimal_sep) for value in line] for line in lines)
	return stream.getvalue().encode("utf-8-sig")


def with_texts_for_formulas(content: bytes) -> bytes:
	"""A workbook of the framework's, with what it has as formulas written as texts."""
	source, target = load_workbook(io.BytesIO(content), read_only=True), new_workbook()
	for sheet in source.worksheets:
		copy = target.create_sheet(sheet.title)
		for row in sheet.iter_rows(values_only=True):
			copy.append([make_cell(copy, value) for value in row])
	source.close()
	stream = io.BytesIO()
	target.save(stream)
	return stream.getvalue()


def csv_with_texts_for_formulas(text: str) -> str:
	"""A CSV of the framework's, in which no cell begins like a formula."""
	stream = io.StringIO()
	writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
	writer.writerows(_harmless_line(line) for line in csv.reader(io.StringIO(text)))
	return stream.getvalue()


def harmless(text: str) -> str:
	"""A text that no spreadsheet takes for a formula: with an apostrophe before it if need be."""
	return f"'{text}" if looks_like_a_formula(text) else text


def _widths(table: Table) -> list[float]:
	"""The widths of the columns, for what stands in their first rows."""
	widths = []
	for index, column in enumerate(table.columns):
		format_of_column = number_format(column)
		texts = [_as_shown(row[index], format_of_column) for row in table.rows[:LOOKED_AT]]
		widths.append(fitted(texts, column.label, NARROWEST, column.width))
	beyond, to_fold = sum(widths) - WIDE, sum(max(width - FOLDED, 0) for width in widths)
	share = min(max(beyond, 0) / to_fold, 1) if to_fold else 0
	return [width - share * max(width - FOLDED, 0) for width in widths]


def _as_shown(value: Any, format_of_column: str | None) -> str:
	"""A value as wide as its cell shows it: numbers with no more decimals than their format has."""
	if format_of_column == SHARE and isinstance(value, NUMBERS):
		return f"{value:.2f}%"
	if not isinstance(value, float) or not format_of_column:
		return cstr(value)
	shown = f"{value:,.{len(format_of_column.partition('.')[2])}f}"
	return shown.rstrip("0") if "." in shown else shown


def _with_shares(row: list[Any], percents: Sequence[int]) -> list[Any]:
	"""A row in which what the app has as 95.5 of a hundred is 0.955, as workbooks have it."""
	if not percents:
		return row
	row = list(row)
	for index in percents:
		if isinstance(row[index], NUMBERS):
			row[index] = round(row[index] / 100, 10)
	return row


def _harmless_line(line: Iterable[str]) -> list[str]:
	"""Cells of a CSV that was read back, in which a negative number is a text too."""
	return [cell if _is_number(cell) else harmless(cell) for cell in line]


def _is_number(text: str) -> bool:
	try:
		float(text)
	except ValueError:
		return False
	return True


def _plain(value: Any, decimal_sep: str) -> Any:
	if isinstance(value, str):
		return harmless(value)
	if isinstance(value, float) and decimal_sep != ".":
		return str(value).replace(".", decimal_sep, 1)
	if isinstance(value, datetime.datetime):
		return value.isoformat(sep=" ", timespec="seconds")
	return str(value) if isinstance(value, datetime.date | datetime.time | datetime.timedelta) else value

"""Tables as files. A text is a text whatever it begins with, and a number is a number, also a negative one."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable
from typing import Any

from openpyxl import load_workbook

from nongan_supervision.exchange.exporting.table import Table
from nongan_supervision.exchange.workbook import (
	HEADING_FILL,
	HEADING_FONT,
	looks_like_a_formula,
	make_cell,
	new_workbook,
	set_widths,
	sheet_title,
)


def as_xlsx(table: Table) -> bytes:
	"""A workbook of one sheet, with the headings in view when one scrolls."""
	workbook = new_workbook()
	sheet = workbook.create_sheet(sheet_title(table.title))
	sheet.freeze_panes = f"A{len(table.preface) + 2}"
	set_widths(sheet, (column.width for column in table.columns))
	for line in table.preface:
		sheet.append([make_cell(sheet, value) for value in line])
	sheet.append([make_cell(sheet, column.label, HEADING_FONT, HEADING_FILL) for column in table.columns])
	for row in table.rows:
		sheet.append([make_cell(sheet, value) for value in row])
	stream = io.BytesIO()
	workbook.save(stream)
	return stream.getvalue()


def as_csv(table: Table, delimiter: str = ",", quoting: int = csv.QUOTE_NONNUMERIC, decimal_sep: str = ".") -> bytes:
	"""Comma-separated text, marked as UTF-8 for Excel."""
	lines = [*table.preface, [column.label for column in table.columns], *table.rows]
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

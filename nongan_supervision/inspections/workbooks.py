"""Annex 2 of a year and a campaign's summary as workbooks, laid out as they are on paper: to be printed, or sent on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from frappe import _
from frappe.model.document import Document
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from nongan_supervision.exchange.workbook import put_value, set_widths, sheet_title
from nongan_supervision.inspections import annex
from nongan_supervision.inspections.arrangement import ArrangedSeason, arranged_seasons

TITLE_FONT = Font(name="方正小标宋简体", size=16, bold=True)
HEADING_FONT = Font(name="黑体", size=12)
TEXT_FONT = Font(name="仿宋", size=12)
THIN = Side(style="thin")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)

A4 = 9
LINE_HEIGHT = 18.0
"""In points, of a line of text."""


def arrangement_workbook(campaign: Document) -> bytes:
	"""Return annex 2 of a campaign's year: its title, a table with merged cells, its note."""
	workbook, sheet = _new(f"{campaign.year}{annex.HEADINGS[1]}")
	set_widths(sheet, (11, 9, 46, 11, 28))
	_title(sheet, annex.TITLE, columns=5)
	_row(sheet, 2, (annex.HEADINGS[0], annex.HEADINGS[1], None, None, annex.HEADINGS[2]), HEADING_FONT)
	sheet.merge_cells("B2:D2")
	last = _seasons(sheet, arranged_seasons(campaign, whole_year=True), first=3)
	_text(sheet, last + 1, annex.NOTE, columns=5)
	return _finished(workbook, sheet, columns=5, rows=last + 1, heading=2)


def _seasons(sheet: Worksheet, seasons: Iterable[ArrangedSeason], first: int) -> int:
	"""Write the rows of the seasons from a row on, and return the last row."""
	row = first
	for season in seasons:
		begins = row
		for group in season.groups:
			_row(sheet, row, (season.name if row == begins else None, *group.cells))
			sheet.cell(row, 3).alignment = sheet.cell(row, 5).alignment = LEFT
			sheet.row_dimensions[row].height = 2 * LINE_HEIGHT
			row += 1
		if row > begins + 1:
			sheet.merge_cells(start_row=begins, end_row=row - 1, start_column=1, end_column=1)
	return row - 1


def summary_workbook(summary: Document) -> bytes:
	"""Return a campaign's summary: its figures, a table of the villages grouped as in the annex, its texts."""
	headings = (
		_("Group"),
		_("Village"),
		_("Status"),
		_("Inspected On"),
		_("Items Checked"),
		_("Problems"),
		_("Rectified"),
		_("Open Problems"),
		_("Remarks"),
	)
	columns = len(headings)
	workbook, sheet = _new(summary.title)
	set_widths(sheet, (9, 10, 10, 13, 9, 9, 9, 11, 26))
	_title(sheet, summary.title, columns)
	row = _section(sheet, 2, _("Figures"), summary.figures, columns)
	heading = row
	_row(sheet, row, headings, HEADING_FONT)
	row = _villages(sheet, row + 1, summary)
	for label, text in (
		(_("Comparison with Last Season"), summary.comparison),
		(_("Problems"), summary.problems),
		(_("Suggestions"), summary.suggestions),
	):
		row = _section(sheet, row, label, text, columns)
	return _finished(workbook, sheet, columns, row - 1, heading)


def _villages(sheet: Worksheet, row: int, summary: Document) -> int:
	"""Write a row per village, the groups merged, and a row of sums; return the row after it."""
	begins, group_no = row, None
	for village in summary.villages:
		is_first = village.group_no != group_no
		if is_first:
			_merge_down(sheet, begins, row - 1)
			begins, group_no = row, village.group_no
		values = (
			annex.supervision_group_title(village.group_no) if is_first and village.group_no else None,
			village.village,
			_(village.task_state) if village.task_state else None,
			village.inspected_on,
			village.items_checked,
			village.problems,
			village.rectified,
			village.open_problems,
			village.remarks,
		)
		_row(sheet, row, values)
		row += 1
	_merge_down(sheet, begins, row - 1)
	sums = [sum(each.get(name) or 0 for each in summary.villages) for name in SUMMED]
	_row(sheet, row, (_("Total"), len(summary.villages), None, None, *sums, None), HEADING_FONT)
	return row + 1


SUMMED = ("items_checked", "problems", "rectified", "open_problems")


def _section(sheet: Worksheet, row: int, label: str, text: str | None, columns: int) -> int:
	"""Write a heading and the text below it over all columns; return the row after it."""
	_text(sheet, row, label, columns, HEADING_FONT)
	_text(sheet, row + 1, text or "", columns)
	lines = sum(1 + len(line) // 48 for line in (text or "").splitlines())
	sheet.row_dimensions[row + 1].height = LINE_HEIGHT * max(1, lines)
	return row + 2


# Cells
# -----


def _new(title: str) -> tuple[Workbook, Worksheet]:
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = sheet_title(title)
	return workbook, sheet


def _title(sheet: Worksheet, text: str, columns: int) -> None:
	_text(sheet, 1, text, columns, TITLE_FONT)
	sheet.cell(1, 1).alignment = CENTRED
	sheet.row_dimensions[1].height = 2 * LINE_HEIGHT


def _text(sheet: Worksheet, row: int, text: str, columns: int, font: Font = TEXT_FONT) -> None:
	"""Write a text over all columns of a row, without lines around it."""
	cell = sheet.cell(row, 1)
	put_value(cell, text)
	cell.font, cell.alignment = font, TOP
	sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)


def _row(sheet: Worksheet, row: int, values: Sequence[Any], font: Font = TEXT_FONT) -> None:
	"""Write a row of a table."""
	for column, value in enumerate(values, start=1):
		cell = sheet.cell(row, column)
		put_value(cell, value)
		cell.font, cell.alignment, cell.border = font, CENTRED, BORDER


def _merge_down(sheet: Worksheet, first: int, last: int) -> None:
	if last > first:
		sheet.merge_cells(start_row=first, end_row=last, start_column=1, end_column=1)


def _finished(workbook: Workbook, sheet: Worksheet, columns: int, rows: int, heading: int) -> bytes:
	"""Set the sheet up for A4, across, one page wide, and return the file."""
	sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
	sheet.print_title_rows = f"{heading}:{heading}"
	sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
	sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
	sheet.sheet_properties.pageSetUpPr.fitToPage = True
	sheet.print_options.horizontalCentered = True
	stream = io.BytesIO()
	workbook.save(stream)
	return stream.getvalue()

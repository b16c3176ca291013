"""The workbook that goes back: the refused rows below their own headings, each with the reason in a last column.

It can be corrected and imported as it is; the column of reasons is known and passed over.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from frappe import _
from openpyxl import Workbook
from openpyxl.worksheet.cell_range import CellRange

from nongan_supervision.exchange.reading import CellValue
from nongan_supervision.exchange.result import RefusedRow
from nongan_supervision.exchange.sheets import RegisterSheet
from nongan_supervision.exchange.wording import joined
from nongan_supervision.exchange.workbook import (
	HEADING_FILL,
	HEADING_FONT,
	REASON_FONT,
	WholeFile,
	make_cell,
	new_workbook,
	set_widths,
	sheet_title,
)

REASON_WIDTH = 60
COLUMN_WIDTH = 14


class ReturnedWorkbook(WholeFile):
	"""The returned workbook as a file; use as a context, so that nothing half-written stays."""

	def write(self, sheets: Sequence[RegisterSheet], refused: Sequence[RefusedRow]) -> None:
		"""Writes the refused rows. Raises `ReturnedWorkbookNotWritten`."""
		self.save(build(sheets, refused))


def returned_bytes(sheets: Sequence[RegisterSheet], refused: Sequence[RefusedRow]) -> bytes:
	"""The returned workbook as the content of a file."""
	stream = io.BytesIO()
	build(sheets, refused).save(stream)
	return stream.getvalue()


def build(sheets: Sequence[RegisterSheet], refused: Sequence[RefusedRow]) -> Workbook:
	"""The returned workbook, with one sheet for each sheet that has refused rows."""
	workbook = new_workbook()
	for sheet in sheets:
		rows = [row for row in refused if row.sheet == sheet.name]
		if rows:
			_write_sheet(workbook, sheet, rows)
	return workbook


def _write_sheet(workbook: Workbook, source: RegisterSheet, rows: Sequence[RefusedRow]) -> None:
	target = workbook.create_sheet(sheet_title(source.name))
	last_column = _reason_column(source, rows) - 1
	set_widths(target, [COLUMN_WIDTH] * last_column + [REASON_WIDTH])
	_keep_merged_headings(target, source)
	written_to = 0
	for row in source.preface:
		_skip_to(target, written_to, row.number)
		written_to = row.number
		is_heading = row.number >= source.headings.first_row
		reason = _("Reason for Refusal") if row.number == source.headings.last_row else None
		target.append(
			[
				make_cell(target, value, HEADING_FONT, HEADING_FILL if is_heading else None)
				for value in (*_in_columns(row.cells, last_column), reason)
			]
		)
	for row in rows:
		cells = [make_cell(target, value) for value in _in_columns(row.cells, last_column)]
		reason = joined(row.reasons)
		target.append([*cells, make_cell(target, reason, REASON_FONT)])


def _reason_column(source: RegisterSheet, rows: Iterable[RefusedRow]) -> int:
	"""The column for reasons: the last one if it holds those of an earlier return, else the first behind it."""
	used = [column for row in (*source.preface, *rows) for column in row.cells]
	last = max(used, default=0)
	return last if source.headings.columns.get("reason") == last else last + 1


def _keep_merged_headings(target, source: RegisterSheet) -> None:
	for number in range(1, source.headings.last_row + 1):
		for merged in source.survey.merges.starting_in(number):
			if merged.last_row <= source.headings.last_row:
				target.merged_cells.add(
					CellRange(
						min_col=merged.first_column,
						min_row=merged.first_row,
						max_col=merged.last_column,
						max_row=merged.last_row,
					)
				)


def _skip_to(target, written_to: int, number: int) -> None:
	for _blank in range(written_to + 1, number):
		target.append([])


def _in_columns(cells: dict[int, CellValue], last_column: int) -> list[CellValue]:
	return [cells.get(column) for column in range(1, last_column + 1)]

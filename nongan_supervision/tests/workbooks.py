"""Small builders of workbooks, sound and unsound."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

HEADINGS = ("村", "生产主体", "样品名称", "样品编号", "抽样日期", "检测项目", "检测结果")

CONTENT_TYPES = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"
STYLES = "xl/styles.xml"


def workbook_of(*rows: Sequence[Any], merges: Iterable[str] = (), title: str = "Sheet") -> bytes:
	"""Return a workbook of one sheet with these rows."""
	workbook = Workbook()
	workbook.active.title = title
	_fill(workbook.active, rows, merges)
	return saved(workbook)


def workbook_of_sheets(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
	"""Return a workbook of several sheets, by their names."""
	workbook = Workbook()
	workbook.remove(workbook.active)
	for title, rows in sheets.items():
		_fill(workbook.create_sheet(title), rows, ())
	return saved(workbook)


def saved(workbook: Workbook) -> bytes:
	stream = io.BytesIO()
	workbook.save(stream)
	return stream.getvalue()


def rows_of(content: bytes, sheet: int = 0) -> list[tuple]:
	"""Return the values of a workbook's rows, read by openpyxl."""
	return [tuple(row) for row in load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True)]


def parts_of(content: bytes) -> dict[str, bytes]:
	with zipfile.ZipFile(io.BytesIO(content)) as archive:
		return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: dict[str, bytes]) -> bytes:
	stream = io.BytesIO()
	with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, content in parts.items():
			archive.writestr(name, content)
	return stream.getvalue()


def with_part(content: bytes, name: str, part: bytes | str) -> bytes:
	"""Return the workbook with one of its parts replaced."""
	part = part.encode() if isinstance(part, str) else part
	return package_of({**parts_of(content), name: part})


def sheet_xml(rows: str, after: str = "") -> str:
	"""Return the XML of a worksheet with these rows, written as XML."""
	return (
		'<?xml version="1.0" encoding="UTF-8"?>'
		'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
		f"<sheetData>{rows}</sheetData>{after}</worksheet>"
	)


def workbook_with_sheet_xml(rows: str, after: str = "") -> bytes:
	"""Return a workbook whose sheet is written by hand, for what openpyxl can't write."""
	return with_part(workbook_of(["x"]), SHEET, sheet_xml(rows, after))


def _fill(sheet, rows: Iterable[Sequence[Any]], merges: Iterable[str]) -> None:
	for row in rows:
		sheet.append(list(row))
	for reference in merges:
		sheet.merge_cells(reference)

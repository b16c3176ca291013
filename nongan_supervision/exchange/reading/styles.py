"""Which cell styles show their number as a date."""

from __future__ import annotations

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from nongan_supervision.exchange.reading.markup import elements
from nongan_supervision.exchange.reading.package import Package

CHINESE_DATE_FORMATS = frozenset((*range(27, 37), *range(50, 59)))
"""Formats without a definition of their own, which Excel in Chinese fills in (ECMA-376 Part 1, 18.8.30)."""


def read_date_styles(package: Package, part: str | None) -> frozenset[int]:
	"""The indices of the cell styles (`s` of a cell) that show a date or a moment."""
	if not part or not package.has(part):
		return frozenset()
	package.bounded(part)
	own_formats: dict[int, str] = {}
	style_formats: list[int] = []
	section = ""
	with package.stream(part) as stream:
		for element, attributes in elements(stream):
			if element in ("cellXfs", "cellStyleXfs", "dxfs", "numFmts"):
				section = element
			elif element == "numFmt" and section == "numFmts":
				own_formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
			elif element == "xf" and section == "cellXfs":
				style_formats.append(_number(attributes.get("numFmtId")))
	return frozenset(index for index, number in enumerate(style_formats) if _shows_a_date(number, own_formats))


def _shows_a_date(number: int, own_formats: dict[int, str]) -> bool:
	if number in own_formats:
		return is_date_format(own_formats[number])
	return number in CHINESE_DATE_FORMATS or is_date_format(BUILTIN_FORMATS.get(number, "General"))


def _number(text: str | None) -> int:
	return int(text) if text and text.isdecimal() else 0

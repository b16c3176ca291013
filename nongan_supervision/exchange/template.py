"""Empty workbooks with the headings that every kind of register may have.

Beside the register there is a sheet that says of each column whether it is needed, what it may hold and how to
write it. Numbers that are no amounts (identity numbers, phones, codes) have the format of a text, in which the
spreadsheet keeps all digits and leading zeros.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from frappe import _
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension

from nongan_supervision.exchange import choices
from nongan_supervision.exchange.kind import Kind
from nongan_supervision.exchange.kinds import kind_named
from nongan_supervision.exchange.values import first_words
from nongan_supervision.exchange.words import words
from nongan_supervision.exchange.workbook import (
	DAY_FORMAT,
	HEADING_FILL,
	HEADING_FONT,
	WRAPPED,
	make_cell,
	new_workbook,
	set_widths,
)
from nongan_supervision.monitoring.units import UNITS

ROWS_WITH_CHOICES = 2_000
WIDTH = 14
TEXT_FORMAT = "@"

YES_NO = ("是", "否")
CHOICES: dict[str, Iterable[str]] = {
	"verdict": ("阴性", "阳性"),
	"method": first_words(choices.METHODS),
	"stage": first_words(choices.STAGES),
	"purpose": first_words(choices.PURPOSES),
	"producer_type": first_words(choices.PRODUCER_TYPES),
	"sector": first_words(choices.SECTORS),
	"of_scale": YES_NO,
	"networked": YES_NO,
	"basis": first_words(choices.BASES),
	"quarter": first_words(choices.QUARTERS),
	"activity": first_words(choices.ACTIVITIES),
	"change": first_words(choices.CHANGES),
}
"""Drop-down lists, in the words that the importer understands."""

CHOICES_OF_KIND: dict[tuple[str, str], Iterable[str]] = {
	("residue-tests", "unit"): UNITS,
	("production-records", "purpose"): (),
}
"""Lists for columns that mean something else in other kinds."""

TEXTS = words(
	"phone buyer_phone credit_code id_number buyer_id_number sample_no report_no batch_no lot_no sale_no record_no "
	"certificate_no"
)
DAYS = words("sampled_on tested_on issued_on networked_on sold_on recorded_on expected_market_date")


def template(kind: str) -> bytes:
	"""An empty register of the kind, named `residue-tests` or `Residue Tests`. Raises `UnknownKind`."""
	return _build(kind_named(kind))


def template_name(kind: str) -> str:
	"""Return the name of the file to download."""
	return f"{kind_named(kind).name_for_people}.xlsx"


def choices_of(kind: Kind, field: str) -> list[str]:
	"""What a column's drop-down list offers; empty if it has none."""
	return list(CHOICES_OF_KIND.get((kind.name, field), CHOICES.get(field, ())))


def _build(kind: Kind) -> bytes:
	workbook = new_workbook()
	_write_register(workbook.create_sheet(kind.name_for_people), kind)
	_write_help(workbook.create_sheet(_("How to Fill In", context="Register")), kind)
	stream = io.BytesIO()
	workbook.save(stream)
	return stream.getvalue()


def _write_register(sheet, kind: Kind) -> None:
	sheet.freeze_panes = "A2"
	set_widths(sheet, [6, *[WIDTH] * (len(kind.template) - 1)])
	for index, field in enumerate(kind.template, start=1):
		letter = get_column_letter(index)
		if form := _format_of(field):
			_format_column(sheet.column_dimensions[letter], sheet, form)
		if offered := choices_of(kind, field):
			_offer(sheet, letter, offered)
	sheet.append([make_cell(sheet, kind.column(name).heading, HEADING_FONT, HEADING_FILL) for name in kind.template])


def _write_help(sheet, kind: Kind) -> None:
	"""A line for each column of the register."""
	set_widths(sheet, [20, 14, 60])
	headings = (
		_("Column", context="Register"),
		_("Needed", context="Register"),
		_("How to Write It", context="Register"),
	)
	sheet.append([make_cell(sheet, heading, HEADING_FONT, HEADING_FILL) for heading in headings])
	for field in kind.template:
		hint = make_cell(sheet, _hint(kind, field))
		hint.alignment = WRAPPED
		sheet.append([make_cell(sheet, kind.column(field).heading), make_cell(sheet, _need(kind, field)), hint])


def _need(kind: Kind, field: str) -> str:
	group = next((group for group in kind.needed if field in group), ())
	if len(group) == 1:
		return _("yes", context="Register")
	return _("one of several", context="Register") if group else ""


def _hint(kind: Kind, field: str) -> str:
	if offered := choices_of(kind, field):
		return _("One of: {0}", context="Register").format("、".join(offered))
	if field in DAYS:
		return _("A date such as 2022-07-01", context="Register")
	if field in TEXTS:
		return _("As a text, with all its digits", context="Register")
	return HINTS[field]() if field in HINTS else ""


HINTS = {
	"serial": lambda: _("May stay empty", context="Register"),
	"village": lambda: _("The village's name, in any usual spelling", context="Register"),
	"year": lambda: _("A year such as 2022", context="Register"),
	"producer": lambda: _("As in the registry; who is new is entered with the row", context="Register"),
	"product": lambda: _("A key product, by its name or another spelling on record", context="Register"),
	"purpose_product": lambda: _("The key product that it is bought for", context="Register"),
	"dealer": lambda: _("As on record under Input Dealer, or its licence number", context="Register"),
	"input": lambda: _("As on record under Agricultural Input, or its registration number", context="Register"),
	"substances": lambda: _("Separated by 、; empty means those that the product is at risk of", context="Register"),
	"measured_value": lambda: _("A number; the unit in its own column, mg/kg unless given", context="Register"),
	"sale_no": lambda: _("Rows of one number make one sale", context="Register"),
}
"""How a column is written that has no list and is neither a day nor a text."""


def _format_of(field: str) -> str | None:
	if field in TEXTS:
		return TEXT_FORMAT
	return DAY_FORMAT if field in DAYS else None


def _format_column(dimension: ColumnDimension, sheet, form: str) -> None:
	"""Gives a whole column a number format, empty cells included.

	A column has a style of its own, which only a cell can make known to the workbook.
	"""
	cell = WriteOnlyCell(sheet)
	cell.number_format = form
	dimension._style = cell._style


def _offer(sheet, letter: str, offered: Iterable[str]) -> None:
	listed = ",".join(offered)
	validation = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
	validation.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
	sheet.data_validations.append(validation)

"""Empty workbooks with the headings that every kind of register may have."""

from __future__ import annotations

import io

from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from nongan_supervision.exchange.kind import Kind
from nongan_supervision.exchange.kinds import kind_named
from nongan_supervision.exchange.workbook import HEADING_FILL, HEADING_FONT, make_cell, new_workbook, set_widths

ROWS_WITH_CHOICES = 2_000
WIDTH = 14

CHOICES = {
	"verdict": "阴性,阳性",
	"method": "胶体金,酶抑制,定量",
	"stage": "种养殖,采收,市场,农资经营",
	"purpose": "快检,风险监测,例行监测,监督抽检,执法抽检,投入品抽检,复检",
	"producer_type": "企业,合作社,家庭农场,农户",
	"sector": "种植,畜牧,水产",
	"of_scale": "是,否",
	"networked": "是,否",
	"basis": "自我承诺,内部质量控制,自行检测,委托检测",
}
"""Drop-down lists, in the words that the importer understands."""


def template(kind: str) -> bytes:
	"""An empty register of the kind, named `residue-tests` or `Residue Tests`. Raises `UnknownKind`."""
	return _build(kind_named(kind))


def template_name(kind: str) -> str:
	return f"{kind_named(kind).name_for_people}.xlsx"


def _build(kind: Kind) -> bytes:
	workbook = new_workbook()
	sheet = workbook.create_sheet(kind.name_for_people)
	sheet.freeze_panes = "A2"
	set_widths(sheet, [6, *[WIDTH] * (len(kind.template) - 1)])
	sheet.append([make_cell(sheet, kind.column(name).heading, HEADING_FONT, HEADING_FILL) for name in kind.template])
	for index, name in enumerate(kind.template, start=1):
		if name in CHOICES:
			_offer(sheet, get_column_letter(index), CHOICES[name])
	stream = io.BytesIO()
	workbook.save(stream)
	return stream.getvalue()


def _offer(sheet, letter: str, choices: str) -> None:
	validation = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True, showErrorMessage=False)
	validation.add(f"{letter}2:{letter}{ROWS_WITH_CHOICES}")
	sheet.data_validations.append(validation)

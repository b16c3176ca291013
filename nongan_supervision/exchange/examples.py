"""Makes the two example registers in `examples/`: one as the template wants it, one as towns keep it.

`python -m nongan_supervision.exchange.examples FOLDER` writes them; the same bytes every time. Dates are of
2022, the plan's year, so that they can be imported for ever. The producers are named after their villages.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

CLEAN = "quick-test-register-clean.xlsx"
MESSY = "quick-test-register-messy.xlsx"


def tuple_of(words: str) -> tuple[str, ...]:
	return tuple(words.split())


VILLAGES = tuple_of("洛东 岑村 汤墅 阳湖 朝安 马鞍 虞桥 谈家头 小留桥 友谊 洛阳 圻庄 天井 管城 戴溪 东尖 民丰 瞿家")
PRODUCTS = {
	"豇豆": ("克百威", "氧乐果"),
	"韭菜": ("腐霉利",),
	"芹菜": ("毒死蜱", "甲拌磷"),
	"鸡蛋": ("恩诺沙星", "氟苯尼考"),
	"乌鸡": ("恩诺沙星", "磺胺类"),
}
PRODUCERS = {
	"豇豆": "{village}蔬菜专业合作社",
	"韭菜": "{village}种植户第{number}号",
	"芹菜": "{village}家庭农场",
	"鸡蛋": "{village}蛋鸡养殖场",
	"乌鸡": "{village}养殖户第{number}号",
}
CLEAN_HEADINGS = tuple_of(
	"序号 村 生产主体 样品名称 样品编号 抽样日期 检测日期 检测项目 检测方法 检测结果 抽样环节 检测类别 备注"
)
FIRST_DAY = date(2022, 6, 6)
FIXED_MOMENT = (2022, 7, 8, 16, 0, 0)
WIDTHS = (6, 16, 10, 12, 24, 14, 14, 16, 12, 12, 12, 12, 12, 12, 14)
THIN = Side(style="thin", color="999999")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def clean_register(rows: int = 60) -> Workbook:
	"""A quick-test register in the order of the template: a title, one heading row, one sample a row."""
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = "快检登记表"
	sheet.append(["洛阳镇农产品质量安全快速检测登记表"])
	sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(CLEAN_HEADINGS))
	sheet.append(CLEAN_HEADINGS)
	for index in range(rows):
		sheet.append(_clean_row(index))
	_dress(sheet, heading_rows=(2,))
	return workbook


def _clean_row(index: int) -> list[Any]:
	product = list(PRODUCTS)[index % len(PRODUCTS)]
	village = VILLAGES[index % len(VILLAGES)]
	sampled_on = FIRST_DAY + timedelta(days=index % 25)
	return [
		index + 1,
		village,
		PRODUCERS[product].format(village=village, number=index % 7 + 1),
		product,
		f"KJ2022-{index + 1:05}",
		sampled_on,
		sampled_on,
		"、".join(PRODUCTS[product]),
		"胶体金",
		"阴性",
		"种养殖",
		"快检",
		None,
	]


def messy_register() -> Workbook:
	"""A week's register as it is kept by hand: 65 samples, of which 2 can't be taken and 1 is positive."""
	workbook = Workbook()
	sheet = workbook.active
	sheet.title = "第27周"
	_write_messy_titles(sheet)
	_MessyRows(sheet).write()
	_dress(sheet, heading_rows=(3, 4))
	sheet.column_dimensions["F"].width = 26
	return workbook


MESSY_COLUMNS = 15


def _write_messy_titles(sheet: Worksheet) -> None:
	sheet.append(["洛阳镇食用农产品胶体金快速检测登记表"])
	sheet.append(["检测单位：洛阳镇农产品质量安全监督管理站　　　　2022年第27周"])
	_write_messy_headings(sheet, 3)
	for row in (1, 2):
		sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=MESSY_COLUMNS)


def _write_messy_headings(sheet: Worksheet, top: int) -> None:
	"""Headings in two rows, merged across and down."""
	sheet.append(
		["序号", "抽　样", None, "样品名称", "所属村", "受检单位（农户）", "样品编号", "检测项目及结果"]
		+ [None] * 4
		+ ["检测结论", "检测人员", "备注"]
	)
	sheet.append(
		[None, "日期", "环节", None, None, None, None, "克百威", "氧乐果", "腐霉利", "恩诺沙星", "磺胺类"] + [None] * 3
	)
	for first, last in ((2, 3), (8, 12)):
		sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=last)
	for column in (1, 4, 5, 6, 7, 13, 14, 15):
		sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)


class _MessyRows:
	"""The body of the messy register. Columns as in `_write_messy_headings`."""

	SPELLINGS = ("岑村", "岑村村委会", "洛阳镇岑村")
	TESTED = {"豇豆": (0, 1), "韭菜": (2,), "鸡蛋": (3,), "乌鸡": (3, 4)}
	NEGATIVES = ("阴性", "－", "未检出", "合格", "阴 性")
	CONCLUSIONS = ("合格", "合格", "阴性", "合 格")

	def __init__(self, sheet: Worksheet):
		self._sheet = sheet
		self._samples = 0
		self._last_row = sheet.max_row

	def write(self) -> None:
		self._write_village("岑村", 12)
		self._write_sum("岑村小计", 12)
		self._write_village("洛东", 9)
		self._write_village("阳湖", 9, merged=True)
		self._write_sum("小计", 18)
		self._append()
		self._write_village("朝安", 8, dittos=True)
		self._append()
		self._repeat_headings()
		self._write_village("管城", 10, merged=True)
		self._write_village("瞿家", 9)
		self._append()
		self._write_positive()
		self._write_village("戴溪", 5)
		self._write_unclear_row()
		self._write_repeated_number()
		self._write_sum("合　计", 65)
		self._append()
		self._append("注：检测项目中“－”表示阴性，空格表示未检测该项目。")
		self._append("填表人：", None, None, None, "审核人：", None, None, None, "填表日期：2022年7月8日")

	def _write_village(self, village: str, samples: int, merged: bool = False, dittos: bool = False) -> None:
		first_row = self._last_row + 1
		for index in range(samples):
			product = list(self.TESTED)[self._samples % len(self.TESTED)]
			spelling = self.SPELLINGS[index % 3] if village == "岑村" else village
			if index and (merged or dittos):
				spelling = "同上" if dittos else None
			self._write_sample(village, spelling, product)
		if merged:
			self._sheet.merge_cells(start_row=first_row, end_row=self._last_row, start_column=5, end_column=5)

	def _append(self, *values: Any) -> None:
		self._sheet.append(values)
		self._last_row += 1

	def _write_sample(self, village: str, spelling: str | None, grown: str, **changes: Any) -> None:
		"""Appends a sample; `changes`: the cells in which it differs, by their names below."""
		index = self._samples
		self._samples += 1
		day = date(2022, 7, 4) + timedelta(days=index % 5)
		cells: dict[str, Any] = {
			"no": index + 1,
			"sampled_on": _in_some_way(day, index),
			"stage": ("田间", "基地", "采收")[index % 3],
			"product": grown if index % 6 else f" {grown} ",
			"village": spelling,
			"producer": PRODUCERS[grown].format(village=village, number=index % 7 + 1),
			"sample_no": _full_width(f"2207{index + 1:03}") if index % 9 == 4 else f"2207{index + 1:03}",
			"results": self._negative_results(grown, index),
			"conclusion": self.CONCLUSIONS[index % len(self.CONCLUSIONS)],
			"tester": "检测站",
			"remarks": None,
			**changes,
		}
		results = cells.pop("results")
		before, after = list(cells.values())[:7], list(cells.values())[7:]
		self._append(*before, *results, *after)

	def _negative_results(self, product: str, index: int) -> list[str | None]:
		results: list[str | None] = [None] * 5
		for column in self.TESTED[product]:
			results[column] = self.NEGATIVES[index % len(self.NEGATIVES)]
		return results

	def _write_positive(self) -> None:
		results = ["阳性", "阴性", None, None, None]
		self._write_sample("虞桥", "虞桥村", "豇豆", results=results, conclusion="不合格", remarks="已通知农户")

	def _write_unclear_row(self) -> None:
		"""A product that is on no list, and a date without its year: two reasons for one row."""
		self._write_sample("戴溪", "戴溪", "豇豆", product="青菜", sampled_on="7月8日")

	def _write_repeated_number(self) -> None:
		"""The number of the first sample once more, on another sample."""
		self._write_sample("友谊", "友谊", "韭菜", sample_no="2207001")

	def _write_sum(self, name: str, samples: int) -> None:
		self._append(name, None, None, None, None, None, f"{samples}批次")

	def _repeat_headings(self) -> None:
		"""What a new page begins with."""
		_write_messy_headings(self._sheet, self._last_row + 1)
		self._last_row += 2


def _in_some_way(day: date, index: int) -> Any:
	"""A date as somebody else would have typed it each time."""
	ways = (
		day,
		f"{day:%Y-%m-%d}",
		f"{day.year}.{day.month}.{day.day}",
		f"{day.year}年{day.month}月{day.day}日",
		_full_width(f"{day.year}年{day.month}月{day.day}日"),
		f"{day:%Y%m%d}",
		f"{day.year}/{day.month}/{day.day}",
		(day - date(1899, 12, 30)).days,
	)
	return ways[index % len(ways)]


def _full_width(text: str) -> str:
	return text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _dress(sheet: Worksheet, heading_rows: Sequence[int]) -> None:
	"""Fonts, borders and widths, and dates shown in the two ways that Chinese workbooks show them."""
	sheet["A1"].font = Font(size=16, bold=True)
	sheet["A1"].alignment = Alignment(horizontal="center")
	for row in sheet.iter_rows(min_row=heading_rows[0]):
		for cell in row:
			cell.border = BOX
			if cell.row in heading_rows:
				cell.font = Font(bold=True)
				cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
			elif isinstance(cell.value, date):
				cell.number_format = "yyyy-mm-dd" if cell.row % 2 else '[$-804]yyyy"年"m"月"d"日"'
	for letter, width in zip(
		"ABCDEFGHIJKLMNO", (6, 16, 10, 12, 24, 14, 14, 16, 12, 12, 12, 12, 12, 12, 14), strict=False
	):
		sheet.column_dimensions[letter].width = width
	sheet.freeze_panes = f"A{heading_rows[-1] + 1}"


def as_bytes(workbook: Workbook) -> bytes:
	"""The workbook as the content of a file, the same for the same workbook."""
	stream = io.BytesIO()
	workbook.save(stream)
	fixed = io.BytesIO()
	with zipfile.ZipFile(stream) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
		for name in sorted(source.namelist()):
			content = source.read(name)
			if name == "docProps/core.xml":
				content = _without_moment(content)
			target.writestr(zipfile.ZipInfo(name, FIXED_MOMENT), content, zipfile.ZIP_DEFLATED)
	return fixed.getvalue()


def _without_moment(core: bytes) -> bytes:
	"""The document's properties without the moments at which it was made."""
	head, _tag, rest = core.partition(b"<dcterms:created")
	return head + rest.rpartition(b"</dcterms:modified>")[2] if rest else core


def registers() -> Iterator[tuple[str, Workbook]]:
	"""The example registers by the names of their files."""
	yield CLEAN, clean_register()
	yield MESSY, messy_register()


def write_examples(folder: Path) -> None:
	folder.mkdir(parents=True, exist_ok=True)
	for name, workbook in registers():
		(folder / name).write_bytes(as_bytes(workbook))


if __name__ == "__main__":
	write_examples(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))

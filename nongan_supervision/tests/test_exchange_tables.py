"""Headings are found wherever they are, and of the rows below them those that are data are taken."""

from __future__ import annotations

import unittest
from collections.abc import Sequence
from datetime import date
from typing import Any

from nongan_supervision.exchange import errors
from nongan_supervision.exchange.examples import as_bytes, messy_register
from nongan_supervision.exchange.kinds import KINDS
from nongan_supervision.exchange.names import Names
from nongan_supervision.exchange.reading import open_workbook
from nongan_supervision.exchange.rows import BLANK_ROWS_THAT_END_A_TABLE, TableRow
from nongan_supervision.exchange.sheets import RegisterSheet, find_register_sheets
from nongan_supervision.tests.properties import given, st
from nongan_supervision.tests.workbooks import HEADINGS, workbook_of, workbook_of_sheets

SUBSTANCES = Names({"克百威": [], "氧乐果": [], "腐霉利": [], "恩诺沙星": [], "磺胺类": []})
ROW = ("岑村", "农户甲", "韭菜", "1", "2022-07-01", "克百威", "阴性")


def sheets_of(content: bytes) -> list[RegisterSheet]:
	with open_workbook(content) as workbook:
		return find_register_sheets(workbook, list(KINDS.values()), SUBSTANCES.find)[0]


def rows_of(content: bytes) -> list[TableRow]:
	with open_workbook(content) as workbook:
		sheets, _warnings = find_register_sheets(workbook, list(KINDS.values()), SUBSTANCES.find)
		return [row for sheet in sheets for row in sheet.rows()]


def table(*rows: Sequence[Any], **options) -> list[TableRow]:
	"""Return the data rows below the usual headings."""
	return rows_of(workbook_of(HEADINGS, *rows, **options))


class TestHeadings(unittest.TestCase):
	@given(st.permutations(range(len(HEADINGS))), st.integers(0, 5))
	def test_in_any_order_below_any_number_of_titles(self, order, titles):
		content = workbook_of(
			*[[f"标题{number}"] for number in range(titles)],
			[HEADINGS[index] for index in order],
			[ROW[index] for index in order],
		)
		row = rows_of(content)[0]
		self.assertEqual([row.get(name) for name in ("village", "product", "verdict")], ["岑村", "韭菜", "阴性"])

	def test_synonyms_marks_and_line_breaks(self):
		headings = (
			"* 所属村（社区）",
			"受检单位（农户）",
			"样品\n名称",
			"样品编号:",
			"采样时间",
			"检测 项目",
			"检测结论",
		)
		row = rows_of(workbook_of(headings, ROW))[0]
		self.assertEqual(
			set(row.values), {"village", "producer", "product", "sample_no", "sampled_on", "substances", "verdict"}
		)

	def test_two_rows_merged(self):
		content = workbook_of(
			["登记表"],
			["村", "农户", "样品名称", "抽样", None, "检测项目及结果", None, "结论"],
			[None, None, None, "日期", "环节", "克百威", "氧乐果（mg/kg）", None],
			["岑村", "农户甲", "韭菜", "2022-07-01", "田间", "阴性", 0.01, "合格"],
			merges=["A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3"],
		)
		row = rows_of(content)[0]
		self.assertEqual(row.get("sampled_on"), "2022-07-01")
		self.assertEqual(row.substances, {"克百威": "阴性", "氧乐果": 0.01})
		self.assertEqual(row.substance_units, {"氧乐果": "mg/kg"})

	def test_two_rows_not_merged(self):
		content = workbook_of(
			["村", "农户", "样品名称", "抽样日期", "检测项目", None, "结论"],
			[None, None, None, None, "克百威", "氧乐果", None],
			["岑村", "农户甲", "韭菜", "2022-07-01", "阴性", "阳性", "不合格"],
		)
		self.assertEqual(rows_of(content)[0].substances, {"克百威": "阴性", "氧乐果": "阳性"})

	def test_first_row_of_data_is_no_heading(self):
		content = workbook_of(HEADINGS, ("岑村", "农户甲", "韭菜", "一", "二〇二二", "克百威", "阴性"))
		self.assertEqual(len(rows_of(content)), 1)

	def test_unknown_substances_in_columns_are_not_lost(self):
		content = workbook_of(
			["村", "农户", "样品名称", "抽样日期", "检测项目", None],
			[None, None, None, None, "克百威", "某某磷"],
			["岑村", "农户甲", "韭菜", "2022-07-01", "阴性", "阳性"],
			merges=["E1:F1"],
		)
		self.assertEqual(rows_of(content)[0].unknown_substances, {"某某磷": "阳性"})

	def test_missing_columns_are_named_and_so_are_those_seen(self):
		with self.assertRaises(errors.MissingColumns) as caught:
			sheets_of(workbook_of(("村", "生产主体", "样品名称", "检测项目"), ("岑村", "农户甲", "韭菜", "克百威")))
		self.assertEqual(len(caught.exception.missing), 2)
		self.assertEqual(caught.exception.seen, ["村", "生产主体", "样品名称", "检测项目"])
		self.assertIn("检测结果", str(caught.exception))

	def test_no_headings_at_all(self):
		with self.assertRaises(errors.MissingColumns) as caught:
			sheets_of(workbook_of(("甲", "乙", "丙"), (1, 2, 3)))
		self.assertEqual(caught.exception.seen, ["甲", "乙", "丙"])

	def test_the_kind_follows_from_the_headings(self):
		for kind, headings in {
			"residue-tests": HEADINGS,
			"producers": ("序号", "行政村", "主体名称", "主体类型", "行业", "品种", "面积", "单位", "规模主体"),
			"certificates": ("村", "生产主体", "产品名称", "开具日期", "开具张数", "批次号"),
		}.items():
			with self.subTest(kind):
				self.assertEqual(sheets_of(workbook_of(headings))[0].kind.name, kind)

	def test_a_test_register_without_results_is_no_producer_register(self):
		with self.assertRaises(errors.MissingColumns) as caught:
			sheets_of(workbook_of(("村", "生产主体", "样品名称", "样品编号", "抽样日期", "检测项目")))
		self.assertIn("检测结果", str(caught.exception))

	def test_every_template_is_read_as_its_kind(self):
		for kind in KINDS.values():
			headings = [kind.column(name).heading for name in kind.template]
			found = sheets_of(workbook_of(headings))[0].headings
			self.assertIs(found.kind, kind)
			self.assertEqual(list(found.columns), list(kind.template))

	def test_sheets_of_one_kind_together(self):
		sheets = sheets_of(
			workbook_of_sheets({"说明": [["请按月填写"]], "1月": [HEADINGS, ROW], "2月": [HEADINGS, ROW], "空": []})
		)
		self.assertEqual([sheet.name for sheet in sheets], ["1月", "2月"])


class TestRows(unittest.TestCase):
	def test_sums_notes_and_repeated_headings_are_passed_over(self):
		rows = table(
			ROW,
			("岑村小计", None, None, "1批次"),
			[],
			HEADINGS,
			ROW,
			("合　计", None, 2),
			("注：阴性为合格",),
			("填表人：", None, "审核人：", None, "2022年7月8日"),
			("第1页，共1页",),
		)
		self.assertEqual([row.number for row in rows], [2, 6])

	def test_what_only_looks_like_a_sum_is_taken(self):
		self.assertEqual(len(table(("岑村", "合计农场", *ROW[2:]))), 1)

	def test_rows_numbered_beforehand(self):
		content = workbook_of(("序号", *HEADINGS), (1, *ROW), (2,), (3,))
		self.assertEqual(len(rows_of(content)), 1)

	def test_unclear_rows_are_not_passed_over(self):
		self.assertEqual(len(table(ROW, ("岑村", None, None, None, None, None, "阴性"), (None, "农户乙"))), 3)

	def test_dittos_and_merged_cells_carry_down(self):
		rows = table(
			ROW,
			(None, "同上", "〃", "2", date(2022, 7, 2), '"', "阴性"),
			("同上", "农户乙", "豇豆", "3", "同上", "〃", "阴性"),
			merges=["A2:A3"],
		)
		self.assertEqual([row.get("village") for row in rows], ["岑村"] * 3)
		self.assertEqual([row.get("product") for row in rows], ["韭菜", "韭菜", "豇豆"])
		self.assertEqual(rows[2].get("sampled_on").date(), date(2022, 7, 2))

	def test_carried_values_are_among_the_cells_that_go_back(self):
		rows = table(ROW, (None, "农户乙", *ROW[2:]), merges=["A2:A3"])
		self.assertEqual(rows[1].cells[1], "岑村")

	def test_a_table_ends_after_a_thousand_blank_rows(self):
		blanks = [[]] * (BLANK_ROWS_THAT_END_A_TABLE - 1)
		content = workbook_of(HEADINGS, ROW, *blanks, ROW)
		self.assertEqual(len(rows_of(content)), 2)
		rows = [[None, " "]] * BLANK_ROWS_THAT_END_A_TABLE
		with open_workbook(workbook_of(HEADINGS, ROW, *rows, ROW)) as workbook:
			sheet = find_register_sheets(workbook, list(KINDS.values()), SUBSTANCES.find)[0][0]
			self.assertEqual(len(list(sheet.rows())), 1)
			self.assertEqual(len(sheet.warnings()), 1)

	def test_the_messy_example(self):
		rows = rows_of(as_bytes(messy_register()))
		self.assertEqual(len(rows), 65)
		self.assertEqual([row.get("serial") for row in rows], list(range(1, 66)))
		self.assertTrue(all(row.get("village") for row in rows))

	def test_title_goes_with_the_rows(self):
		rows = rows_of(workbook_of(["胶体金登记表"], HEADINGS, ROW))
		self.assertEqual(rows[0].title, "胶体金登记表")

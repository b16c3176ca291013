"""Annex 1 with its actual figures, on paper and in Excel: cell by cell the annex's rows and the report's figures."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import frappe
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nongan_supervision.checklist.printing import in_annex_order, printed_progress, question_of, reached_groups
from nongan_supervision.checklist.workbook import progress_workbook
from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	responsibility_checklist_progress as report,
)
from nongan_supervision.permissions.grants import (
	AGRICULTURE,
	DISTRICT,
	LEADER,
	MARKET,
	POLICE,
	PORTAL,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.setup.plan import read_plan_file
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	make_certificate,
	make_key_product,
	make_producer,
	make_residue_test,
	make_user,
	printed,
)
from nongan_supervision.tests.progress_town import MIDYEAR, VILLAGE_A, VILLAGE_B, ProgressTestCase

PLAN = "洛阳镇-2022"
AS_ON = "2022-07-02"
PRINT = "责任清单完成情况"
METHOD = "nongan_supervision.api.export_checklist_progress"
HEADINGS = ["序号", "任务类别", "任务指标", "责任部门", "考核指标", "目标", "实际", "完成率", "状态"]
FIRST = 4
"""Row of the first item: below title, filters and headings."""


def export(user: str = "Administrator", **asked: Any):
	return web.call(user, METHOD, **asked)


def sheet_of(response: Any) -> Worksheet:
	assert response.status_code == 200, web.text_of(response)[-2000:]
	response.direct_passthrough = False
	return load_workbook(io.BytesIO(response.get_data())).active


def rows_of(sheet: Worksheet) -> list[list[Any]]:
	"""The rows of items, with what is merged repeated in each cell of it."""
	last = max(area.max_row for area in sheet.merged_cells.ranges if area.min_col == 3 or area.max_col == 9)
	values = {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row}
	for area in sheet.merged_cells.ranges:
		for row, column in area.cells:
			values[row, column] = values[area.min_row, area.min_col]
	rows = [[values.get((row, column)) for column in range(1, 10)] for row in range(FIRST, last + 1)]
	return [row for row in rows if row[8] is not None and row[0] != row[8]]


def cells(html: str) -> list[str]:
	return [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)]


class PlanCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		producer = make_producer("附件一户", "岑村")
		product = make_key_product("附件菜").name
		for _number in range(3):
			make_residue_test(producer, product=product, sampled_on="2022-06-30", tested_on="2022-06-30")
		make_certificate(producer, issued_on="2022-05-01", certificate_count=1500)

	def setUp(self):
		super().setUp()
		frappe.local.lang = "zh"
		self.items = read_plan_file("checklist_items.json")
		_columns, self.figures, *_rest = report.execute({"checklist": PLAN, "as_on": AS_ON})


class TestWorkbook(PlanCase):
	def setUp(self):
		super().setUp()
		self.sheet = sheet_of(export(checklist=PLAN, as_on=AS_ON))

	def test_every_row_of_the_annex_with_the_figures_of_the_report(self):
		self.assertEqual([cell.value for cell in self.sheet[FIRST - 1]], HEADINGS)
		rows = rows_of(self.sheet)
		self.assertEqual(len(rows), len(self.items))
		heads = {f"{PLAN}-{item['item_no']}": item for item in self.items}
		for item, figure, row in zip(self.items, self.figures, rows, strict=True):
			with self.subTest(item["item_no"]):
				head = heads.get(item.get("part_of"), item)
				departments = "、".join(one["department"] for one in head["departments"])
				expected = [int(head["clause"][1:]), head["task_category"], head["requirement"], departments]
				self.assertEqual(row[:4], expected)
				percent = None if figure["percent"] is None else round(figure["percent"] / 100, 10)
				of_figure = [item["indicator"], figure["target"], figure["actual"], percent, figure["state_label"]]
				self.assertEqual(row[4:], of_figure)
		self.assertIn(1500, [row[6] for row in rows])

	def test_figures_are_numbers_that_read_as_the_annex_writes_them(self):
		row = next(cells for cells in self.sheet.iter_rows(min_row=FIRST) if cells[5].value == 1800)
		self.assertEqual(row[5].number_format, '"不低于"#,##0"批次"')
		self.assertEqual((row[6].value, row[6].number_format, row[7].number_format), (3, '#,##0"批次"', "0.00%"))

	def test_figures_that_are_no_whole_numbers_keep_their_unit(self):
		found = printed_progress(question_of({"checklist": PLAN, "as_on": AS_ON}))
		target = found.groups[0].rows[0].targets[0]
		for actual, unit, shown in (
			(96.296, "%", '#,##0.##"%"'),
			(1.5, "批次/千人", '#,##0.##"批次/千人"'),
			(66.001, "%", '#,##0"%"'),
			(87.06, "", "#,##0.##"),
		):
			found.groups[0].rows[0].targets[0] = replace(target, actual=actual, unit=unit)
			cell = load_workbook(io.BytesIO(progress_workbook(found))).active.cell(FIRST, 7)
			with self.subTest(actual):
				self.assertEqual((cell.value, cell.number_format), (actual, shown))

	def test_each_figure_of_one_text_says_what_it_counts(self):
		eighth = [row for row in rows_of(self.sheet) if row[0] == 8]
		self.assertEqual({row[2] for row in eighth}, {eighth[0][2]})
		self.assertEqual(
			[row[4] for row in eighth], [item["indicator"] for item in self.items if item["clause"] == "A8"]
		)

	def test_one_that_is_reported_by_hand_is_named_by_its_own_text(self):
		reported = [f"{PLAN}-A8", f"{PLAN}-A8-3"]
		frappe.db.set_value("Checklist Item", {"name": ["in", reported]}, "indicator", None)
		named = [row[4] for row in rows_of(sheet_of(export(checklist=PLAN, as_on=AS_ON))) if row[0] == 8]
		self.assertEqual(named[:3], [None, "农产品质量安全乡村行次数", "开展宣传报道工作"])

	def test_numbers_and_categories_are_merged_and_further_targets_lie_under_their_row(self):
		merged = {str(area) for area in self.sheet.merged_cells.ranges}
		begins = FIRST
		for group in reached_groups(self.figures):
			for column in "AB":
				if group.height > 1:
					self.assertIn(f"{column}{begins}:{column}{begins + group.height - 1}", merged)
			for row in group.rows:
				if len(row.targets) > 1:
					self.assertIn(f"C{begins}:C{begins + len(row.targets) - 1}", merged)
				begins += len(row.targets)
		self.assertIn("A1:I1", merged)

	def test_pages(self):
		sheet = self.sheet
		self.assertEqual((sheet.page_setup.orientation, int(sheet.page_setup.paperSize)), ("landscape", 9))
		self.assertEqual((sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight), (1, 0))
		self.assertEqual(sheet.print_title_rows, "$3:$3")
		self.assertEqual(sheet.oddFooter.center.text, "第 &P 页 共 &N 页")
		for row in sheet.iter_rows(min_row=FIRST - 1, max_row=FIRST + len(self.items) - 1):
			for cell in row:
				self.assertEqual(cell.border.left.style, "thin", cell.coordinate)

	def test_a_group_of_rows_stands_on_one_page(self):
		ends = [one.id for one in self.sheet.row_breaks.brk]
		self.assertTrue(ends)
		areas = self.sheet.merged_cells.ranges
		self.assertEqual([str(area) for area in areas for end in ends if area.min_row <= end < area.max_row], [])

	def test_title_and_day(self):
		self.assertIn("2022", self.sheet["A1"].value)
		self.assertIn("完成情况", self.sheet["A1"].value)
		self.assertIn("截至日期：2022年7月2日", self.sheet["A2"].value)
		self.assertIn("分管领导签字", [row[0].value or "" for row in self.sheet.iter_rows()][-1])

	def test_texts_stay_texts(self):
		frappe.db.set_value("Checklist Item", f"{PLAN}-A5", {"requirement": '=1+1"', "unit": '"批"'})
		cell = next(
			cell for row in sheet_of(export(checklist=PLAN)).iter_rows() for cell in row if cell.value == '=1+1"'
		)
		self.assertEqual((cell.data_type, cell.quotePrefix), ("s", True))


class TestPrint(PlanCase):
	def test_every_row_and_figure(self):
		frappe.form_dict["as_on"] = AS_ON
		self.addCleanup(frappe.form_dict.pop, "as_on")
		html = printed(frappe.get_doc("Responsibility Checklist", PLAN), PRINT)
		written = cells(html)
		for item in self.items:
			if not item.get("part_of"):
				self.assertIn(item["requirement"], written)
		states = [text for text in written if text in {figure["state_label"] for figure in self.figures}]
		self.assertEqual(states, [figure["state_label"] for figure in self.figures])
		indicators = [item["indicator"] for item in self.items]
		self.assertEqual([text for text in written if text in set(indicators)], indicators)
		for text in ("不低于1,800批次", "3批次", "1,500"):
			self.assertTrue(any(text in cell for cell in written), text)
		self.assertIn("2022年7月2日", html)

	def test_as_on_today_unless_said_otherwise(self):
		html = printed(frappe.get_doc("Responsibility Checklist", PLAN), PRINT)
		today = frappe.utils.getdate()
		self.assertIn(f"{today.year}年{today.month}月{today.day}日", html)

	def test_both_prints_number_their_pages(self):
		for name in (PRINT, "Responsibility Checklist"):
			html = printed(frappe.get_doc("Responsibility Checklist", PLAN), name)
			self.assertIn('class="topage"', html)

	def test_further_targets_stand_below_their_row_wherever_they_are_sorted(self):
		later = [*(figure for figure in self.figures if not figure["part_of"]), *self.figures[::-1]]
		mixed = list({figure["item"]: figure for figure in later}.values())
		self.assertNotEqual([figure["item"] for figure in mixed], [figure["item"] for figure in self.figures])
		for before, row in pairwise(in_annex_order(mixed)):
			if row["part_of"]:
				self.assertEqual((row["printed_under"], before["printed_under"]), (row["part_of"],) * 2)
				self.assertEqual(row["printed_group"], before["printed_group"])

	def test_a_row_whose_head_is_not_shown_stands_by_itself(self):
		further = [figure for figure in self.figures if figure["part_of"]]
		groups = reached_groups(further)
		self.assertEqual([len(row.targets) for group in groups for row in group.rows], [1] * len(further))


class TestWhoMay(ProgressTestCase):
	def actuals(self, user: str, **asked: Any) -> list[Any]:
		sheet = sheet_of(export(user, checklist=self.checklist, as_on=str(MIDYEAR), **asked))
		return [row[6] for row in rows_of(sheet)]

	def test_each_role_gets_what_its_report_shows(self):
		for role in ("Nongan Administrator", LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, DISTRICT):
			user = make_user(role)
			with self.subTest(role), self.as_user(user):
				_columns, rows, *_rest = report.execute({"checklist": self.checklist, "as_on": MIDYEAR})
			response = export(user, checklist=self.checklist, as_on=str(MIDYEAR))
			with self.subTest(role):
				self.assertEqual([row[6] for row in rows_of(sheet_of(response))], [row["actual"] for row in rows])

	def test_an_officer_gets_the_figures_of_the_village(self):
		officer = make_user(VILLAGE, villages=[VILLAGE_A])
		self.assertEqual(self.actuals(officer)[0], 4)
		self.assertEqual(self.actuals(make_user(AGRICULTURE))[0], 7)
		response = export(officer, checklist=self.checklist, village=VILLAGE_B)
		self.assertEqual(response.status_code, 403)

	def test_one_department_and_one_village(self):
		office = make_user(AGRICULTURE)
		self.assertEqual(self.actuals(office, village=VILLAGE_B)[0], 3)
		self.assertEqual(len(self.actuals(office, department=f"进度{POLICE}")), 1)

	def test_others_are_refused_in_chinese(self):
		frappe.local.lang = "zh"
		for user in (make_user(PORTAL), make_user(), "Guest"):
			with self.subTest(user):
				self.assertEqual(export(user, checklist=self.checklist).status_code, 403)
		response = export(make_user(AGRICULTURE), checklist="没有的清单")
		self.assertEqual(response.status_code, 403)
		self.assertIn("没有您可查看的此责任清单", web.text_of(response))

	def print_for(self, user: str, **asked: Any):
		method = "frappe.www.printview.get_html_and_style"
		return web.call(user, method, doc="Responsibility Checklist", name=self.checklist, print_format=PRINT, **asked)

	def test_the_print_shows_what_its_reader_may_see(self):
		officer, office = make_user(VILLAGE, villages=[VILLAGE_A]), make_user(AGRICULTURE)
		for user, shown, hidden in ((officer, "4批次", "7批次"), (office, "7批次", "4批次")):
			written = cells(web.message_of(self.print_for(user, as_on=str(MIDYEAR)))["html"])
			with self.subTest(user):
				self.assertIn(shown, written)
				self.assertNotIn(hidden, written)
		self.assertEqual(self.print_for(make_user()).status_code, 403)
		frappe.local.lang = "zh"
		response = self.print_for(office, as_on="2021-99-99")
		self.assertEqual(response.status_code, 417)
		self.assertRegex(web.text_of(response), "请|不能")

	def test_odd_values_are_refused_in_chinese(self):
		frappe.local.lang = "zh"
		for asked in ({"as_on": "2022-13-45"}, {"as_on": "x"}, {"year": "x"}, {"village": "x" * 300}):
			with self.subTest(asked):
				response = export(**{"checklist": self.checklist, **asked})
				self.assertEqual(response.status_code, 417)
				self.assertRegex(web.text_of(response), "[\u4e00-\u9fff]")

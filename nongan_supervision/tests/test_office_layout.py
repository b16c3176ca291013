"""The office's layout of exports: title, filters in words, headings, number formats, pages."""

from __future__ import annotations

import datetime
import io
import json
import time
from typing import Any
from unittest.mock import patch

import frappe
from frappe.utils import cint
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from nongan_supervision.exchange.exporting.about import about, list_filters, report_filters
from nongan_supervision.exchange.exporting.files import as_xlsx
from nongan_supervision.exchange.exporting.table import Column, Table
from nongan_supervision.exchange.layout import OfficeSheet, lines_of
from nongan_supervision.exchange.numbers import decimals, places_of
from nongan_supervision.permissions.grants import AGRICULTURE, DISTRICT, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer, make_user, make_village

MOMENT = datetime.datetime(2022, 7, 1, 10, 20)


def opened(content: bytes) -> Worksheet:
	return load_workbook(io.BytesIO(content)).active


def merged(sheet: Worksheet) -> set[str]:
	return {str(area) for area in sheet.merged_cells.ranges}


class TestLayout(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.local.lang = "zh"
		columns = [
			Column("村", "Data"),
			Column("应报", "Int", group="季度更新"),
			Column("占比", "Percent", group="季度更新"),
			Column("数量", "Float"),
			Column("日期", "Date"),
			Column("年度", "Int", fieldname="year"),
			Column("备注", "Small Text", width=44),
		]
		rows = [
			["甲村", 1234567, 95.5, 0.05, datetime.date(2022, 7, 1), 2022, "长" * 100],
			["乙村", 4, None, 5.0, MOMENT, 2022, "=1+1"],
			["合计", 1234571, 95.5, 5.05, None, None, None],
		]
		self.sheet = opened(as_xlsx(Table("村级情况", columns, rows, filters=[("村", "甲村")], totals={2})))

	def cells(self, row: int) -> list[Any]:
		return list(self.sheet[row])

	def test_title_and_line_over_all_columns(self):
		self.assertEqual(self.sheet["A1"].value, "村级情况")
		self.assertTrue({"A1:G1", "A2:G2"} <= merged(self.sheet))
		self.assertIn("村：甲村", self.sheet["A2"].value)
		self.assertIn("制表：Administrator", self.sheet["A2"].value)

	def test_headings_in_groups(self):
		self.assertEqual([cell.value for cell in self.cells(3)][:4], ["村", "季度更新", None, "数量"])
		self.assertEqual([cell.value for cell in self.cells(4)][1:3], ["应报", "占比"])
		self.assertTrue({"B3:C3", "A3:A4", "D3:D4", "G3:G4"} <= merged(self.sheet))
		self.assertEqual((self.sheet.freeze_panes, self.sheet.print_title_rows), ("A5", "$3:$4"))
		self.assertTrue(all(cell.font.bold and cell.fill.fgColor.rgb.endswith("E8F0E4") for cell in self.cells(4)[1:3]))

	def test_as_many_decimals_as_the_screen_shows(self):
		for places, value, shown in ((2, 96.296296, "#,##0.##"), (3, 0.125, "#,##0.###"), (2, 3.0001, "#,##0")):
			with self.subTest(value), patch.object(frappe.db, "get_default", lambda *_asked, places=places: places):
				content = as_xlsx(Table("数", [Column("实际", "Float")], [[value]]))
			cell = opened(content)["A4"]
			self.assertEqual((cell.value, cell.number_format), (value, shown))

	def test_only_numbers_without_a_unit_are_formatted_anew(self):
		for number_format, places in ((decimals(2), 2), (decimals(3), 3), ('#,##0.##"%"', 0), ("#,##0", 0), (None, 0)):
			self.assertEqual(places_of(number_format), places, number_format)

	def test_numbers_and_dates(self):
		places = cint(frappe.db.get_default("float_precision")) or 3
		first, second = self.cells(5), self.cells(6)
		self.assertEqual((first[1].value, first[1].number_format), (1234567, "#,##0"))
		self.assertEqual((first[2].value, first[2].number_format), (0.955, "0.00%"))
		self.assertEqual((first[3].number_format, second[3].number_format), (decimals(places), "#,##0"))
		self.assertEqual((first[4].value.date(), first[4].number_format), (MOMENT.date(), "yyyy-mm-dd"))
		self.assertEqual((second[4].value, second[4].number_format), (MOMENT, "yyyy-mm-dd hh:mm"))
		self.assertEqual((first[5].value, first[5].number_format), (2022, "0"))

	def test_times(self):
		values = [datetime.timedelta(hours=9, minutes=5), datetime.time(9, 5)]
		content = as_xlsx(Table("时间", [Column("甲"), Column("乙")], [values, ["x", 1], values]))
		for cell in opened(content)[6]:
			self.assertEqual(cell.number_format, "[h]:mm")

	def test_texts_stay_texts_and_wrap(self):
		cell = self.cells(6)[6]
		self.assertEqual((cell.value, cell.data_type, cell.quotePrefix), ("=1+1", "s", True))
		self.assertFalse(self.cells(5)[0].quotePrefix)
		self.assertTrue(self.cells(5)[6].alignment.wrap_text)
		lines = lines_of("长" * 100, self.sheet.column_dimensions["G"].width)
		self.assertGreaterEqual(self.sheet.row_dimensions[5].height, lines * 15)
		self.assertLess(self.sheet.row_dimensions[6].height, 30)

	def test_borders_around_all_cells_also_empty_ones(self):
		for row in range(3, 8):
			for cell in self.cells(row):
				if cell.coordinate not in self.sheet.merged_cells:
					sides = cell.border
					self.assertEqual({sides.left.style, sides.right.style, sides.bottom.style}, {"thin"})

	def test_sums_are_bold(self):
		self.assertTrue(all(cell.font.bold for cell in self.cells(7)))
		self.assertFalse(any(cell.font.bold for cell in self.cells(6)))

	def test_pages(self):
		sheet = self.sheet
		self.assertEqual(sheet.print_area.replace("$", "").split("!")[-1], "A1:G7")
		self.assertEqual((sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight), (1, 0))
		self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
		self.assertEqual(sheet.oddFooter.center.text, "第 &P 页 共 &N 页")
		self.assertEqual((int(sheet.page_setup.paperSize), sheet.page_setup.orientation), (9, "landscape"))
		narrow = opened(as_xlsx(Table("窄", [Column("甲")], [["乙"]])))
		self.assertEqual(narrow.page_setup.orientation, "portrait")

	def test_rows_that_belong_together_begin_a_page_that_has_room_for_them(self):
		sheet = OfficeSheet("分组", (40, 40), across=True)
		sheet.title("分组")
		sheet.headings(("组", "项"))
		for rows in (8, 8, 8, 60, 8):
			first = None
			with sheet.together():
				for number in range(rows):
					row = sheet.row((None if number else "组", "项"))
					first = first or row
			sheet.merge_down(0, first, first + rows - 1)
		written = opened(sheet.finished())
		ends = [one.id for one in written.row_breaks.brk]
		self.assertEqual(ends[0], 18)  # the third group has no room below two others
		self.assertGreater(len([end for end in ends if 26 < end < 86]), 1)  # no page has room for the fourth
		self.assertNotIn(26, ends)
		crossing = [area for area in written.merged_cells.ranges for end in ends if area.min_row <= end < area.max_row]
		self.assertEqual(crossing, [])

	def test_a_number_takes_no_more_room_than_it_shows(self):
		columns = [Column("率", "Percent"), Column("数", "Float")]
		widths = opened(as_xlsx(Table("数", columns, [[95.8333333333333, 96.2962962962963]]))).column_dimensions
		self.assertLess(max(widths["A"].width, widths["B"].width), 12)

	def test_a_whole_number_is_as_wide_as_all_its_zeros(self):
		columns = [Column(label, "Float", precision=places) for label, places in (("甲", 0), ("乙", 0), ("丙", 2))]
		row = [2_000_000_000_000.0, 2_345_678_912_345.0, 2_000_000_000_000.0]
		widths = opened(as_xlsx(Table("数", columns, [row]))).column_dimensions
		self.assertEqual(widths["A"].width, widths["B"].width)
		self.assertLess(widths["C"].width, widths["A"].width + 2)  # its decimals say nothing

	def test_many_columns_are_folded_so_that_they_can_be_read_on_paper(self):
		columns = [Column(f"列{number}", width=30) for number in range(20)]
		sheet = opened(as_xlsx(Table("宽", columns, [["长" * 20] * 20])))
		widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[4]]
		self.assertAlmostEqual(sum(widths), 200)
		self.assertGreater(sheet.row_dimensions[4].height, 60)
		few = opened(as_xlsx(Table("窄", columns[:4], [["长" * 20] * 4])))
		self.assertEqual(few.column_dimensions["A"].width, 30)

	def test_nothing_to_show(self):
		for columns in ([], [Column("甲")]):
			self.assertEqual(opened(as_xlsx(Table("空", columns)))["A1"].value, "空")

	def test_a_row_is_never_higher_than_excel_allows(self):
		sheet = OfficeSheet("高", (10,))
		sheet.row(["长" * 10_000])
		self.assertEqual(opened(sheet.finished()).row_dimensions[1].height, 409)


class TestAbout(NonganTestCase):
	def setUp(self):
		super().setUp()
		frappe.local.lang = "zh"

	def test_who_and_when(self):
		frappe.db.set_single_value("Nongan Supervision Settings", "current_town", "洛阳镇")
		self.assertEqual(about([], MOMENT), "洛阳镇　制表：Administrator　2022-07-01 10:20")

	def test_a_lists_filters_in_words(self):
		make_village()
		producer = make_producer("条件户")
		sent = [
			["Residue Test", "verdict", "=", "Fail"],
			["Residue Test", "sampled_on", "Between", ["2022-01-01", "2022-06-30"]],
			["Residue Test", "producer", "in", [producer.name]],
			["Residue Test", "remarks", "is", "set"],
			["Residue Test", "sample_no", "like", "%甲%"],
		]
		self.assertEqual(
			[f"{label}：{value}" for label, value in list_filters("Residue Test", json.dumps(sent))],
			[
				"判定结论：不合格",
				"抽样日期：介于 2022-01-01、2022-06-30",
				"生产主体：条件户",
				"备注：已填写",
				"样品编号：含“甲”",
			],
		)
		self.assertEqual(list_filters("Residue Test", {"docstatus": 1})[0][1], "1")
		self.assertEqual(list_filters("Residue Test", None), [])

	def test_a_reports_filters_in_words(self):
		producer = make_producer("报表户")
		asked = json.dumps({"year": 2022, "producer": producer.name, "village": None})
		applied = json.dumps({"年度": 2022, "生产主体": producer.name, "村": ""})
		expected = [("年度", "2022"), ("生产主体", "报表户")]
		self.assertEqual(report_filters(asked, applied), expected)
		self.assertEqual(report_filters(asked, None), [("年度", "2022"), ("生产主体", "报表户")])
		for odd in ("[]", "3", '"x"'):
			self.assertEqual(report_filters(odd, odd), [])

	def test_a_producer_that_the_reader_may_not_see_is_not_named(self):
		make_village("他处村")
		producer = make_producer("他处户", "他处村")
		make_village("此处村")
		with self.as_user(make_user(VILLAGE, villages=["此处村"])):
			self.assertEqual(report_filters({"producer": producer.name}, None)[0][1], producer.name)


class TestWhoMay(NonganTestCase):
	REPORT = "frappe.desk.query_report.export_query"

	def test_a_report_in_excel_shows_each_role_what_it_shows_on_the_screen(self):
		for role in (LEADER, AGRICULTURE, MARKET, VETERINARY, DISTRICT):
			user = make_user(role)
			run = web.message_of(
				web.call(user, "frappe.desk.query_report.run", report_name="Village Scorecard", filters={"year": 2022})
			)
			response = web.call(
				user, self.REPORT, report_name="Village Scorecard", filters={"year": 2022}, file_format_type="Excel"
			)
			with self.subTest(role):
				response.direct_passthrough = False
				rows = list(opened(response.get_data()).iter_rows(min_row=5, values_only=True))
				self.assertEqual([row[0] for row in rows], [row["village"] for row in run["result"]])

	def test_others_are_refused_in_chinese(self):
		frappe.local.lang = "zh"
		response = web.call(make_user(POLICE), self.REPORT, report_name="Village Scorecard", file_format_type="Excel")
		self.assertEqual(response.status_code, 403)
		self.assertRegex(web.text_of(response), "[\u4e00-\u9fff]")
		response = web.call(make_user(), self.REPORT, report_name="Village Scorecard", file_format_type="Excel")
		self.assertEqual(response.status_code, 403)


class TestSpeed(NonganTestCase):
	def test_a_list_of_many_rows_takes_no_more_than_its_cells(self):
		columns = [Column(str(number)) for number in range(10)]
		times = []
		for rows in (500, 2000):
			table = Table("长表", columns, [["农产品"] * 10] * rows)
			start = time.process_time()
			as_xlsx(table)
			times.append(time.process_time() - start)
		self.assertLess(times[1], 8 * times[0])

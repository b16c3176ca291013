"""Lists and reports as files: every DocType and report of the app, in Chinese, with nothing in them that computes."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import frappe
from openpyxl import load_workbook

from nongan_supervision.exchange.exporting.files import (
	as_csv,
	as_xlsx,
	csv_with_texts_for_formulas,
	harmless,
	with_texts_for_formulas,
)
from nongan_supervision.exchange.exporting.table import Column, Table
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.tests import web
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import VILLAGE, make_producer, make_residue_test, make_user, make_village
from nongan_supervision.tests.test_permission_matrix import REPORT_FILTERS
from nongan_supervision.tests.workbooks import workbook_of

CHINESE = re.compile("[\u4e00-\u9fff]")
NOT_TRANSLATED = frozenset({"ID"})
SIGNS = "=+-@＝＋－＠"
DANGEROUS = tuple(f"{before}{sign}SUM(A1)" for sign in SIGNS for before in ("", "\t", "\r", " \t", "\r\n", "　"))
MODULE = "Nongan Supervision"
ABOVE = 2
"""Rows above the headings."""


def exported(user: str, method: str, **sent: Any) -> tuple[str, bytes]:
	"""The file that a user gets, in Chinese: its name and its content."""
	frappe.db.set_value("User", user, "language", "zh")
	frappe.local.lang = "zh"
	response = web.call(user, method, **sent)
	assert response.status_code == 200, web.text_of(response)[-2000:]
	response.direct_passthrough = False
	return response.headers["Content-Disposition"], response.get_data()


def export_list(doctype: str, user: str = "Administrator", form: str = "Excel", **sent: Any) -> tuple[str, bytes]:
	meta = frappe.get_meta(doctype)
	names = ["name", "owner", "creation", "docstatus", *(df.fieldname for df in meta.fields if is_stored(df))]
	fields = [f"`tab{doctype}`.`{name}`" for name in names]
	method = "frappe.desk.reportview.export_query"
	return exported(
		user, method, doctype=doctype, fields=json.dumps(fields), file_format_type=form, title=doctype, **sent
	)


def export_report(report: str, user: str = "Administrator", form: str = "Excel", **sent: Any) -> tuple[str, bytes]:
	method = "frappe.desk.query_report.export_query"
	filters = REPORT_FILTERS.get(report, {})
	sent = {"visible_idx": [], "custom_columns": [], **sent}
	return exported(user, method, report_name=report, filters=filters, file_format_type=form, **sent)


def is_stored(field) -> bool:
	return field.fieldtype not in (*frappe.model.no_value_fields, *frappe.model.table_fields) and not field.is_virtual


def cells_of(content: bytes) -> list[list[Any]]:
	return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


def values_of(content: bytes) -> list[list[Any]]:
	return [[cell.value for cell in row] for row in cells_of(content)]


def table_of(content: bytes) -> list[list[Any]]:
	"""The values below a workbook's title and the line that tells of it: headings first."""
	return values_of(content)[ABOVE:]


def headings_of(content: bytes) -> list[Any]:
	"""The values of the rows that every page repeats."""
	sheet = load_workbook(io.BytesIO(content)).active
	first, last = sheet.print_title_rows.replace("$", "").split(":")
	return [cell.value for row in sheet.iter_rows(int(first), int(last)) for cell in row]


class ExportTestCase(NonganTestCase):
	def assert_chinese(self, headings: list[Any]) -> None:
		english = [text for text in headings if text not in NOT_TRANSLATED and not CHINESE.search(text or "")]
		self.assertEqual(english, [])

	def assert_no_formulas(self, content: bytes) -> None:
		computing = [cell.value for row in cells_of(content) for cell in row if cell.data_type == "f"]
		self.assertEqual(computing, [])


class TestLists(ExportTestCase):
	def test_every_list_has_chinese_headings(self):
		for doctype in TABLE:
			if frappe.get_meta(doctype).issingle:
				continue
			with self.subTest(doctype):
				name, content = export_list(doctype)
				self.assertIn(".xlsx", name)
				self.assert_chinese(table_of(content)[0])
				self.assert_no_formulas(content)

	def test_texts_that_look_like_formulas(self):
		make_village()
		for text in DANGEROUS:
			producer = make_producer(f"危险户{DANGEROUS.index(text)}")
			frappe.db.set_value("Producer", producer.name, "contact_person", text)
		_name, content = export_list("Producer", filters=json.dumps({"producer_name": ["like", "危险户%"]}))
		self.assert_no_formulas(content)
		rows = cells_of(content)[ABOVE:]
		column = [cell.value for cell in rows[0]].index("联系人")
		cells = [row[column] for row in rows[1:]]
		self.assertEqual({cell.value.strip() for cell in cells}, {text.strip() for text in DANGEROUS})
		self.assertTrue(all(cell.quotePrefix for cell in cells))

	def test_options_are_in_words_and_numbers_are_numbers(self):
		test = make_residue_test()
		producer = make_producer("经纬户", latitude=-5.5, longitude=120)
		_name, content = export_list("Residue Test", filters=json.dumps({"name": test.name}))
		row = dict(zip(*table_of(content), strict=True))
		self.assertEqual((row["检测目的"], row["判定结论"]), ("快速检测", "合格"))
		self.assertIn("已提交", row.values())  # under the framework's own heading
		self.assertEqual(row["抽样日期"].date().isoformat(), "2022-07-01")
		_name, content = export_list("Producer", filters=json.dumps({"name": producer.name}))
		row = dict(zip(*table_of(content), strict=True))
		self.assertEqual((row["纬度"], row["经度"], row["规模主体"]), (-5.5, 120, "否"))

	def test_selected_rows_and_totals(self):
		names = [make_producer(area).name for area in ("甲选户", "乙选户")]
		_name, content = export_list("Producer", selected_items=json.dumps(names[:1]), add_totals_row=1)
		rows = table_of(content)
		self.assertEqual((len(rows), rows[1][1], rows[2][0]), (3, names[0], "合计"))

	def test_csv(self):
		producer = make_producer("逗号户")
		frappe.db.set_value("Producer", producer.name, "contact_person", "=1+1")
		_name, content = export_list("Producer", form="CSV", filters=json.dumps({"name": producer.name}))
		self.assertTrue(content.startswith(b"\xef\xbb\xbf"))
		headings, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
		self.assertEqual(dict(zip(headings, row, strict=True))["联系人"], "'=1+1")

	def test_a_user_gets_no_more_than_they_see(self):
		make_village("他村")
		make_producer("他村户", "他村")
		make_producer("本村户")
		officer = make_user("Village Officer", villages=[VILLAGE])
		_name, content = export_list("Producer", officer)
		text = str(values_of(content))
		self.assertIn("本村户", text)
		self.assertNotIn("他村户", text)
		police = make_user("Police Station")
		method = "frappe.desk.reportview.export_query"
		answer = web.call(police, method, doctype="Producer", fields='["name"]', file_format_type="Excel")
		self.assertEqual(answer.status_code, 403)

	def test_lists_of_the_framework_are_its_own_affair(self):
		name, content = exported(
			"Administrator",
			"frappe.desk.reportview.export_query",
			doctype="ToDo",
			fields='["name"]',
			file_format_type="Excel",
			title="ToDo",
		)
		self.assertIn(".xlsx", name)
		self.assertTrue(values_of(content)[0])


class TestReports(ExportTestCase):
	def test_every_report_has_chinese_headings(self):
		for report in frappe.get_all("Report", {"module": MODULE, "report_type": "Script Report"}, pluck="name"):
			with self.subTest(report):
				name, content = export_report(report)
				self.assertIn(".xlsx", name)
				self.assert_chinese([text for text in headings_of(content) if text])
				self.assert_no_formulas(content)
				_name, content = export_report(report, form="CSV")
				self.assertTrue(content.startswith(b"\xef\xbb\xbf"))

	def test_filters_are_told_below_the_title(self):
		report = "Responsibility Checklist Progress"
		applied = json.dumps({"年度": "2022", "村": None})
		_name, content = export_report(report, applied_filters=applied)
		rows = values_of(content)
		self.assertEqual(rows[0][0], "责任清单进度")
		self.assertIn("年度：2022", rows[1][0])
		self.assertNotIn("村：", rows[1][0])
		_name, content = export_report(report, form="CSV", include_filters=1, applied_filters=applied)
		self.assertIn('"年度","2022"', content.decode("utf-8-sig").splitlines()[0])


class TestDataImportFiles(ExportTestCase):
	METHOD = "frappe.core.doctype.data_import.data_import.download_template"

	def test_texts_that_look_like_formulas(self):
		producer = make_producer("模板户")
		frappe.db.set_value("Producer", producer.name, "contact_person", "=1+1")
		sent = {
			"doctype": "Producer",
			"export_fields": json.dumps({"Producer": ["name", "producer_name", "contact_person"]}),
			"export_records": "by_filter",
			"export_filters": json.dumps([["Producer", "name", "=", producer.name]]),
		}
		_name, content = exported("Administrator", self.METHOD, file_type="Excel", **sent)
		self.assert_no_formulas(content)
		self.assert_chinese(values_of(content)[0])
		self.assertIn("=1+1", values_of(content)[1])
		_name, content = exported("Administrator", self.METHOD, file_type="CSV", **sent)
		self.assertIn("'=1+1", content.decode())


class TestFiles(NonganTestCase):
	def test_only_texts_are_marked(self):
		table = Table("表", [Column("甲"), Column("乙")], [["-5", -5], ["=A1", -0.5]])
		first, second = cells_of(as_xlsx(table))[ABOVE + 1 :]
		self.assertEqual((first[0].value, first[0].data_type, first[1].value, first[1].data_type), ("-5", "s", -5, "n"))
		self.assertEqual((second[0].value, second[0].data_type, second[1].value), ("=A1", "s", -0.5))
		lines = list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"))))
		self.assertEqual(lines[1:], [["'-5", "-5"], ["'=A1", "-0.5"]])

	def test_a_workbook_of_the_framework(self):
		content = with_texts_for_formulas(workbook_of(["甲"], ["=1+1"], [-5], ["正常"]))
		self.assertEqual([cell.data_type for (cell,) in cells_of(content)], ["s", "s", "n", "s"])

	def test_every_dangerous_beginning(self):
		for text in DANGEROUS:
			self.assertEqual(harmless(text), f"'{text}")
		for text in ("正常 =1", "正常－1", " 正常", "1＋1", ""):
			self.assertEqual(harmless(text), text)

	def test_dangerous_texts_are_texts_in_both_kinds_of_file(self):
		table = Table("表", [Column("甲")], [[text] for text in DANGEROUS], filters=[(text,) for text in DANGEROUS])
		cells = [cell for (cell,) in cells_of(as_xlsx(replace(table, filters=[])))[ABOVE + 1 :]]
		self.assertEqual({(cell.data_type, cell.quotePrefix) for cell in cells}, {("s", True)})
		lines = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))
		self.assertEqual(
			[line[0] for line in lines if line not in (["甲"], [])], [f"'{text}" for text in DANGEROUS * 2]
		)

	def test_a_csv_of_the_framework(self):
		stream = io.StringIO()
		csv.writer(stream).writerows([text] for text in (*DANGEROUS, "-5", "－5", "正常"))
		lines = csv.reader(io.StringIO(csv_with_texts_for_formulas(stream.getvalue()), newline=""))
		expected = [*(f"'{text}" for text in DANGEROUS), "-5", "'－5", "正常"]
		self.assertEqual([line[0] for line in lines], expected)

"""Refused rows come back in their own form with the reason, and can be corrected and imported."""

from __future__ import annotations

import errno
import io
import tempfile
import unittest
from datetime import date
from pathlib import Path
from unittest import mock

import frappe
from openpyxl import Workbook, load_workbook

from nongan_supervision.exchange import choices, errors, examples
from nongan_supervision.exchange.headings import find_headings
from nongan_supervision.exchange.kinds import KINDS
from nongan_supervision.exchange.reading import SheetRow, open_workbook
from nongan_supervision.exchange.template import choices_of, template
from nongan_supervision.exchange.values import read_unit, read_verdict
from nongan_supervision.exchange.workbook import WholeFile, make_cell, new_workbook
from nongan_supervision.tests import registers
from nongan_supervision.tests.registers import RegisterTestCase, corrected, register, take
from nongan_supervision.tests.workbooks import HEADINGS, rows_of, saved, workbook_of, workbook_of_sheets


class ReturnedTestCase(RegisterTestCase):
	def setUp(self):
		super().setUp()
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)
		self.path = self.folder / "returned.xlsx"

	def returned(self, content: bytes, **options) -> bytes:
		take(content, refused_path=self.path, **options)
		return self.path.read_bytes()


class TestReturnedWorkbook(ReturnedTestCase):
	def test_has_the_rows_as_they_were_and_the_reasons(self):
		content = register({}, {"村": "没有的村", "抽样日期": date(2022, 7, 1), "样品编号": 12})
		rows = rows_of(self.returned(content))
		self.assertEqual(len(rows), 2)
		self.assertEqual(rows[0][:-1], tuple(registers.TEST_ROW))
		self.assertEqual((rows[1][0], rows[1][3], rows[1][4].date()), ("没有的村", 12, date(2022, 7, 1)))
		self.assertIn("没有的村", rows[1][-1])

	def test_corrected_it_is_taken_and_nothing_doubles(self):
		"""The clerk's Friday afternoon: 63 new, 2 refused, corrected, uploaded again."""
		content = self.returned(examples.as_bytes(examples.messy_register()))
		workbook = load_workbook(io.BytesIO(content))
		sheet = workbook.active
		self.assertLessEqual({"A1:O1", "A3:A4", "H3:L3"}, {str(merged) for merged in sheet.merged_cells.ranges})
		self.assertEqual(sheet.max_row, 6)
		content = corrected(content, {(5, 2): "2022-07-08", (5, 4): "豇豆", (6, 7): "2207099"})
		before = frappe.db.count("Residue Test")
		result = take(content, refused_path=self.folder / "second.xlsx")
		self.assertEqual((result.taken, len(result.refused), result.known), (2, 0, 0))
		self.assertEqual(frappe.db.count("Residue Test"), before + 2)
		self.assertFalse((self.folder / "second.xlsx").exists())
		self.assertEqual(take(content).known, 2)

	def test_returned_once_more_it_has_one_column_of_reasons(self):
		first = self.returned(register({"检测结果": "?"}))
		second = self.returned(first)
		self.assertEqual(rows_of(first)[0], rows_of(second)[0])
		self.assertEqual(len(rows_of(second)[1]), len(registers.TEST_ROW) + 1)

	def test_what_was_carried_down_is_written_out(self):
		"""Alone, a row could not show what was merged into it from a row that was taken."""
		rows = [
			(registers.VILLAGE, "甲户", registers.PRODUCT, "1", "2022-07-01", registers.BANNED, "阴性"),
			(None, "同上", "〃", "2", "7月", registers.BANNED, "阴性"),
		]
		found = rows_of(self.returned(workbook_of(HEADINGS, *rows, merges=["A2:A3"])))
		self.assertEqual(found[1][:3], (registers.VILLAGE, "甲户", registers.PRODUCT))

	def test_each_sheet_has_its_own(self):
		row = dict.fromkeys(HEADINGS)
		bad = [{**row, "村": "没有的村", "生产主体": "甲"}[heading] for heading in HEADINGS]
		content = workbook_of_sheets({"1月": [HEADINGS, bad], "2月": [HEADINGS, bad, bad]})
		self.assertEqual([len(rows_of(self.returned(content), sheet)) for sheet in (0, 1)], [2, 3])

	def test_formulas_and_what_looks_like_them_stay_texts(self):
		content = register({"备注": "=cmd|'/c calc'!A1", "检测结果": "@SUM(1)", "生产主体": "+甲", "样品编号": "-1"})
		stream = io.BytesIO(self.returned(content))
		for row in load_workbook(stream).active.iter_rows(min_row=2):
			for cell in row:
				self.assertIn(cell.data_type, ("s", "n"))

	def test_is_private_to_who_made_it(self):
		self.returned(register({"检测结果": "?"}))
		self.assertEqual(self.path.stat().st_mode & 0o077, 0)


class TestNoRoom(ReturnedTestCase):
	def test_a_folder_that_is_not_there(self):
		with self.assertRaises(errors.ReturnedWorkbookNotWritten):
			take(register({}), refused_path=self.folder / "nowhere" / "returned.xlsx")
		self.assertFalse(frappe.db.exists("Residue Test", {"village": registers.VILLAGE}))

	def test_a_full_disk(self):
		full = OSError(errno.ENOSPC, "No space left on device")
		self.path.write_bytes(b"from before")
		content = register({"检测结果": "?"})
		with (
			mock.patch("openpyxl.workbook.workbook.Workbook.save", side_effect=full),
			self.assertRaisesRegex(errors.ReturnedWorkbookNotWritten, "No space left"),
		):
			take(content, refused_path=self.path)
		self.assertEqual(self.path.read_bytes(), b"from before")
		self.assertEqual([path.name for path in self.folder.iterdir()], [self.path.name])

	def test_nothing_stays_behind_when_the_register_is_no_good(self):
		with self.assertRaises(errors.WrongFileType):
			take(b"no workbook", refused_path=self.path)
		self.assertEqual(list(self.folder.iterdir()), [])


class TestCells(unittest.TestCase):
	def test_control_characters_are_left_out(self):
		sheet = new_workbook().create_sheet()
		self.assertEqual(make_cell(sheet, "a\x0bb\nc").value, "ab\nc")

	def test_whole_file_keeps_the_mode_of_secrets(self):
		with tempfile.TemporaryDirectory() as folder, WholeFile(Path(folder) / "x.xlsx") as file:
			workbook = Workbook()
			file.save(workbook)
			self.assertEqual(file.path.read_bytes()[:2], saved(workbook)[:2])


class TestTemplates(unittest.TestCase):
	def sheets(self, name: str):
		return load_workbook(io.BytesIO(template(name))).worksheets

	def test_have_headings_and_choices(self):
		for name, kind in KINDS.items():
			with self.subTest(name):
				sheet = self.sheets(name)[0]
				headings = [cell.value for cell in sheet[1]]
				self.assertEqual(headings, [kind.column(field).heading for field in kind.template])
				self.assertEqual(len(headings), len(set(headings)))
				offered = [field for field in kind.template if choices_of(kind, field)]
				self.assertEqual(len(sheet.data_validations.dataValidation), len(offered))
				for validation in sheet.data_validations.dataValidation:
					self.assertLess(len(validation.formula1), 256)  # a longer list is a damaged file to Excel

	def test_say_of_every_column_how_to_write_it(self):
		for name, kind in KINDS.items():
			with self.subTest(name):
				rows = list(self.sheets(name)[1].iter_rows(min_row=2, values_only=True))
				self.assertEqual([row[0] for row in rows], [kind.column(field).heading for field in kind.template])
				self.assertTrue(any(row[1] for row in rows))

	def test_every_choice_is_understood(self):
		for kind in KINDS.values():
			for field in kind.template:
				for word in choices_of(kind, field):
					with self.subTest(f"{kind.name} {field} {word}"):
						self.assertTrue(READERS.get(field, lambda word: word)(word))

	def test_numbers_that_are_no_amounts_are_texts(self):
		sheet = self.sheets("input-sales")[0]
		formats = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in sheet[1]}
		self.assertEqual(formats["身份证号"].number_format, "@")
		self.assertEqual(formats["销售日期"].number_format, "yyyy-mm-dd")
		self.assertEqual(formats["数量"].number_format, "General")

	def test_are_known_again_by_their_headings(self):
		for name, kind in KINDS.items():
			with self.subTest(name), open_workbook(template(name)) as workbook:
				headings = [SheetRow(1, {n: cell.value for n, cell in enumerate(self.sheets(name)[0][1], start=1)})]
				sheet = workbook.sheets[0]
				found = find_headings(headings, sheet.survey().merges, list(KINDS.values()), lambda text: None)
				self.assertEqual(found.kind, kind)


READERS = {
	"purpose": lambda word: choices.PURPOSES[word],
	"method": lambda word: choices.METHODS[word],
	"stage": lambda word: choices.STAGES[word],
	"activity": lambda word: choices.ACTIVITIES[word],
	"quarter": lambda word: choices.QUARTERS[word],
	"change": lambda word: choices.CHANGES[word],
	"basis": lambda word: choices.BASES[word],
	"unit": read_unit,
	"verdict": read_verdict,
}

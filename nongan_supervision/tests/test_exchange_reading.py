"""Workbooks are read as they are met, and what is none is refused before it can do harm."""

from __future__ import annotations

import io
import tracemalloc
import unittest
import zipfile
from datetime import date, datetime, timedelta
from unittest import mock

from openpyxl import Workbook

from nongan_supervision.exchange import errors
from nongan_supervision.exchange.reading import CellError, FormulaWithoutValue, open_workbook, package
from nongan_supervision.exchange.reading.merges import CarryDown, Merges
from nongan_supervision.exchange.sheets import find_register_sheets
from nongan_supervision.tests import workbooks
from nongan_supervision.tests.properties import given, st

TEXTS = st.text(
	st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff"), min_size=1, max_size=20
)
NUMBERS = st.one_of(
	st.integers(-(10**12), 10**12), st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 6))
)
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
TABLES = st.lists(st.lists(st.one_of(st.none(), TEXTS, NUMBERS, st.booleans(), DAYS), max_size=5), max_size=6)


def read(content: bytes) -> list[dict]:
	"""Return the cells of the rows of the first sheet."""
	with open_workbook(content) as workbook:
		return [row.cells for row in workbook.sheets[0].rows()]


def as_read(value):
	"""Return a value as the reader hands on what openpyxl wrote of it."""
	if isinstance(value, bool):
		return value
	if isinstance(value, date):
		return datetime.combine(value, datetime.min.time())
	return int(value) if isinstance(value, float) and value.is_integer() else value


class TestReadingCells(unittest.TestCase):
	@given(TABLES)
	def test_reads_back_what_was_written(self, table):
		table = [[value for value in row if value not in ("", "=")] for row in table]
		table = [[f"'{value}" if str(value).startswith("=") else value for value in row] for row in table]
		expected = [
			{column: as_read(value) for column, value in enumerate(row, start=1) if value is not None} for row in table
		]
		found = read(workbooks.workbook_of(*table)) if table else []
		self.assertEqual([cells for cells in found if cells], [cells for cells in expected if cells])

	def test_chinese_built_in_date_formats(self):
		"""Formats 27 to 36 and 50 to 58 have no definition in the file; Excel in Chinese shows dates."""
		workbook = Workbook()
		workbook.active["A1"] = 44743
		workbook.active["A1"].number_format = "0.0000"
		content = workbooks.saved(workbook)
		styles = workbooks.parts_of(content)[workbooks.STYLES].replace(b'xf numFmtId="164"', b'xf numFmtId="31"')
		self.assertEqual(read(workbooks.with_part(content, workbooks.STYLES, styles)), [{1: datetime(2022, 7, 1)}])

	def test_dates_counted_from_1904(self):
		workbook = Workbook()
		workbook.epoch = datetime(1904, 1, 1)
		workbook.active["A1"] = date(2022, 7, 1)
		self.assertEqual(read(workbooks.saved(workbook)), [{1: datetime(2022, 7, 1)}])

	def test_formulas_give_their_stored_result(self):
		rows = (
			'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>'
			'<c r="C1"><f>[1]Other!A1</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
			'<c r="E1" t="str"><f>""</f><v></v></c></row>'
		)
		cells = read(workbooks.workbook_with_sheet_xml(rows))[0]
		self.assertEqual(cells, {1: 2, 2: "2x", 3: FormulaWithoutValue("[1]Other!A1"), 4: CellError("#DIV/0!")})

	def test_cells_without_references_prefixes_and_runs_of_text(self):
		"""Some programs leave out the references, write `x:` before every element, or split texts."""
		content = workbooks.with_part(
			workbooks.workbook_of(["x"]),
			workbooks.SHEET,
			'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
			'<x:row><x:c t="inlineStr"><x:is><x:r><x:t>岑</x:t></x:r><x:r><x:t>村</x:t></x:r>'
			"<x:rPh><x:t>cen</x:t></x:rPh></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>"
			"</x:sheetData></x:worksheet>",
		)
		self.assertEqual(read(content), [{1: "岑村", 2: 5}])

	def test_hidden_sheets_are_left_out(self):
		workbook = Workbook()
		workbook.create_sheet("hidden").sheet_state = "hidden"
		with open_workbook(workbooks.saved(workbook)) as opened:
			self.assertEqual([sheet.name for sheet in opened.sheets], ["Sheet"])

	def test_survey_counts_rows_and_finds_merges(self):
		content = workbooks.workbook_of(["a"], ["b"], ["c"], merges=["A2:B3"])
		with open_workbook(content) as workbook:
			survey = workbook.sheets[0].survey()
		self.assertEqual(survey.rows, 3)
		self.assertEqual(
			[(m.first_row, m.last_row, m.first_column, m.last_column) for m in survey.merges.starting_in(2)],
			[(2, 3, 1, 2)],
		)

	def test_survey_finds_what_lies_across_two_pieces(self):
		rows = "".join(f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>' for number in range(1, 5001))
		content = workbooks.workbook_with_sheet_xml(rows, '<mergeCells><mergeCell ref="A1:A5000"/></mergeCells>')
		for piece in (1000, 1013, 65536):
			pieces = mock.patch("nongan_supervision.exchange.reading.markup.PIECE", piece)
			with pieces, open_workbook(content) as workbook:
				survey = workbook.sheets[0].survey()
			self.assertEqual((survey.rows, len(survey.merges.starting_in(1))), (5000, 1))


class TestMergedCells(unittest.TestCase):
	def test_carry_down_ends_with_the_range(self):
		content = workbooks.workbook_of(["岑村", 1], [None, 2], [None, 3], merges=["A1:A2"])
		carry = CarryDown(Merges(["A1:A2"]))
		with open_workbook(content) as workbook:
			rows = list(workbook.sheets[0].rows())
		for row in rows:
			carry.fill(row)
		self.assertEqual([row.cells.get(1) for row in rows], ["岑村", "岑村", None])


class TestRefusedFiles(unittest.TestCase):
	def assert_refused(self, content: bytes, error: type[errors.UnreadableRegister]) -> None:
		with self.assertRaises(error) as caught, open_workbook(content) as workbook:
			find_register_sheets(workbook, [], lambda _name: None)
		self.assertIs(type(caught.exception), error)
		self.assertTrue(str(caught.exception))

	def test_other_formats(self):
		pdf = b"%PDF-1.7 ..."
		page = b"<html><table><tr><td>1</td></tr></table></html>"
		document = workbooks.package_of({workbooks.CONTENT_TYPES: b"", "word/document.xml": b"<x/>"})
		for content in (pdf, page, document, b"\x89PNG\r\n", "村,农户".encode("gb18030")):
			with self.subTest(content[:8]):
				self.assert_refused(content, errors.WrongFileType)

	def test_old_binary_formats(self):
		self.assert_refused(package.OLE_MAGIC + b"Workbook", errors.OldWorkbook)
		binary = workbooks.package_of({workbooks.CONTENT_TYPES: b"", "xl/workbook.bin": b""})
		self.assert_refused(binary, errors.OldWorkbook)

	def test_encrypted(self):
		content = package.OLE_MAGIC + b"\0" * 504 + package.ENCRYPTED_STREAM
		self.assert_refused(content, errors.EncryptedWorkbook)

	def test_empty_file(self):
		self.assert_refused(b"", errors.EmptyRegister)

	def test_workbook_of_empty_sheets(self):
		self.assert_refused(workbooks.workbook_of(), errors.EmptyRegister)

	def test_cut_off_anywhere(self):
		content = workbooks.workbook_of(*[["村"] * 5] * 50)
		for length in range(4, len(content), 97):
			with self.subTest(length):
				self.assert_refused(content[:length], errors.BrokenWorkbook)

	def test_damaged_part(self):
		content = bytearray(workbooks.workbook_of(*[[str(number)] for number in range(500)]))
		with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
			info = archive.getinfo(workbooks.SHEET)
		middle = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
		content[middle] ^= 0xFF
		self.assert_refused(bytes(content), errors.BrokenWorkbook)

	def test_sheet_that_breaks_off(self):
		sheet = workbooks.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')[:-40]
		self.assert_refused(
			workbooks.with_part(workbooks.workbook_of(["x"]), workbooks.SHEET, sheet), errors.BrokenWorkbook
		)

	def test_missing_part(self):
		parts = workbooks.parts_of(workbooks.workbook_of(["x"]))
		del parts[workbooks.SHEET]
		self.assert_refused(workbooks.package_of(parts), errors.BrokenWorkbook)

	def test_nonsense_in_cells(self):
		for cell in ('<c r="A1" t="s"><v>99</v></c>', '<c r="A1"><v>x</v></c>', '<c r="!1"><v>1</v></c>'):
			with self.subTest(cell):
				content = workbooks.workbook_with_sheet_xml(f'<row r="1">{cell}</row>')
				self.assert_refused(content, errors.BrokenWorkbook)

	def test_entities_are_not_expanded(self):
		laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
		sheet = (
			f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
			"<worksheet><sheetData><row><c t='str'><v>&l9;</v></c></row></sheetData></worksheet>"
		)
		content = workbooks.with_part(workbooks.workbook_of(["x"]), workbooks.SHEET, sheet)
		self.assert_refused(content, errors.BrokenWorkbook)

	def test_external_entities_are_not_fetched(self):
		sheet = '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet><sheetData/></worksheet>'
		content = workbooks.with_part(workbooks.workbook_of(["x"]), workbooks.SHEET, sheet)
		self.assert_refused(content, errors.BrokenWorkbook)

	def test_zip_bomb(self):
		blanks = b" " * (package.RATIO_MATTERS_FROM + 1)
		content = workbooks.with_part(workbooks.workbook_of(["x"]), "xl/media/image1.png", blanks)
		self.assert_refused(content, errors.OversizedWorkbook)

	def test_too_much_in_all(self):
		with mock.patch.object(package, "MAX_UNPACKED_SIZE", 1000):
			self.assert_refused(workbooks.workbook_of(["x"]), errors.OversizedWorkbook)

	def test_strings_that_do_not_fit_in_memory(self):
		with mock.patch.object(package, "MAX_PART_IN_MEMORY", 10):
			self.assert_refused(workbooks.workbook_of(["x"]), errors.OversizedWorkbook)

	def test_too_many_parts(self):
		with mock.patch.object(package, "MAX_PARTS", 3):
			self.assert_refused(workbooks.workbook_of(["x"]), errors.OversizedWorkbook)


class TestBoundedMemory(unittest.TestCase):
	def test_rows_stream(self):
		"""Looking at a few rows of a large sheet takes no more memory than a few rows."""
		rows = "".join(
			f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>村{number:0100}</t></is></c></row>'
			for number in range(1, 40_001)
		)
		content = workbooks.workbook_with_sheet_xml(rows)
		with open_workbook(content) as workbook:
			sheet = workbook.sheets[0]
			tracemalloc.start()
			self.addCleanup(tracemalloc.stop)
			self.assertEqual(sheet.survey().rows, 40_000)
			for row in sheet.rows():
				if row.number == 10:
					break
			_now, peak = tracemalloc.get_traced_memory()
		self.assertLess(peak, len(rows) / 4)


class TestNoTimeLost(unittest.TestCase):
	def test_dates_beyond_the_calendar_stay_numbers(self):
		workbook = Workbook()
		workbook.active["A1"] = 3_000_000_000
		workbook.active["A1"].number_format = "yyyy-mm-dd"
		self.assertEqual(read(workbooks.saved(workbook)), [{1: 3_000_000_000.0}])

	def test_times_of_a_day(self):
		workbook = Workbook()
		workbook.active["A1"] = datetime(2022, 7, 1) + timedelta(hours=9)
		self.assertEqual(read(workbooks.saved(workbook)), [{1: datetime(2022, 7, 1, 9)}])

"""Everything that a user reads is there in Chinese."""

from __future__ import annotations

import csv
import re
import unittest

from nongan_supervision.tests.strings import APP, all_strings

TRANSLATIONS = APP / "translations" / "zh.csv"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s|<[^>]+>")


def _rows() -> list[list[str]]:
	with open(TRANSLATIONS, encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


class TestTranslations(unittest.TestCase):
	def test_no_string_is_missing(self):
		translated = {row[0] for row in _rows()}
		missing = {text: files for text, files in all_strings().items() if text not in translated}
		self.assertEqual(missing, {})

	def test_each_row_has_a_chinese_translation(self):
		for row in _rows():
			with self.subTest(source=row[0]):
				self.assertEqual(len(row), 3)
				self.assertRegex(row[1], "[\u4e00-\u9fff]")

	def test_no_string_is_translated_twice(self):
		keys = [(row[0], row[2]) for row in _rows()]
		self.assertEqual(sorted({key for key in keys if keys.count(key) > 1}), [])

	def test_placeholders_and_tags_are_kept(self):
		for source, translation, _context in _rows():
			with self.subTest(source=source):
				self.assertCountEqual(PLACEHOLDER.findall(source), PLACEHOLDER.findall(translation))

	def test_the_search_for_strings_finds_each_kind(self):
		found = all_strings()
		for text, kind in (
			("Residue Test", "a DocType's name"),
			("Colloidal Gold", "a Select's option"),
			("Sampled On", "a field's label"),
			("Row {0}: {1} is reported already.", "a message"),
			("Agricultural Product Test Record", "a print"),
		):
			with self.subTest(kind=kind):
				self.assertIn(text, found)

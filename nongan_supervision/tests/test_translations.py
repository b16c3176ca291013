"""Everything that a user reads is there in Chinese.

A row of ``zh.csv`` is a source text, its translation, and the context it is looked up in. Which of the two kinds of
row a text gets:

* Without context, the translation holds wherever the Desk looks the text up: in forms, lists, reports and
  messages, and in the framework's own pages as well. So a text that the framework has too ("Status", "Draft")
  has the framework's translation in its row without context. That none of them differs is tested beside the
  embedded framework, whose translations this app does not depend on.
* Where the framework's word is wrong in this office ("Field" is a stage of production here, "Indicator" is no
  colour), the text gets a row with context: the DocType's name, in which the framework looks up labels,
  descriptions and the options of a form's Select, and after it what has no context. Lists and reports look
  options up without context, so an option needs a row without context in any case.

A context that stands in the code (``_("Limit", context="Register")``) needs its own row. Contexts in use:
"Register" is for what is said of a register that a town keeps: a column is named there as its best heading is
(`exchange.columns`), so that a message names it as its reader knows it.
"""

from __future__ import annotations

import csv
import re
import unittest
from collections import Counter

from nongan_supervision.tests.strings import (
	APP,
	Text,
	Variable,
	all_strings,
	all_texts,
	in_python,
	in_script,
	in_template,
	variables,
)
from nongan_supervision.tests.translation_variables import VARIABLES

TRANSLATIONS = APP / "translations" / "zh.csv"
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)s|%s|<[^>]+>")
CHINESE = "[\u4e00-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE}\s*[,;:!?()]|[,;:!?(]\s*{CHINESE}|{CHINESE}\.(?!\w)")
SIGNS = frozenset((",", ";", "{0} of {1}", "{0}: {1}"))
"""The only rows without a Chinese word: signs stand for these, here and in the framework's translation."""


def _rows() -> list[list[str]]:
	with open(TRANSLATIONS, encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


class TestTranslations(unittest.TestCase):
	def test_no_text_is_missing(self):
		translated = {(row[0], row[2]) for row in _rows()}
		missing = {text: files for text, files in all_texts().items() if not text.is_among(translated)}
		self.assertEqual(missing, {})

	def test_no_row_is_left_over(self):
		needed = {(text.source, text.context) for text in all_texts()}
		needed |= {(text.source, "") for text in all_texts() if text.by_framework}
		self.assertEqual([row for row in _rows() if (row[0], row[2]) not in needed], [])

	def test_texts_that_come_by_a_variable_are_accounted_for(self):
		known = {Variable(file, expression) for file, origins in VARIABLES.items() for expression in origins}
		self.assertEqual(variables() - known, set(), "say in VARIABLES where these texts come from")
		self.assertEqual(known - variables(), set(), "no longer in the sources")


class TestRows(unittest.TestCase):
	def test_each_row_has_a_chinese_translation(self):
		for row in _rows():
			with self.subTest(source=row[0]):
				self.assertEqual(len(row), 3)
				if row[0] not in SIGNS:
					self.assertRegex(row[1], CHINESE)

	def test_no_text_is_translated_twice_in_a_context(self):
		counts = Counter((row[0], row[2]) for row in _rows())
		self.assertEqual([key for key, count in counts.items() if count > 1], [])

	def test_rows_are_sorted(self):
		keys = [(row[0], row[2]) for row in _rows()]
		self.assertEqual(keys, sorted(keys))

	def test_placeholders_and_tags_are_kept(self):
		for source, translation, _context in _rows():
			with self.subTest(source=source):
				self.assertCountEqual(PLACEHOLDER.findall(source), PLACEHOLDER.findall(translation))

	def test_sentences_end_as_sentences_do(self):
		for source, translation, _context in _rows():
			with self.subTest(source=source):
				is_sentence = source.endswith(".") and not source.endswith("No.")
				self.assertEqual(translation.endswith("。"), is_sentence)

	def test_punctuation_is_full_width(self):
		for _source, translation, _context in _rows():
			with self.subTest(translation=translation):
				self.assertIsNone(HALF_WIDTH.search(translation))


class TestSearch(unittest.TestCase):
	"""The search for texts finds each kind of them; otherwise nothing above proves anything."""

	def test_in_the_sources_of_the_app(self):
		found = all_strings()
		for text, kind in (
			("Residue Test", "a DocType's name"),
			("Colloidal Gold", "a Select's option"),
			("Sampled On", "a field's label"),
			("《农业行政处罚程序规定》. To be confirmed by the office.", "a description that is part Chinese"),
			("Monitoring", "a group of connections"),
			("Row {0}: {1} is reported already.", "a message"),
			("Agricultural Product Test Record", "a print"),
			("Percent of Target", "a report's column"),
			("On Track", "a state of a checklist item"),
			("Village Officer", "a role"),
			("Suspect or Failing Tests This Year", "a number card"),
			("Residue Tests by Month", "a chart"),
			("Daily Work", "a heading of the workspace"),
			("Home", "an entry of the sidebar"),
			("Nongan Supervision", "the module and the icon"),
		):
			with self.subTest(kind=kind):
				self.assertIn(text, found)

	def test_contexts(self):
		found = all_texts()
		for text, kind in (
			(Text("Limit", "Register"), "a register's column"),
			(Text("none", "Register"), "Python"),
			(Text("Download", "Register Import"), "a script"),
			(Text("Limit", "Residue Test Result"), "a print"),
			(Text("Contact", "Conformity Certificate", by_framework=True), "a label"),
			(Text("Field", "Residue Test", by_framework=True), "an option in a form"),
			(Text("Field"), "an option in a list"),
		):
			with self.subTest(kind=kind):
				self.assertIn(text, found)

	def test_a_context_in_the_code_needs_its_own_row(self):
		self.assertFalse(Text("Limit", "Register").is_among({("Limit", "")}))
		self.assertTrue(Text("Limit", "Register").is_among({("Limit", "Register")}))

	def test_a_context_of_the_framework_falls_back_to_none(self):
		self.assertTrue(Text("Limit", "Substance Limit", by_framework=True).is_among({("Limit", "")}))
		self.assertFalse(Text("Limit", "Substance Limit", by_framework=True).is_among({("Limit", "Register")}))

	def test_python(self):
		for code, expected in (
			('_("a " "b")', [Text("a b")]),
			('_("a" + "b").format(1)', [Text("ab")]),
			('frappe._("a", context="C")', [Text("a", "C")]),
			('_("a", None, "C")', [Text("a", "C")]),
			('_lt("a")', [Text("a")]),
			('_("a" if x else "b")', [Text("a"), Text("b")]),
			('_(" and ")', [Text("and")]),
			("_(name)", ["name"]),
			('_("a", context=field.parent)', ["context=field.parent"]),
			('frappe.throw(_("a {0}").format(_("b")), title=_("t"))', [Text("a {0}"), Text("b"), Text("t")]),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_python(code), expected)

	def test_scripts(self):
		for code, expected in (
			('__("a")', [Text("a")]),
			("__('it\\'s')", [Text("it's")]),
			('__("a, (b)", [f(1, 2), x], "C")', [Text("a, (b)", "C")]),
			('__("a", null, "C")', [Text("a", "C")]),
			('__("a " + "b", [x])', [Text("a b")]),
			("__(`a`)", [Text("a")]),
			("__(`a ${b}`)", ["`a ${b}`"]),
			("__(label, null, df.parent)", ["label"]),
			('__("a", null, df.parent)', ["context=df.parent"]),
			('__(\n\t"a",\n\t[b]\n)', [Text("a")]),
			('{ fieldtype: "Select", options: ["One", "Two"] }', [Text("One"), Text("Two")]),
			('{ fieldtype: "Select", options: "One\\nTwo" }', [Text("One"), Text("Two")]),
			('{ fieldtype: "Link", options: "Town" }', []),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_script(code), expected)

	def test_templates(self):
		for code, expected in (
			('{{ _("a") }}', [Text("a")]),
			('{{ _("a: {0}").format(doc.b or "") }}', [Text("a: {0}")]),
			('{{ _("a", context="C") }}', [Text("a", "C")]),
			('{{ __("a", null, "C") }}', [Text("a", "C")]),
			("{{ _(row.verdict) }}", ["row.verdict"]),
			('{{ _("a", context=doc.doctype) }}', ["context=doc.doctype"]),
		):
			with self.subTest(code=code):
				self.assertCountEqual(in_template(code), expected)

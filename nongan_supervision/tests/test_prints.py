"""The standard prints: shipped once, editable, complete."""

from __future__ import annotations

import json
import re
import unittest
from collections import defaultdict

import frappe

from nongan_supervision.permissions.grants import AGRICULTURE, VETERINARY, VILLAGE
from nongan_supervision.setup.print_formats import ACROSS, FORMATS, OWN_STYLE, PAPERS, PRINTS, ship_print_formats
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import (
	PRODUCT,
	make,
	make_key_product,
	make_producer,
	make_residue_test,
	make_substance,
	make_suspect_test,
	printed,
	result,
)
from nongan_supervision.tests.permission_case import OTHER, OWN, PermissionsTestCase
from nongan_supervision.tests.web import call, text_of

RECORD = "残留检测记录单"


EXPRESSION = re.compile(r"\{\{ *(.+?) *\}\}")
OF_RECORDS = re.compile(r'(doc|row|dealer|producer|test|input)\.\w+( or (\w+\.\w+|""))*')
ESCAPED_IN_PART = re.compile(r'^[^(]* or (\w+\.\w+|"") \| e$')

NUMBERS = {
	*("idx", "year", "month", "latitude", "longitude", "planned", "done", "measured_value", "limit_value"),
	*("items_checked", "problems", "rectified", "open_problems"),
}


class TestTemplates(unittest.TestCase):
	def test_texts_of_records_are_escaped(self):
		for file in sorted(PRINTS.glob("*.html")):
			for expression in EXPRESSION.findall(file.read_text(encoding="utf-8")):
				with self.subTest(file=file.name, expression=expression):
					self.assertNotRegex(expression, ESCAPED_IN_PART, "the filter binds to the last word only")
					if OF_RECORDS.fullmatch(expression):
						self.assertLessEqual(set(re.findall(r"\.(\w+)", expression)), NUMBERS)

	def test_numbers_of_pages_stand_in_a_pdf_alone(self):
		"""The print view shows the foot at the end, where nothing fills the numbers in; its words are hidden there."""
		for file in ("page_of_pages.html", "official_page_number.html"):
			with self.subTest(file=file):
				foot, words = re.findall('<div.*?class="(.*?)"', (PRINTS / file).read_text())
				self.assertEqual(foot, "visible-pdf")
				self.assertIn("visible-pdf", words.split())


class TestPrintFormats(NonganTestCase):
	def test_each_doctype_has_one_of_its_own_as_default(self):
		names = defaultdict(set)
		for name, doctype, *_files in (*FORMATS, *ACROSS, *PAPERS, *OWN_STYLE):
			names[doctype].add(name)
		for doctype, own in names.items():
			self.assertIn(frappe.get_meta(doctype).default_print_format, own)

	def test_edited_format_stays_edited(self):
		print_format = frappe.get_doc("Print Format", RECORD)
		print_format.html = "<p>改过</p>"
		print_format.save()
		self.assertEqual(ship_print_formats(), 0)
		self.assertEqual(frappe.db.get_value("Print Format", RECORD, "html"), "<p>改过</p>")


class TestWhatAClientSends(PermissionsTestCase):
	"""The Desk sends the document that is to be printed; anybody may send one of their own making."""

	def printing(self, role: str, doc: dict, print_format: str):
		method = "frappe.www.printview.get_html_and_style"
		return call(self.users[role], method, doc=json.loads(frappe.as_json(doc)), print_format=print_format)

	def test_a_stored_document_names_no_producer_hidden_from_its_reader(self):
		own, other = self.growers[OWN], self.growers[OTHER]
		test = make_residue_test(own, product=self.crop).as_dict()
		self.assertEqual(self.printing(VILLAGE, test, RECORD).status_code, 200)
		answer = self.printing(VILLAGE, {**test, "producer": other.name}, RECORD)
		self.assertEqual(answer.status_code, 403)
		self.assertNotIn(other.producer_name, text_of(answer))
		self.assertEqual(self.printing(AGRICULTURE, {**test, "producer": other.name}, RECORD).status_code, 200)

	def test_nor_does_a_new_one_of_a_kind_that_its_reader_sees_all_of(self):
		for doctype, print_format in (("Sale Ban", "禁止上市告知书"), ("Input Sale", "实名购买登记单")):
			for producer, expected in ((self.growers[OTHER], 403), (self.keepers[OTHER], 200)):
				with self.subTest(doctype, expected=expected):
					forged = {"doctype": doctype, "name": "forged", "producer": producer.name}
					answer = self.printing(VETERINARY, forged, print_format)
					self.assertEqual(answer.status_code, expected, text_of(answer)[-500:])
					if expected == 403:
						self.assertNotIn(producer.producer_name, text_of(answer))


class TestResidueTestRecord(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_substance("打印药", "Banned")

	def test_shows_producer_and_every_result(self):
		test = make_residue_test(
			make_producer("打印户"), results=[result(), result("打印药", "Positive")], remarks="备注一句"
		)
		html = printed(test, RECORD)
		for text in ("打印户", "测试药", "打印药", test.sample_no, "备注一句"):
			self.assertIn(text, html)

	def test_draft_says_so(self):
		test = make_residue_test(submit=False)
		self.assertIn("official-mark", printed(test, RECORD))


class TestSaleBanNotice(NonganTestCase):
	def setUp(self):
		super().setUp()
		self.test = make_suspect_test(make_producer("禁售户"))
		self.ban = frappe.get_doc("Sale Ban", {"residue_test": self.test.name})

	def test_says_who_may_not_sell_what_and_why(self):
		html = printed(self.ban, "禁止上市告知书")
		for text in ("禁售户", self.test.product, self.test.name, "测试药", self.ban.name):
			self.assertIn(text, html)
		self.assertNotIn("official-mark", html)

	def test_lifted_one_says_so(self):
		self.ban.db_set("status", "Lifted")
		self.assertIn("official-mark", printed(self.ban, "禁止上市告知书"))


class TestSamplingPlan(NonganTestCase):
	def test_lists_what_to_test_at_whom(self):
		producer = make_producer("计划户")
		items = [{"product": make_key_product().name, "producer": producer.name, "planned": 2, "reason": "理由"}]
		plan = make("Sampling Plan", village=producer.village, year=2022, month=7, items=items)
		html = printed(plan, "抽样计划表")
		for text in ("计划户", PRODUCT, "理由", "2022", "07"):
			self.assertIn(text, html)

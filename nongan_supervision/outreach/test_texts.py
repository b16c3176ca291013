import unittest

from hypothesis import given
from hypothesis import strategies as st

from nongan_supervision.outreach.texts import (
	filled,
	masked,
	mobile_number,
	segments,
	topic_of,
	unknown_placeholders,
)


class TestPlaceholders(unittest.TestCase):
	def test_filled(self):
		values = {"producer_name": "甲户", "village": "岑村"}
		self.assertEqual(filled("{village}{producer_name}：您好", values), "岑村甲户：您好")

	def test_a_value_is_no_template(self):
		self.assertEqual(filled("{producer_name}", {"producer_name": "{village}", "village": "岑村"}), "{village}")

	def test_unknown(self):
		self.assertEqual(unknown_placeholders("{village} {phone} {0.__class__} {"), ["phone", "0.__class__"])

	def test_topic(self):
		self.assertEqual(topic_of("{producer_name}：请如实填写生产记录。"), "请如实填写生产记录")
		self.assertEqual(topic_of("{village}"), "{village}")
		self.assertEqual(topic_of("一二三四五六七八九十" * 2), "一二三四五六七八九十" * 2)
		self.assertEqual(topic_of("一二三四五六七八九十" * 3), "一二三四五六七八九十一二三四五六七八九…")

	@given(st.text())
	def test_other_text_stays(self, text):
		untouched = text.replace("{producer_name}", "").replace("{village}", "")
		self.assertEqual(filled(untouched, {}), untouched)


class TestNumbers(unittest.TestCase):
	def test_mobile(self):
		for phone in ("13800000000", "+86 138 0000 0000", "138-0000-0000", "008613800000000", "（138）00000000"):
			self.assertEqual(mobile_number(phone), "13800000000", phone)

	def test_others(self):
		for phone in (None, "", "0519-88888888", "1380000000", "138000000000", "12800000000", "13８00000000x"):
			self.assertIsNone(mobile_number(phone), phone)

	def test_masked(self):
		self.assertEqual(masked("13800001234"), "138****1234")


class TestSegments(unittest.TestCase):
	def test_counts(self):
		for length, count in ((1, 1), (70, 1), (71, 2), (134, 2), (135, 3)):
			self.assertEqual(segments("字" * length), count)

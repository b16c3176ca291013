"""Numbers within a sentence."""

from __future__ import annotations

from unittest import TestCase

from nongan_supervision.registry.amounts import amount, plain
from nongan_supervision.tests.properties import given, st

TEXTS = {
	1_234_567: "1234567",
	12345.67: "12345.67",
	2_000_000.0: "2000000",
	0.1 + 0.2: "0.3",
	-1.50: "-1.5",
	0: "0",
	None: "0",
}


class TestPlain(TestCase):
	def test_all_digits_and_no_more(self):
		for number, text in TEXTS.items():
			with self.subTest(number):
				self.assertEqual(plain(number), text)

	@given(st.decimals(min_value=0, max_value=10**9, places=3))
	def test_is_read_back_as_it_was(self, number):
		self.assertEqual(float(plain(float(number))), float(number))

	def test_nothing_is_no_amount(self):
		self.assertEqual((amount(0, "公斤"), amount(None)), ("", ""))
		self.assertEqual((amount(12345.67, "公斤"), amount(3)), ("12345.67 公斤", "3"))

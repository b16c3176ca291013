from __future__ import annotations

import datetime
import unittest

from nongan_supervision.papers.wording import (
	BLANK_DATE,
	DIGITS,
	STRUCK,
	amount_in_capitals,
	filled_in,
	official_date,
	paragraphs,
	quantity,
)
from nongan_supervision.tests.properties import given, st

PLACES = {"拾": 10, "佰": 100, "仟": 1000}


class TestAmounts(unittest.TestCase):
	def test_as_cheques_are_written(self):
		for amount, text in (
			(0, "零元整"),
			(None, "零元整"),
			(0.05, "伍分"),
			(0.5, "伍角整"),
			(10, "壹拾元整"),
			(1409.5, "壹仟肆佰零玖元伍角整"),
			(2000, "贰仟元整"),
			(6007.14, "陆仟零柒元壹角肆分"),
			(16409.02, "壹万陆仟肆佰零玖元零贰分"),
			(107000, "壹拾万柒仟元整"),
			(100010, "壹拾万零壹拾元整"),
			(100000001, "壹亿零壹元整"),
			(1000000000000, "壹万亿元整"),
			("0.005", "壹分"),
		):
			with self.subTest(amount=amount):
				self.assertEqual(amount_in_capitals(amount), text)

	@given(st.integers(min_value=0, max_value=10**18 - 1))
	def test_can_be_read_back(self, cents):
		self.assertEqual(cents_of(amount_in_capitals(f"{cents // 100}.{cents % 100:02d}")), cents)

	@given(st.integers(min_value=0, max_value=10**18 - 1))
	def test_no_zero_is_written_twice_or_before_a_unit(self, cents):
		text = amount_in_capitals(f"{cents // 100}.{cents % 100:02d}")
		for wrong in ("零零", "零万", "零亿", "零拾", "零角", "零分"):
			self.assertNotIn(wrong, text)
		self.assertTrue(cents < 100 or "零元" not in text)

	def test_what_is_no_amount(self):
		for amount in (-1, 10**16):
			with self.subTest(amount=amount), self.assertRaises(ValueError):
				amount_in_capitals(amount)


class TestFields(unittest.TestCase):
	def test_empty_fields_are_struck_through(self):
		for value in (None, "", "  ", "\n"):
			self.assertEqual(filled_in(value), STRUCK)
		self.assertEqual(paragraphs(None), [STRUCK])
		self.assertEqual(quantity(None, "kg"), STRUCK)

	def test_text_is_safe_and_keeps_its_lines(self):
		self.assertEqual(filled_in("<b>甲</b>\r\n\n乙"), "&lt;b&gt;甲&lt;/b&gt;<br>乙")

	def test_quantities_have_no_idle_zeros(self):
		for value, text in ((2.50, "2.5 kg"), (1200000.0, "1200000 kg"), (0.0001, "0.0001 kg")):
			self.assertEqual(quantity(value, "kg"), text)

	def test_dates(self):
		for value in ("2022-07-01", datetime.date(2022, 7, 1), datetime.datetime(2022, 7, 1, 23, 59)):
			self.assertEqual(official_date(value), "2022年7月1日")
		self.assertEqual(official_date(None), BLANK_DATE)


def cents_of(text: str) -> int:
	"""Read an amount in capitals: every digit by the unit that follows it."""
	yuan, _unit, rest = text.rpartition("元") if "元" in text else ("", "", text)
	tenths, _unit, hundredths = rest.rpartition("角") if "角" in rest else ("", "", rest)
	return number_of(yuan) * 100 + number_of(tenths) * 10 + number_of(hundredths.strip("分整"))


def number_of(text: str) -> int:
	for unit, value in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
		before, found, after = text.partition(unit)
		if found:
			return number_of(before) * value + number_of(after)
	total, digit = 0, 0
	for character in text:
		if character in PLACES:
			total, digit = total + digit * PLACES[character], 0
		else:
			digit = DIGITS.index(character)
	return total + digit

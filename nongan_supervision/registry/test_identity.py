from __future__ import annotations

import datetime
from unittest import TestCase

from nongan_supervision.registry.identity import (
	credit_code_check_character,
	id_number_check_character,
	is_credit_code,
	is_id_number,
	mask_id_number,
	normalise_number,
)
from nongan_supervision.tests.properties import given, st

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# the example of GB 11643-1999, Annex A
STANDARD_ID_NUMBER = "11010519491231002X"

credit_bodies = st.text(alphabet=CREDIT_ALPHABET, min_size=17, max_size=17)
id_bodies = st.builds(
	lambda area, born, order: f"{area:06}{born:%Y%m%d}{order:03}",
	st.integers(110000, 659999),
	st.dates(min_value=datetime.date(1900, 1, 1)),
	st.integers(0, 999),
)


class TestCreditCode(TestCase):
	@given(credit_bodies)
	def test_its_own_check_character_is_accepted(self, body):
		self.assertTrue(is_credit_code(body + credit_code_check_character(body)))

	@given(credit_bodies, st.integers(0, 17), st.sampled_from(CREDIT_ALPHABET))
	def test_any_single_wrong_character_is_noticed(self, body, position, character):
		code = body + credit_code_check_character(body)
		altered = code[:position] + character + code[position + 1 :]
		self.assertEqual(is_credit_code(altered), altered == code)

	def test_excluded_letters_and_lengths_are_refused(self):
		for code in ("", "9132", "I" * 18, "9" * 19):
			self.assertFalse(is_credit_code(code), code)


class TestIdNumber(TestCase):
	def test_example_of_the_standard(self):
		self.assertTrue(is_id_number(STANDARD_ID_NUMBER))

	@given(id_bodies)
	def test_its_own_check_character_is_accepted(self, body):
		self.assertTrue(is_id_number(body + id_number_check_character(body)))

	@given(id_bodies, st.integers(0, 16), st.sampled_from("0123456789"))
	def test_any_single_wrong_digit_is_noticed(self, body, position, digit):
		number = body + id_number_check_character(body)
		altered = number[:position] + digit + number[position + 1 :]
		self.assertEqual(is_id_number(altered), altered == number)

	def test_no_birthday_no_number(self):
		body = "11010519490231002"
		self.assertFalse(is_id_number(body + id_number_check_character(body)))

	def test_digits_of_other_scripts_are_refused(self):
		self.assertFalse(is_id_number("١" * 17 + "X"))


class TestNormalising(TestCase):
	def test_full_width_blanks_and_small_letters(self):
		self.assertEqual(normalise_number(" １１０１０５ 19491231-002ｘ "), STANDARD_ID_NUMBER)

	@given(st.text())
	def test_normalising_twice_changes_nothing(self, text):
		once = normalise_number(text)
		self.assertEqual(normalise_number(once), once)

	def test_nothing_stays_nothing(self):
		self.assertEqual(normalise_number(None), "")


class TestMasking(TestCase):
	def test_shows_the_first_three_and_last_two(self):
		self.assertEqual(mask_id_number(STANDARD_ID_NUMBER), "110*************2X")

	@given(st.text(min_size=1, max_size=18))
	def test_keeps_the_length_and_hides_the_middle(self, number):
		masked = mask_id_number(number)
		self.assertEqual(len(masked), len(number))
		self.assertEqual(set(masked[3:-2]) - {"*"}, set())

	def test_nothing_to_mask(self):
		self.assertEqual(mask_id_number(None), "")

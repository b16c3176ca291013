from unittest.mock import patch

from nongan_supervision.certificates import codes
from nongan_supervision.certificates.codes import ALPHABET, LENGTH, Slip, decipher, read_code, slip_code
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.properties import given, st

years = st.integers(2000, 2255)
serials = st.integers(0, 2**32 - 1)


class TestCodes(NonganTestCase):
	@given(years, serials)
	def test_a_code_names_its_slip(self, year, serial):
		self.assertEqual(read_code(slip_code(year, serial)), Slip(year, serial))

	@given(years, serials, st.integers(0, LENGTH - 1), st.integers(1, 31))
	def test_any_other_character_is_recognised(self, year, serial, position, step):
		characters = list(slip_code(year, serial).replace("-", ""))
		characters[position] = ALPHABET[(ALPHABET.index(characters[position]) + step) % 32]
		reading = decipher("".join(characters))
		self.assertFalse(reading.genuine)
		self.assertIsNone(read_code("".join(characters)))

	@given(st.text())
	def test_no_text_breaks_it(self, text):
		self.assertIsNone(read_code(text))

	def test_form(self):
		self.assertRegex(slip_code(2022, 1), r"^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$")

	def test_what_people_make_of_it(self):
		code = slip_code(2022, 1)
		for written in (
			code.lower(),
			f"  {code.replace('-', ' ')}\n",
			code.replace("-", ""),
			code.replace("0", "O"),
			code.replace("0", "o").replace("1", "l"),
			code.replace("1", "I"),
			code.replace("-", "－"),
			"".join(chr(ord(character) + 0xFEE0) for character in code),
			f"https://example.gov.cn/certificate?code={code}",
		):
			self.assertEqual(read_code(written), Slip(2022, 1), written)

	def test_neighbours_look_nothing_alike_where_the_digest_is(self):
		digests = {slip_code(2022, serial)[9:] for serial in range(1, 200)}
		self.assertEqual(len(digests), 199)

	def test_too_short_too_long_and_empty(self):
		code = slip_code(2022, 1)
		for other in ("", None, code[:-1], f"{code}0", "U" * 20):
			self.assertIsNone(decipher(other))

	def test_of_a_long_text_the_beginning_is_read(self):
		code = slip_code(2022, 1)
		long = "ﷺ" * 100_000  # each is eighteen letters when it is normalised
		with patch.object(codes.unicodedata, "normalize", wraps=codes.unicodedata.normalize) as normalize:
			for text in (long, f"{code}{long}", f"https://example.gov.cn/certificate?code={code}"):
				decipher(text)
		lengths = [len(call.args[1]) for call in normalize.call_args_list]
		self.assertEqual(len(lengths), 3)
		self.assertLessEqual(max(lengths), codes.LONGEST_READ)

	def test_what_is_no_text_is_no_code(self):
		for other in ([slip_code(2022, 1)], {"code": 1}, 7, True):
			self.assertIsNone(decipher(other))

	def test_another_site_makes_other_codes(self):
		code = slip_code(2022, 1)
		with patch.object(codes, "get_encryption_key", return_value="another site's key"):
			self.assertIsNone(read_code(code))
			self.assertNotEqual(slip_code(2022, 1), code)

	def test_what_does_not_fit(self):
		for year, serial in ((1999, 1), (2256, 1), (2022, -1), (2022, 2**32)):
			self.assertRaises(ValueError, slip_code, year, serial)

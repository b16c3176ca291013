"""Registration numbers: check characters and masking. Plain functions, no database."""

from __future__ import annotations

import datetime

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECK_CHARACTERS = "10X98765432"

_FULL_WIDTH_TO_ASCII = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20}


def normalise_number(text: str | None) -> str:
	"""Return a registration number as it is stored: half-width capitals without blanks and hyphens."""
	plain = (text or "").translate(_FULL_WIDTH_TO_ASCII).upper()
	return "".join(character for character in plain if not character.isspace() and character != "-")


def is_credit_code(code: str) -> bool:
	"""Tell whether a unified social credit code is well-formed: 18 characters, the last one checking.

	Source: GB 32100-2015, which excludes the letters I, O, S, V and Z. The code must be normalised.
	"""
	if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code):
		return False
	return code[17] == credit_code_check_character(code[:17])


def credit_code_check_character(body: str) -> str:
	"""Return the check character of the first 17 characters of a credit code (GB 32100-2015).

	:raises ValueError: a character is not of the standard's alphabet.
	"""
	total = sum(
		_CREDIT_ALPHABET.index(character) * weight for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True)
	)
	return _CREDIT_ALPHABET[-total % 31]


def is_id_number(number: str) -> bool:
	"""Tell whether a resident identity number is well-formed: 17 digits with a date of birth and a check.

	Source: GB 11643-1999. The number must be normalised.
	"""
	if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
		return False
	if _birth_date(number) is None:
		return False
	return number[17] == id_number_check_character(number[:17])


def id_number_check_character(body: str) -> str:
	"""Return the check character of the first 17 digits of an identity number (GB 11643-1999)."""
	total = sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True))
	return _ID_CHECK_CHARACTERS[total % 11]


def mask_id_number(number: str | None) -> str:
	"""Return an identity number as lists and prints show it: the first 3 and last 2 characters.

	What is too short to hide anything is hidden as a whole.
	"""
	number = number or ""
	if len(number) < 10:
		return "*" * len(number)
	return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"


def _birth_date(number: str) -> datetime.date | None:
	try:
		return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
	except ValueError:
		return None

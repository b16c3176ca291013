"""Registration and telephone numbers that are well-formed and nobody's."""

from __future__ import annotations

from nongan_supervision.registry.identity import credit_code_check_character, id_number_check_character

NO_REGION = "000000"
"""In place of a county's code: no administrative division has it, so these codes are nobody's."""

_REGISTERED_AS = {"Enterprise": "91", "Family Farm": "92", "Cooperative": "93"}
"""Registering authority and kind of organisation: the first two characters of a credit code."""

_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ORGANISATION_CHECKS = "0123456789X"


def credit_code(producer_type: str, number: int) -> str | None:
	"""Return the unified social credit code of the sample's organisation of that number (GB 32100-2015).

	None for households, which have none.
	"""
	if producer_type not in _REGISTERED_AS:
		return None
	body = f"MA9{number:05d}"
	prefix = _REGISTERED_AS[producer_type] + NO_REGION + body + organisation_check_character(body)
	return prefix + credit_code_check_character(prefix)


def organisation_check_character(body: str) -> str:
	"""Return the check character of the first 8 characters of an organisation code (GB 11714-1997)."""
	total = sum(
		_ORGANISATION_ALPHABET.index(character) * weight
		for character, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
	)
	return _ORGANISATION_CHECKS[-total % 11]


def identity_number(number: int) -> str:
	"""Return the identity number of the sample's household of that number (GB 11643-1999)."""
	body = f"{NO_REGION}19700101{number:03d}"
	return body + id_number_check_character(body)


def telephone(number: int) -> str:
	"""Return the made-up mobile number of the sample's producer of that number."""
	return f"1990000{number:04d}"

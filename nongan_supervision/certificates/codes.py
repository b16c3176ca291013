"""The code on a certificate's slip: which slip it is, and a keyed digest that nobody else can make.

Twenty characters of Crockford's base 32, which has no I, L, O and U, in groups of five: 8 bits of year,
32 bits of serial number and 60 bits of digest. Nothing is stored per slip, so that a million of them cost
as much as one. The key follows from the site's encryption key: a site that loses it can no longer read the
codes that it printed.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from frappe.utils.password import get_encryption_key

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20

LONGEST_READ = 200
"""Characters that are looked at: a code with the address around it has fewer. Anybody may send anything."""

_GROUP = 5
_FIRST_YEAR = 2000
_YEARS = 2**8
_SERIALS = 2**32
_DIGEST_BITS = 60
_PURPOSE = b"nongan_supervision: code of a conformity certificate's slip"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Slip:
	"""One slip: the year of its issue and its serial number in that year."""

	year: int
	serial: int


@dataclass(frozen=True)
class Reading:
	"""What a code says it is, and whether its digest bears it out."""

	slip: Slip
	genuine: bool


def slip_code(year: int, serial: int) -> str:
	"""Return the code of a slip as it is printed: four groups of five characters.

	:raises ValueError: the year or the serial number is outside what a code can carry.
	"""
	slip = _pack(year, serial)
	characters = _to_text(slip << _DIGEST_BITS | _digest(slip))
	return "-".join(characters[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def read_code(code: str | None) -> Slip | None:
	"""Return the slip of a genuine code, None for anything else.

	Case, blanks, hyphens and full-width characters don't matter; O is read as 0, and I and L as 1. The
	address that the QR code holds is read like the code in it.
	"""
	reading = decipher(code)
	return reading.slip if reading and reading.genuine else None


def decipher(code: str | None) -> Reading | None:
	"""Return what a code says, genuine or not; None if it doesn't have the form of a code.

	The work is the same whatever the digest is: an altered code takes as long as a genuine one.
	"""
	characters = normalise_code(code)
	if len(characters) != LENGTH or any(character not in ALPHABET for character in characters):
		return None
	number = 0
	for character in characters:
		number = number << 5 | ALPHABET.index(character)
	slip, digest = number >> _DIGEST_BITS, number & (2**_DIGEST_BITS - 1)
	genuine = hmac.compare_digest(_to_bytes(digest), _to_bytes(_digest(slip)))
	return Reading(Slip(_FIRST_YEAR + slip // _SERIALS, slip % _SERIALS), genuine)


def normalise_code(code: str | None) -> str:
	"""Return a code without what people and scanners add to it, in the alphabet as far as it can be read.

	Of a text that is longer than any code with its address, only the beginning counts; what is no text is no code.
	"""
	sent = code[:LONGEST_READ] if isinstance(code, str) else ""
	text = unicodedata.normalize("NFKC", sent).rpartition("code=")[2].upper()
	return "".join(character for character in text if character.isalnum()).translate(_READ_AS)


def _pack(year: int, serial: int) -> int:
	if not (0 <= year - _FIRST_YEAR < _YEARS and 0 <= serial < _SERIALS):
		raise ValueError(f"No code can carry year {year} and serial number {serial}")
	return (year - _FIRST_YEAR) * _SERIALS + serial


def _digest(slip: int) -> int:
	digest = hmac.digest(_key(), slip.to_bytes(5, "big"), "sha256")
	return int.from_bytes(digest[:8], "big") >> (64 - _DIGEST_BITS)


def _key() -> bytes:
	return hmac.digest(get_encryption_key().encode(), _PURPOSE, hashlib.sha256)


def _to_bytes(digest: int) -> bytes:
	return digest.to_bytes(8, "big")


def _to_text(number: int) -> str:
	return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))

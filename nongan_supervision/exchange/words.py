"""How a text is written and how it is compared: full-width and half-width, with and without blanks."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time
from functools import lru_cache

from nongan_supervision.exchange.reading.cells import CellValue

REMEMBERED = 10_000
"""Texts whose forms are kept: the same villages, products and words come in most rows of a register."""

_BLANKS = re.compile(r"\s+")
_BLANK_BESIDE_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_CHINESE_BRACKETS = str.maketrans({"(": "（", ")": "）"})
_SEPARATORS = re.compile(r"[、,，;；/／|\n\r]+")


def words(text: str) -> frozenset[str]:
	"""A vocabulary from a text with blanks between the words."""
	return frozenset(text.split())


def written(value: CellValue) -> str:
	"""A cell as text, as a person would have typed it: numbers without a superfluous `.0`, days without midnight."""
	if isinstance(value, str):
		return value.strip()
	if value is None:
		return ""
	if isinstance(value, datetime) and value.time() == time.min:
		return value.date().isoformat()
	if isinstance(value, float) and value.is_integer():
		return str(int(value))
	return str(value)


def half_width(text: str) -> str:
	"""The text in its compatibility form: full-width letters, digits and signs become the usual ones."""
	return unicodedata.normalize("NFKC", text)


def compact(value: CellValue) -> str:
	"""For comparing and for parsing: half-width and without any blanks."""
	return _compact(written(value))


def match_key(value: CellValue) -> str:
	"""Two names are the same name if their keys are equal."""
	return compact(value).casefold()


def tidy(value: CellValue) -> str:
	"""For keeping: letters and digits half-width, blanks that only align Chinese characters taken out.

	Brackets of Chinese names stay full-width, as they are registered.
	"""
	return _tidy(written(value))


@lru_cache(REMEMBERED)
def _compact(text: str) -> str:
	return _BLANKS.sub("", half_width(text))


@lru_cache(REMEMBERED)
def _tidy(text: str) -> str:
	text = _BLANKS.sub(" ", half_width(text)).strip()
	text = _BLANK_BESIDE_CHINESE.sub("", text)
	return text.translate(_CHINESE_BRACKETS) if has_chinese(text) else text


def has_chinese(text: str) -> bool:
	"""Whether a text has Chinese characters."""
	return any("\u3400" <= character <= "\u9fff" for character in text)


def pieces(text: str) -> list[str]:
	"""The items of an enumeration, as Chinese texts separate them."""
	return [piece.strip() for piece in _SEPARATORS.split(text) if piece.strip()]

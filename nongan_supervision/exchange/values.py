"""Reads the values of cells as people type them. Plain functions, no site needed.

What can be understood in two ways is refused, not guessed: `NotUnderstood` says what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from frappe import _
from openpyxl.utils.datetime import from_excel

from nongan_supervision.exchange.reading.cells import CellError, CellValue, FormulaWithoutValue, is_blank
from nongan_supervision.exchange.words import compact, half_width, match_key, words, written
from nongan_supervision.monitoring.units import UNITS, UnknownUnitError, canonical_unit
from nongan_supervision.registry.bounds import number_of

NEGATIVE = "Negative"
POSITIVE = "Positive"

FIRST_YEAR = 1990
LAST_YEAR = 2099

_SERIALS = range(32_874, 73_051)
"""1990-01-01 to 2099-12-31 as the spreadsheet's day numbers."""

_BLANKS_AROUND_SIGNS = re.compile(r"\s*([-./。、–—年月])\s*|\s+(?=[日号])")
_WRITTEN_DATE = re.compile(
	r"(\d{4})[-./。、–—年](\d{1,2})[-./。、–—月](\d{1,2})(?:[日号]|(?=[\sT(])|$)"
	r"[\sT]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
	r"\s*(?:\d{1,2}[:时点](?:\d{1,2}[:分]?)?(?:\d{1,2}秒?(?:\.\d+)?)?)?"
)
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")

_NEGATIVE_WORDS = words(
	"阴性 阴 合格 未检出 未检测出 未超标 符合 符合要求 达标 正常 nd n.d. n.d - (-) – — negative neg pass"
)
_POSITIVE_WORDS = words(
	"阳性 阳 弱阳性 强阳性 疑似阳性 可疑 不合格 检出 超标 不符合 不达标 + (+) ++ +++ positive pos fail"
)
_INVALID_WORDS = words("无效 作废 失效 invalid")
_ALL_OF_THEM = re.compile(r"^(?:结果)?:?(?:均为|均|全部为|全部)?")
_NOTHING_POSITIVE = r"(?!.*(?:阳性|不合格|(?<!未)检出|(?<!未)超标))"
_NAMED_NEGATIVE = re.compile(rf"{_NOTHING_POSITIVE}(?:(?:阴性|未检出).+|.+(?:阴性|未检出))")
_POSITIVE_STEM = "弱阳性|强阳性|疑似阳性|阳性|不合格|检出|超标"
_NAMED_POSITIVE = re.compile(rf"(?:{_POSITIVE_STEM})[:(\[【]?(?P<named>[^阴未]+?)[)\]】]?")
_NAMED_BEFORE_POSITIVE = re.compile(rf"(?P<named>[^阴未]+?)[:(\[【]?(?:{_POSITIVE_STEM})[)\]】]?")

_YES_WORDS = words("是 有 已 √ ✓ ✔ y yes 1 true 已入网 入网 规模")
_NO_WORDS = words("否 无 未 × ✗ x n no 0 false 未入网 非规模 -")

_MEASUREMENT = re.compile(r"(?P<below><|≤|<=|小于|低于)?(?P<number>\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?P<unit>[^\d.<>]*)")


class NotUnderstood(ValueError):
	"""The cell can't be taken; the text is for the person who keeps the register."""


class Verdict(NamedTuple):
	"""What a result cell says, and the substances that it names as the positive ones."""

	qualitative: str
	named: str = ""


class Measurement(NamedTuple):
	"""A measured value; `value` is None for "not detected" and for "below" some number."""

	value: float | None
	unit: str | None


def refuse_formulas(value: CellValue) -> None:
	"""Raises `NotUnderstood` for a cell whose formula has no result or a failed one."""
	if isinstance(value, FormulaWithoutValue):
		raise NotUnderstood(
			_("is a formula whose result is not stored in the workbook; open it in Excel, save it, or type the value")
		)
	if isinstance(value, CellError):
		raise NotUnderstood(_("shows the error {0}; type the value").format(value.code))


def read_date(value: CellValue) -> date | None:
	"""A day in any of the ways that a register writes one; None for an empty cell.

	Taken: dates and moments of the spreadsheet, its day numbers, `2022-07-01`, `2022.7.1`, `2022/7/1`,
	`2022年7月1日`, `20220701`, all of them in full-width digits too. Refused: two-digit or missing years, a month
	without a day, and orders such as `7/1/2022`.
	"""
	refuse_formulas(value)
	if is_blank(value):
		return None
	if isinstance(value, datetime):
		return _plausible(value.date(), value)
	if isinstance(value, date):
		return _plausible(value, value)
	if isinstance(value, time | bool):
		raise _no_date(value)
	text = _BLANKS_AROUND_SIGNS.sub(lambda match: match[1] or "", half_width(written(value)))
	if text.isdecimal() and int(text) in _SERIALS:
		return from_excel(int(text)).date()
	if isinstance(value, float) and number_of(value) and int(value) in _SERIALS:
		return from_excel(value).date()
	match = _EIGHT_DIGITS.fullmatch(text) or (isinstance(value, str) and _WRITTEN_DATE.fullmatch(text))
	if not match:
		raise _no_date(value)
	try:
		return _plausible(date(*(int(part) for part in match.groups()[:3])), value)
	except ValueError as error:
		if isinstance(error, NotUnderstood):
			raise
		raise NotUnderstood(_('"{0}" is not a day of the calendar').format(written(value))) from error


def read_verdict(value: CellValue) -> Verdict | None:
	"""阴性, 阳性, 合格, 不合格, 未检出, 检出, + and -, also with substances named: 阳性（克百威）.

	None for an empty cell. What is named is handed on as written.
	"""
	refuse_formulas(value)
	text = _ALL_OF_THEM.sub("", compact(value))
	word = text.casefold()
	if not word:
		return None
	if word in _NEGATIVE_WORDS or _NAMED_NEGATIVE.fullmatch(text):
		return Verdict(NEGATIVE)
	if word in _POSITIVE_WORDS:
		return Verdict(POSITIVE)
	if word in _INVALID_WORDS:
		raise NotUnderstood(_('"{0}" is no result; test the sample again or take the row out').format(written(value)))
	if match := _NAMED_POSITIVE.fullmatch(text) or _NAMED_BEFORE_POSITIVE.fullmatch(text):
		return Verdict(POSITIVE, match["named"])
	raise NotUnderstood(_('"{0}" is not understood; write {1} or {2}').format(written(value), "阴性", "阳性"))


def read_measurement(value: CellValue, default_unit: str | None = None) -> Measurement | None:
	"""A measured value with or without its unit: `0.05`, `0.05 mg/kg`, `<0.01`, `未检出`.

	None for an empty cell. A dash is "not tested", so None too.
	"""
	refuse_formulas(value)
	if is_blank(value) or compact(value) in ("-", "/", "—", "--"):
		return None
	if isinstance(value, int | float) and not isinstance(value, bool):
		return Measurement(_measured(number_of(value), value), default_unit)
	text = match_key(value)
	if text in _NEGATIVE_WORDS:
		return Measurement(None, default_unit)
	match = _MEASUREMENT.fullmatch(text)
	if not match:
		raise _no_measurement(value)
	unit = read_unit(match["unit"]) or default_unit
	return Measurement(None if match["below"] else _measured(number_of(match["number"]), value), unit)


def read_unit(value: CellValue) -> str | None:
	"""A unit of concentration in its usual spelling; None for an empty cell."""
	text = match_key(value).strip("()")
	if not text:
		return None
	try:
		return canonical_unit(text)
	except UnknownUnitError as error:
		raise NotUnderstood(
			_('the unit "{0}" is not known; write {1}').format(written(value), " / ".join(UNITS))
		) from error


def read_number(value: CellValue) -> float | None:
	"""A plain number, None for an empty cell."""
	refuse_formulas(value)
	if is_blank(value):
		return None
	number = number_of(value if isinstance(value, int | float) and not isinstance(value, bool) else compact(value))
	if number is None:
		raise NotUnderstood(_('"{0}" is not a number').format(written(value)))
	return number


def read_yes_no(value: CellValue) -> bool | None:
	"""是 and 否 in their variants; None for an empty cell."""
	refuse_formulas(value)
	if isinstance(value, bool):
		return value
	text = match_key(value)
	if not text:
		return None
	if text in _YES_WORDS:
		return True
	if text in _NO_WORDS:
		return False
	raise NotUnderstood(_('"{0}" is not understood; write {1} or {2}').format(written(value), "是", "否"))


def read_choice(value: CellValue, choices: Mapping[str, str]) -> str | None:
	"""One of the choices by any of its words; the longest word that the cell contains decides.

	`choices` gives the choice for each word. None for an empty cell.
	"""
	refuse_formulas(value)
	text = match_key(value)
	if not text:
		return None
	if text in choices:
		return choices[text]
	for word in sorted(choices, key=len, reverse=True):
		if len(word) > 1 and word in text:
			return choices[word]
	raise NotUnderstood(
		_('"{0}" is not known; write one of: {1}').format(written(value), "、".join(first_words(choices)))
	)


def first_words(choices: Mapping[str, str]) -> list[str]:
	"""The first word of each choice: what a message proposes to write."""
	words_by_choice: dict[str, str] = {}
	for word, choice in choices.items():
		words_by_choice.setdefault(choice, word)
	return list(words_by_choice.values())


def choice_in(text: str, choices: Mapping[str, str]) -> str | None:
	"""The choice that a longer text such as a title names, by the first of its words that occurs in it."""
	key = match_key(text)
	return next((choice for word, choice in choices.items() if word in key), None)


def read_text(value: CellValue) -> str:
	"""A text as written; raises `NotUnderstood` for formulas without a result."""
	refuse_formulas(value)
	return written(value)


def _measured(number: float | None, value: CellValue) -> float:
	if number is None:
		raise _no_measurement(value)
	return number


def _no_measurement(value: CellValue) -> NotUnderstood:
	return NotUnderstood(_('"{0}" is not a measured value; write a number such as 0.05').format(written(value)))


def _plausible(day: date, value: CellValue) -> date:
	if FIRST_YEAR <= day.year <= LAST_YEAR:
		return day
	raise NotUnderstood(_('"{0}": the year cannot be right').format(written(value)))


def _no_date(value: CellValue) -> NotUnderstood:
	return NotUnderstood(
		_('"{0}" cannot be understood as one day only; write the date as 2022-07-01').format(written(value))
	)

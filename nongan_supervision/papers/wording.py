"""How official papers write what they are filled in with.

Sources: GB/T 9704-2012 《党政机关公文格式》 7.3.5.4 (dates in Arabic numerals, without leading zeros);
《农业行政执法文书制作规范》第六条 (every field is filled in or struck through); 《支付结算办法》附一
《正确填写票据和结算凭证的基本规定》 (amounts of money in capitals).
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from frappe.utils import cstr, getdate
from markupsafe import Markup, escape

from nongan_supervision.registry.amounts import amount

STRUCK = "／"
"""What strikes a field through that is not filled in."""

BLANK_DATE = "　　　年　　月　　日"
"""A date that is written by hand."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
TOO_MUCH = Decimal(10) ** 16


def filled_in(value: Any) -> Markup:
	"""Return what a field shows: its text, safe in HTML and with its line breaks; struck through without one."""
	lines = paragraphs(value)
	return Markup("<br>").join(escape(line) for line in lines)


def paragraphs(value: Any) -> list[str]:
	"""Return the paragraphs of a text, the empty ones left out; one that is struck through where there is no text."""
	return [line.strip() for line in cstr(value).splitlines() if line.strip()] or [STRUCK]


def quantity(value: float | None, unit: str | None = None) -> Markup:
	"""Return a quantity with its unit, without zeros that say nothing; struck through where it is none."""
	return filled_in(amount(value, unit))


def official_date(value: datetime.date | datetime.datetime | str | None) -> str:
	"""Return a date as official papers write it, 2022年7月1日; without one, room for writing it by hand."""
	if not value:
		return BLANK_DATE
	day = getdate(value)
	return f"{day.year}年{day.month}月{day.day}日"


def without_town(department: str, town: str | None) -> str:
	"""Return a department's name as the town itself writes it, without the town's own first character.

	Of 镇农村工作局 in 洛阳镇 it is 农村工作局; 市场监督分局 stays as it is.
	"""
	return department.removeprefix((town or "")[-1:])


def amount_in_capitals(sum_of_money: float | Decimal | None) -> str:
	"""Return an amount of yuan in the capitals that can't be altered unnoticed: 2000 is 贰仟元整.

	:raises ValueError: a negative amount, or one of ten quadrillion yuan or more.
	"""
	exact = Decimal(cstr(sum_of_money or 0)).quantize(Decimal("0.01"), ROUND_HALF_UP)
	if not 0 <= exact < TOO_MUCH:
		raise ValueError(f"no amount of money that can be written in capitals: {sum_of_money}")
	yuan, cents = divmod(int(exact * 100), 100)
	tenths, hundredths = divmod(cents, 10)
	text = f"{_number(yuan)}元" if yuan or not cents else ""
	if tenths:
		text += f"{DIGITS[tenths]}角"
	elif yuan and hundredths:
		text += DIGITS[0]
	return f"{text}{DIGITS[hundredths]}分" if hundredths else f"{text}整"


def _number(number: int) -> str:
	"""A whole number in capitals: groups of four digits, and one zero for whatever zeros stand between digits."""
	text, gap = "", False
	for place in reversed(range(len(GROUPS))):
		four = number // 10_000**place % 10_000
		if four:
			text += DIGITS[0] * bool(text and (gap or four < 1000)) + _four_digits(four) + GROUPS[place]
		gap = not four
	return text or DIGITS[0]


def _four_digits(number: int) -> str:
	text, gap = "", False
	for place in reversed(range(len(PLACES))):
		digit = number // 10**place % 10
		if digit:
			text += DIGITS[0] * bool(text and gap) + DIGITS[digit] + PLACES[place]
		gap = not digit
	return text

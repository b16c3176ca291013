"""How numbers are written within a sentence."""

from __future__ import annotations

from decimal import Decimal

from frappe.utils import cstr, flt

DIGITS = 6
"""After the point; what lies beyond is no measurement but how a processor adds up."""


def plain(number: float | None) -> str:
	"""Return a number with all its digits, without an exponent or zeros that say nothing: 12345.67, 2000000."""
	return f"{Decimal(cstr(flt(number, DIGITS))).normalize():f}"


def amount(quantity: float | None, unit: str | None = None) -> str:
	"""Return a quantity with its unit; nothing where it is none."""
	return f"{plain(quantity)} {unit or ''}".strip() if quantity else ""

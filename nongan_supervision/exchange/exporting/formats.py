"""How the numbers of an export's columns are shown in a workbook."""

from __future__ import annotations

import re

import frappe
from frappe.utils import cint

from nongan_supervision.exchange.exporting.table import Column
from nongan_supervision.exchange.numbers import SHARE, WHOLE, decimals

PLAIN, MONEY = "0", "#,##0.00"
NAMES = re.compile(r"(?:^|_)(?:year|month|quarter|serial|idx)(?:_|$)")
"""Whole numbers that name something, in which nobody sets off thousands."""


def number_format(column: Column) -> str | None:
	"""Return the format of a column's numbers; None where they may be anything."""
	match column.fieldtype:
		case "Int":
			return PLAIN if NAMES.search(column.fieldname) else WHOLE
		case "Percent":
			return SHARE
		case "Currency":
			return MONEY
		case "Float":
			return _decimals(column.precision)
	return None


def _decimals(precision: int | None) -> str:
	if precision is None:  # as many as the screen shows
		return decimals(cint(frappe.db.get_default("float_precision")) or 3)
	return f"{WHOLE}.{'0' * precision}" if precision else WHOLE

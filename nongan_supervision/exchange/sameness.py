"""Whether a row that comes again says what is stored of it: one rule for all kinds of registers.

Nothing that a register says gets lost unseen: a row that says something else than its document is refused, so that
somebody decides which of the two is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from numbers import Number
from typing import Any

from frappe.utils import cstr, flt

from nongan_supervision.exchange.reading import is_blank
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.permissions.markup import cleaned

SMALLEST = 0.6e-6
"""By which amounts differ if they do: a database keeps six decimals for certain, and rounds half of one as it likes."""


def says_the_same(
	said: Mapping[str, Any], stored: Mapping[str, Any], fields: Iterable[str], if_said: Iterable[str] = ()
) -> bool:
	"""Whether two records agree in some fields.

	A blank in one of `fields` says that there is nothing; in one of `if_said` it says nothing.
	"""
	compared = (*fields, *(field for field in if_said if said.get(field)))
	return all(_same(said.get(field), stored.get(field)) for field in compared)


def filled_in(row: TableRow, fields: Iterable[str]) -> list[str]:
	"""The fields of which the row says something in a column of the same name, as opposed to what is assumed."""
	return [field for field in fields if not is_blank(row.get(field))]


def _same(said: Any, stored: Any) -> bool:
	if isinstance(said, Number) or isinstance(stored, Number):
		return abs(flt(said) - flt(stored)) < SMALLEST
	said, stored = cstr(said), cstr(stored)
	return said == stored or cleaned(said) == stored

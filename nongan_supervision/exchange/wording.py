"""How reasons and places of a register are put together, with the signs of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from frappe import _


def about(subject: str, what: object) -> str:
	"""Return what is said of a column or a substance."""
	return _("{0}: {1}", context="Register").format(subject, what)


def joined(reasons: Iterable[str]) -> str:
	"""Return several reasons as one text."""
	return _("; ", context="Register").join(reasons)


def place_of(sheet: str | None, row_no: int) -> str:
	"""Return which row is meant: of the only sheet, or of the one named."""
	if sheet:
		return _("{0}, row {1}", context="Register").format(sheet, row_no)
	return _("Row {0}", context="Register").format(row_no)

"""How workbooks show numbers: with as many decimals as say something."""

from __future__ import annotations

import re
from functools import cache

WHOLE = "#,##0"
"""The format of whole numbers."""

SHARE = "0.00%"
"""The format of percentages: as many decimals as the screen and a report's print have."""

AT_MOST = re.compile(rf"{re.escape(WHOLE)}\.(#+)")
"""What `decimals` makes."""


def decimals(places: int) -> str:
	"""Return the format of a column's numbers with as many decimals at most; a row shows each in the `fitting` one."""
	return f"{WHOLE}.{'#' * places}"


def fitting(number: float | None, places: int) -> str:
	"""Return the format of one number with as many decimals at most: none, and no point, where none is left of them."""
	return WHOLE if number is None or round(number, places) % 1 == 0 else decimals(places)


@cache
def places_of(number_format: str | None) -> int:
	"""Return how many decimals a format of `decimals` has; 0 for others, with a unit behind it too."""
	found = AT_MOST.fullmatch(number_format or "")
	return len(found[1]) if found else 0

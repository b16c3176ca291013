"""Where the pages of a printed sheet end, so that rows which belong together stand on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LONG, SHORT = 841.9, 595.3
"""Sides of A4, in points."""

INCH = 72
"""In points."""

CHARACTER = 5.25
"""Points that a column takes for each character of its width, in the letters that workbooks begin with."""

SPARE = 0.95
"""How much of a page is counted on: printers and their letters differ a little."""


class Pages:
	"""The pages that rows fill, one after another.

	:param widths: of the columns, in characters.
	:param across: whether the paper lies across.
	:param margins: what is left free on two sides together, in inches.
	"""

	def __init__(self, widths: Sequence[float], across: bool, margins: float):
		width, height = (side - margins * INCH for side in ((LONG, SHORT) if across else (SHORT, LONG)))
		self.ends: list[int] = []
		"""Rows after which a page has to end."""

		too_wide = max(1.0, CHARACTER * sum(widths) / width)  # is printed as much smaller
		self._room = SPARE * height * too_wide
		self.written = 0.0
		"""How high all rows are, in points."""

		self._rows, self._filled = 0, 0.0
		self._begins, self._repeated, self._groups = 0, 0.0, 0

	def repeat(self, height: float) -> None:
		"""Count the headings, which were added last: each further page begins with them."""
		self._begins, self._repeated = self._rows, height

	def add(self, height: float) -> None:
		"""Count a row."""
		if self._filled + height > self._room:
			self._filled = self._repeated
			if self._groups:
				self.ends.append(self._rows)
		self._rows += 1
		self.written += height
		self._filled += height

	@contextmanager
	def together(self) -> Iterator[None]:
		"""Begin a page with the rows that are added within, unless they have room on this one, or on none."""
		first, written, filled, ends = self._rows, self.written, self._filled, len(self.ends)
		self._groups += 1
		yield
		self._groups -= 1
		height = self.written - written
		if first > self._begins and self._repeated + height <= self._room < filled + height:
			self.ends[ends:] = [first]
			self._filled = self._repeated + height

	def parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
		"""Yield the rows from one to another page by page."""
		for end in self.ends:
			if first <= end < last:
				yield first, end
				first = end + 1
		yield first, last

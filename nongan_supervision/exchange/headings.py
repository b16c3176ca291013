"""Finds the headings of a register: below its titles, in one to three rows, in any order, merged or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from frappe import _

from nongan_supervision.exchange.errors import MissingColumns
from nongan_supervision.exchange.reading import CellValue, Merges, SheetRow, is_blank
from nongan_supervision.exchange.values import NotUnderstood, read_unit
from nongan_supervision.exchange.words import match_key, tidy

if TYPE_CHECKING:
	from nongan_supervision.exchange.kinds import Kind

MAX_DEPTH = 3
"""Rows that headings may span: 检测 / 检测项目及结果 / 克百威."""

LEAST_COLUMNS = 2
"""A row in which fewer columns are recognised is no heading."""

SUBSTANCE_COLUMNS = "substance_columns"
"""Stands in a kind's needed columns for columns that are headed by a substance each."""

SubstanceFinder = Callable[[str], str | None]

_BRACKETS = re.compile(r"[(\[【<《]([^)\]】>》]*)[)\]】>》]")
_MARKS = "*:：.。 "
_SUBSTANCE_GROUP = re.compile(r"检测|检验|项目|农药|残留|药残|结果|参数|指标")


@dataclass
class Headings:
	"""Where the columns of a register are. Rows and columns count from 1."""

	kind: Kind
	first_row: int
	last_row: int
	columns: dict[str, int] = field(default_factory=dict)
	substances: dict[int, str] = field(default_factory=dict)
	unknown_substances: dict[int, str] = field(default_factory=dict)
	units: dict[int, str] = field(default_factory=dict)
	unknown: dict[int, str] = field(default_factory=dict)
	seen: list[str] = field(default_factory=list)
	begins_above: bool = False
	"""Whether cells of the first row are merged with rows above it, which then are headings too."""
	lines: list[dict[int, str]] = field(default_factory=list)
	"""The texts of each heading row by column, by which the headings are known again on a later page."""

	@property
	def missing(self) -> list[str]:
		"""The needed columns that are not there, named for a person."""
		return [
			f" {_('or', context='Register')} ".join(self.kind.column_name(name) for name in alternatives)
			for alternatives in self.kind.needed
			if not any(self._has(name) for name in alternatives)
		]

	@property
	def rank(self) -> tuple[int, bool, int, int, int]:
		"""The better of two readings of the same rows has the higher rank."""
		recognised = len(self.columns) + len(self.substances) + len(self.unknown_substances)
		depth = self.last_row - self.first_row
		return (-len(self.missing), not self.begins_above, recognised, -depth, -self.first_row)

	def _has(self, name: str) -> bool:
		return bool(self.substances) if name == SUBSTANCE_COLUMNS else name in self.columns


def find_headings(
	rows: Sequence[SheetRow], merges: Merges, kinds: Sequence[Kind], find_substance: SubstanceFinder
) -> Headings:
	"""The headings among the first rows of a sheet, read as those of the kind that they fit best.

	`find_substance` gives the substance of that name, or None. Raises `MissingColumns` with the columns that
	are missing and the headings that are there.
	"""
	spread = merges.spread(list(rows))
	best: Headings | None = None
	for index in range(len(rows)):
		for depth in range(1, min(MAX_DEPTH, len(rows) - index) + 1):
			block = _Block(rows[index : index + depth], spread[index : index + depth])
			for kind in kinds:
				found = block.read_as(kind, find_substance)
				if found:
					found.begins_above = merges.reaching_into(found.first_row)
				if found and (best is None or found.rank > best.rank):
					best = found
	if best is None:
		raise MissingColumns(_all_needed(kinds[0]), _likely_headings(rows))
	if best.missing:
		raise MissingColumns(best.missing, best.seen)
	return best


class _Block:
	"""One to three adjoining rows, looked at as headings."""

	def __init__(self, rows: Sequence[SheetRow], spread: Sequence[dict[int, CellValue]]):
		self._rows = rows
		self._texts = [
			{column: tidy(value) for column, value in cells.items() if not is_blank(value)} for cells in spread
		]
		for upper, lower in zip(self._texts, self._texts[1:], strict=False):
			_extend_groups(upper, lower)

	def read_as(self, kind: Kind, find_substance: SubstanceFinder) -> Headings | None:
		"""None if the rows can't be the headings of this kind of register."""
		if self._holds_data():
			return None
		found = Headings(kind, self._rows[0].number, self._rows[-1].number, lines=self._texts)
		priorities: dict[str, int] = {}
		for column in sorted({column for texts in self._texts for column in texts}):
			self._place(column, found, priorities, find_substance)
		enough = len(found.columns) + len(found.substances) >= LEAST_COLUMNS
		return found if enough and self._lower_rows_are_headings(found) else None

	def _holds_data(self) -> bool:
		"""A date or a number has no place in headings; a year such as 2022 may have."""
		return any(isinstance(value, date | float) for row in self._rows for value in row.cells.values())

	def _place(self, column: int, found: Headings, priorities: dict[str, int], find_substance: SubstanceFinder) -> None:
		parts = self._parts(column)
		found.seen.append("/".join(parts))
		name, priority = _recognise(found.kind, parts)
		if unit := _unit_of(parts):
			found.units[column] = unit
		if name and (name not in found.columns or priority < priorities[name]):
			if name in found.columns:
				found.unknown[found.columns[name]] = found.seen[-1]
			found.columns[name] = column
			priorities[name] = priority
		elif found.kind.takes_substance_columns and (substance := _substance(parts[-1], find_substance)):
			found.substances[column] = substance
		elif found.kind.takes_substance_columns and len(parts) > 1 and _SUBSTANCE_GROUP.search(parts[-2]):
			found.unknown_substances[column] = parts[-1]
		else:
			found.unknown[column] = found.seen[-1]

	def _parts(self, column: int) -> list[str]:
		"""The texts above a column from top to bottom, a merged one once."""
		parts: list[str] = []
		for texts in self._texts:
			text = texts.get(column)
			if text and (not parts or parts[-1] != text):
				parts.append(text)
		return parts

	def _lower_rows_are_headings(self, found: Headings) -> bool:
		"""Whether the rows below the first say something as headings, and nothing else: else they are data."""
		placed = {*found.columns.values(), *found.substances, *found.unknown_substances}
		for row in self._rows[1:]:
			own = [column for column, value in row.cells.items() if not is_blank(value)]
			if not own or not all(column in placed for column in own):
				return False
			if not any(_adds_to_recognition(found, self._parts(column)) for column in own):
				return False
		return True


def _extend_groups(upper: dict[int, str], lower: dict[int, str]) -> None:
	"""Lets an unmerged group heading reach over the empty cells at its right that have headings below."""
	for column in sorted(lower):
		left = column - 1
		is_blank_above = column not in upper and left in upper and left in lower
		if is_blank_above and upper[left] != lower[left]:
			upper[column] = upper[left]


def _recognise(kind: Kind, parts: list[str]) -> tuple[str | None, int]:
	"""The field that a heading names, and how good a name it is (0 is the best)."""
	lookup = heading_lookup(kind.name, kind.columns)
	texts = ["".join(parts[-2:]), parts[-1]] if len(parts) > 1 else parts[:]
	if not _plain(parts[-1]) and len(parts) > 1:
		texts.append(parts[-2])
	for text in texts:
		for key in (_key(text), _key(_plain(text))):
			if key in lookup:
				return lookup[key]
	return None, 0


def _substance(text: str, find_substance: SubstanceFinder) -> str | None:
	return find_substance(text) or find_substance(_plain(text))


def _adds_to_recognition(found: Headings, parts: list[str]) -> bool:
	if len(parts) < 2:
		return False
	return _recognise(found.kind, parts)[0] != _recognise(found.kind, parts[:-1])[0] or bool(
		found.substances or found.unknown_substances
	)


@lru_cache
def heading_lookup(_kind: str, columns: tuple) -> dict[str, tuple[str, int]]:
	"""Field and priority by heading; a heading of two columns belongs to the one that lists it further ahead."""
	lookup: dict[str, tuple[str, int]] = {}
	for column in columns:
		for priority, heading in enumerate(column.headings):
			key = _key(heading)
			if key not in lookup or priority < lookup[key][1]:
				lookup[key] = (column.field, priority)
	return lookup


def _key(text: str) -> str:
	return match_key(text).strip(_MARKS)


def _plain(text: str) -> str:
	"""A heading without what stands in brackets: 检测值(mg/kg) is 检测值."""
	return _BRACKETS.sub("", match_key(text)).strip(_MARKS)


def _unit_of(parts: list[str]) -> str | None:
	for text in reversed(parts):
		for bracketed in _BRACKETS.findall(match_key(text)):
			try:
				return read_unit(bracketed)
			except NotUnderstood:
				continue
	return None


def _all_needed(kind: Kind) -> list[str]:
	return [kind.column_name(alternatives[0]) for alternatives in kind.needed]


def _likely_headings(rows: Sequence[SheetRow]) -> list[str]:
	"""The texts of the fullest of the first rows, to tell a person what was looked at."""
	texts = [[tidy(value) for value in row.cells.values() if isinstance(value, str)] for row in rows]
	return max(texts, key=len, default=[])[:30]

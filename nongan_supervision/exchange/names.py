"""Finds what a register means by a name: villages in their spellings, products, substances. No site needed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from frappe import _

from nongan_supervision.exchange.reading import CellValue
from nongan_supervision.exchange.values import NotUnderstood, refuse_formulas
from nongan_supervision.exchange.words import half_width, match_key, pieces, tidy, words, written

_GROUP_OF_A_VILLAGE = re.compile(r"第?[\d一二三四五六七八九十百]+(?:村民小组|小组|组|队|社|号).*$")
_VILLAGE_ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会", "村委", "行政村", "村社区", "社区", "村")
_AND = re.compile(r"[和及与&+]")

NO_PARTICULAR_SUBSTANCES = words(
	"农药残留 农残 农药 兽药残留 兽残 药残 药物残留 农兽药残留 常规农残 常规 胶体金 快检 速测 农药多残留 全项 / -"
)
"""What a register writes under 检测项目 when it means "what is usual for this product"."""


class VillageName(NamedTuple):
	name: str
	town: str
	aliases: tuple[str, ...] = ()


class Villages:
	"""Finds villages whatever way a register spells them: 岑村, 岑村村, 岑村村委会, 洛阳镇岑村三组."""

	def __init__(self, villages: Iterable[VillageName]):
		self.towns: dict[str, str] = {}
		self._by_key: dict[str, str] = {}
		self._by_stem: dict[str, set[str]] = {}
		for village in villages:
			self.towns[village.name] = village.town
			self._by_stem.setdefault(_stem(match_key(village.name)), set()).add(village.name)
			for spelling in (village.name, *village.aliases):
				self._by_key[match_key(spelling)] = village.name
		towns = {match_key(town) for town in self.towns.values() if town}
		self._town_prefix = re.compile(rf"^.*?(?:{'|'.join(map(re.escape, towns))})") if towns else None

	def find(self, value: CellValue) -> str:
		"""The village's name. Raises `NotUnderstood`, with the nearest names, if none or more than one fits."""
		refuse_formulas(value)
		key = match_key(value)
		if self._town_prefix:
			key = self._town_prefix.sub("", key) or key
		for candidate in (key, _GROUP_OF_A_VILLAGE.sub("", key)):
			if candidate in self._by_key:
				return self._by_key[candidate]
			fitting = self._by_stem.get(_stem(candidate), set())
			if len(fitting) == 1:
				return next(iter(fitting))
		raise NotUnderstood(self._unknown(value, key))

	def _unknown(self, value: CellValue, key: str) -> str:
		near = difflib.get_close_matches(key, self._by_key, n=1, cutoff=0.5)
		if near:
			return _('the village "{0}" is not known; did you mean {1}?').format(written(value), self._by_key[near[0]])
		return _('the village "{0}" is not known; write its name, or add this spelling to the village').format(
			written(value)
		)


def _stem(key: str) -> str:
	"""A village's name without the words for village, so that all spellings have it in common."""
	for ending in _VILLAGE_ENDINGS:
		if key.endswith(ending) and len(key) > len(ending):
			return _stem(key.removesuffix(ending))
	return key


class Names:
	"""Finds records by their name or by another spelling of it."""

	def __init__(self, spellings: Mapping[str, Iterable[str]]):
		"""`spellings`: for each name, the other ways to write it."""
		self._by_key: dict[str, str] = {}
		for name, others in spellings.items():
			for other in others:
				self._by_key.setdefault(match_key(other), name)
		self._by_key.update({match_key(name): name for name in spellings})

	def find(self, value: CellValue) -> str | None:
		return self._by_key.get(match_key(value))

	def nearest(self, value: CellValue) -> str | None:
		near = difflib.get_close_matches(match_key(value), self._by_key, n=1, cutoff=0.6)
		return self._by_key[near[0]] if near else None


def read_substances(value: CellValue, substances: Names) -> list[str]:
	"""The substances that a cell enumerates; empty for an empty cell or a general phrase such as 农药残留.

	Names that hold 和 themselves are found whole. Raises `NotUnderstood` with the names that are not known.
	"""
	refuse_formulas(value)
	text = half_width(written(value)).strip()
	if match_key(text) in NO_PARTICULAR_SUBSTANCES or not text:
		return []
	if name := substances.find(text):
		return [name]
	found: list[str] = []
	unknown: list[str] = []
	for piece in pieces(text):
		names = _find_pieces(piece, substances)
		found += [name for name in names if name not in found]
		if not names:
			unknown.append(tidy(piece))
	if unknown:
		raise NotUnderstood(
			_('the substance "{0}" is not known; correct it, or add it under Substance').format("、".join(unknown))
		)
	return found


def _find_pieces(piece: str, substances: Names) -> list[str]:
	if name := substances.find(piece):
		return [name]
	names = [substances.find(part) for part in _AND.split(piece)]
	return [name for name in names if name] if all(names) else []


def lines(text: str | None) -> list[str]:
	"""The spellings that a record lists, one a line or separated by commas."""
	return [piece for piece in pieces(text or "") if piece]

"""Finds the input dealers that registers name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from frappe import _

from nongan_supervision.exchange.names import Names
from nongan_supervision.exchange.reading import CellValue, is_blank
from nongan_supervision.exchange.values import NotUnderstood, refuse_formulas
from nongan_supervision.exchange.words import match_key, written


class Dealers:
	"""The dealers on record, by name and licence number. Two villages may have dealers of one name."""

	def __init__(self, rows: Iterable[Any]):
		self.villages: dict[str, str] = {}
		self.dealer_names: dict[str, str] = {}
		self._by_key: defaultdict[str, set[str]] = defaultdict(set)
		for row in rows:
			self.villages[row.name] = row.village
			self.dealer_names[row.name] = row.dealer_name
			for spelling in filter(None, (row.name, row.dealer_name, row.licence_no)):
				self._by_key[match_key(spelling)].add(row.name)

	def find(self, value: CellValue, village: str | None = None) -> str | None:
		"""The dealer of that name, None for an empty cell; `village` tells those of one name apart.

		Raises `NotUnderstood` if there is none, or more than one.
		"""
		if is_blank(value):
			return None
		refuse_formulas(value)
		fitting = self._by_key.get(match_key(value), set())
		if len(fitting) > 1 and village:
			fitting = {name for name in fitting if self.villages[name] == village}
		if len(fitting) == 1:
			return next(iter(fitting))
		if fitting:
			raise NotUnderstood(
				_('more than one dealer is called "{0}"; write the licence number').format(written(value))
			)
		near = Names(dict.fromkeys(self.dealer_names.values(), ())).nearest(value)
		hint = _("did you mean {0}?").format(near) if near else _("add it under Input Dealer")
		raise NotUnderstood(_('the dealer "{0}" is not known; {1}').format(written(value), hint))

	def named_in(self, text: str) -> str | None:
		"""The one dealer whose name occurs in a text, such as the title of its ledger."""
		key = match_key(text)
		found = {name for name, dealer_name in self.dealer_names.items() if match_key(dealer_name) in key}
		return found.pop() if len(found) == 1 else None

"""By what a row is known again when it comes a second time."""

from __future__ import annotations

import hashlib
import json
from collections import Counter

from frappe import _

from nongan_supervision.exchange.kind import Draft
from nongan_supervision.exchange.words import match_key

LONGEST_NUMBER = 80


class Identities:
	"""Gives the rows of one file their keys, and finds a sample number that comes twice in it.

	A row with a number is known by town and number, whatever else it says. One without is known by what it
	says; of equal rows the first, the second and so on are different ones, so that two equal samples of one
	day both count, and the same file changes nothing a second time.
	"""

	def __init__(self, kind: str, number_name: str):
		self._kind = kind
		self._number_name = number_name
		self._rows_by_number: dict[str, str] = {}
		self._equal_rows: Counter[str] = Counter()

	def identify(self, draft: Draft, town: str | None) -> None:
		"""Sets the draft's key; refuses it if its number was in a row above."""
		if draft.number:
			self._identify_by_number(draft, town or "")
		elif not draft.reasons:
			digest = content_digest(self._kind, draft.content)
			self._equal_rows[digest] += 1
			draft.key = f"#{digest}#{self._equal_rows[digest]}"

	def _identify_by_number(self, draft: Draft, town: str) -> None:
		draft.key = number_key(town, draft.number)
		place = _place(draft)
		first = self._rows_by_number.setdefault(draft.key, place)
		if first != place:
			draft.reasons.append(
				_("{0} repeats the {1} {2} of {3}; correct one of them or take it out").format(
					place, self._number_name, draft.number, first
				)
			)


def number_key(town: str, number: str) -> str:
	"""Return the key by which a register's number is known again in its town."""
	key = match_key(number).upper()
	if len(key) > LONGEST_NUMBER:
		key = hashlib.sha256(key.encode()).hexdigest()[:40]
	return f"{town}|{key}"


def content_digest(kind: str, content: tuple) -> str:
	"""A digest of what a row says, independent of the order of its columns and of spellings."""
	text = json.dumps([kind, *content], ensure_ascii=False, default=str)
	return hashlib.sha256(text.encode()).hexdigest()[:40]


def _place(draft: Draft) -> str:
	return _('row {0} of "{1}"').format(draft.row.number, draft.row.sheet)

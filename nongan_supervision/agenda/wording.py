"""What a digest says in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from frappe import _

from nongan_supervision.agenda.mentions import DUE_SOON, DUE_TODAY, OVERDUE, WAITING, WITH_OTHERS

DUE_TOMORROW = "Due Tomorrow"
ORDER = (OVERDUE, DUE_TODAY, DUE_TOMORROW, DUE_SOON, WAITING, WITH_OTHERS)


def subject_of(told: Iterable[tuple[str, str, bool]]) -> str:
	"""Return a digest's subject in the language of the request: how many of each kind are in each state.

	:param told: of each row its state, its kind of deadline, and whether it is due tomorrow.
	"""
	counts: dict[str, Counter[str]] = {state: Counter() for state in ORDER}
	for state, what, is_tomorrow in told:
		counts[DUE_TOMORROW if state == DUE_SOON and is_tomorrow else state][what] += 1
	parts = []
	for state in ORDER:
		if counts[state]:
			whats = [f"{_(what)} ×{count}" for what, count in counts[state].items()]
			parts.append(_("{0}: {1}").format(_(state), _(", ").join(whats)))
	return _("; ").join(parts)


def names_of(offices: Iterable[str]) -> str:
	"""Return the names of offices in one line, in the language of the request."""
	return _(", ").join(map(_, offices))

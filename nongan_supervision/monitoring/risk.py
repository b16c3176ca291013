"""How urgent it is to test a producer's product: points for what is known of it. Plain functions, no database.

The points are a rule of thumb, made so that an office can follow them with a pencil:

=============================================  ======================================================
the product is banned from sale                 50: the retest is due
each test that failed in the last 12 months     15, two at most
months since the last test                      3 for each, 24 at most; never tested counts as 24
expected on the market this month               20
each risk substance not tested in 12 months     4, three at most
the producer's credit level                     D 20, C 10, B 3
=============================================  ======================================================

A product that is out of season, tested lately and never failed has hardly any points, and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BANNED = 50
FAILED, FAILED_AT_MOST = 15, 2
PER_MONTH, MONTHS_AT_MOST = 3, 8
ON_MARKET = 20
UNTESTED, UNTESTED_AT_MOST = 4, 3
CREDIT = {"D": 20, "C": 10, "B": 3}

WORTH_A_TEST = 6
"""Fewer points than these, two months without a test, are no reason to sample."""

TESTS_PER_PRODUCT = 3
"""The most that are planned for one producer's product in a month."""


@dataclass(frozen=True)
class Risk:
	"""What is known of a producer's product at the start of a month.

	:param months_since_test: whole months since the last test; None where there was none.
	:param fails: tests that failed, or raised a suspicion, in the last 12 months.
	:param untested: risk substances of the product that no test of the last 12 months looked for.
	"""

	months_since_test: int | None = None
	fails: int = 0
	is_banned: bool = False
	on_market: bool = False
	untested: tuple[str, ...] = ()
	credit_level: str | None = None


def score(risk: Risk) -> int:
	"""Return the points of a risk; more is more urgent."""
	months = MONTHS_AT_MOST if risk.months_since_test is None else min(risk.months_since_test, MONTHS_AT_MOST)
	return (
		BANNED * risk.is_banned
		+ FAILED * min(risk.fails, FAILED_AT_MOST)
		+ PER_MONTH * months
		+ ON_MARKET * risk.on_market
		+ UNTESTED * min(len(risk.untested), UNTESTED_AT_MOST)
		+ CREDIT.get(risk.credit_level or "", 0)
	)


def share_out(scores: Sequence[int], tests: int) -> list[int]:
	"""Share a village's tests among its products: return how many each of the scores gets, in their order.

	Every product that is worth a test gets one before any gets a second, the most urgent first; among equals the
	first in the sequence.
	"""
	shares = [0] * len(scores)
	by_urgency = sorted((-score, index) for index, score in enumerate(scores) if score >= WORTH_A_TEST)
	for _round in range(TESTS_PER_PRODUCT):
		for _urgency, index in by_urgency:
			if sum(shares) == tests:
				return shares
			shares[index] += 1
	return shares

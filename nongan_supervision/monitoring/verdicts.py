"""What a result means: Pass, Fail or Suspect. Plain functions, no database.

A quick method (colloidal gold, enzyme inhibition) raises a suspicion; a quantitative one finds a fact.
"""

from __future__ import annotations

from collections.abc import Iterable

PASS = "Pass"
SUSPECT = "Suspect"
FAIL = "Fail"

QUICK_METHODS = frozenset({"Colloidal Gold", "Enzyme Inhibition"})
QUANTITATIVE = "Quantitative"

BANNED = "Banned"

_FROM_BEST_TO_WORST = (PASS, SUSPECT, FAIL)


class NoResultError(ValueError):
	"""Neither a qualitative result nor a measured value is given."""


class UnknownLimitError(ValueError):
	"""A measured value cannot be judged: the substance has no known limit."""


def judge_result(
	*,
	method: str,
	substance_class: str,
	qualitative: str | None,
	measured_value: float,
	limit_value: float | None,
) -> str:
	"""Return the verdict on one substance.

	* A qualitative Positive is Suspect for a quick method and Fail for a quantitative one.
	* A detected Banned substance is the same, whatever its amount.
	* Another measured value is Fail above the limit, and Pass up to it.

	:param measured_value: in the unit of ``limit_value``; 0 is "not detected" or "not measured".
	:param limit_value: None where no limit is known.
	:raises NoResultError: nothing was found out.
	:raises UnknownLimitError: a substance that is not Banned was measured and has no limit: a missing limit
		never passes.
	"""
	if not qualitative and not measured_value:
		raise NoResultError
	verdicts = [PASS]
	if qualitative == "Positive":
		verdicts.append(_found(method))
	if measured_value:
		verdicts.append(_judge_amount(method, substance_class, measured_value, limit_value))
	return worst(verdicts)


def worst(verdicts: Iterable[str]) -> str:
	"""Return the worst of some verdicts: what a test as a whole is worth.

	:raises ValueError: there is none.
	"""
	return max(verdicts, key=_FROM_BEST_TO_WORST.index)


def _judge_amount(method: str, substance_class: str, measured_value: float, limit_value: float | None) -> str:
	if substance_class == BANNED:
		return _found(method)
	if limit_value is None:
		raise UnknownLimitError
	return FAIL if measured_value > limit_value else PASS


def _found(method: str) -> str:
	return SUSPECT if method in QUICK_METHODS else FAIL

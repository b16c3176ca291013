"""The text of a message to producers: its placeholders and its length. Plain Python, no framework."""

from __future__ import annotations

import re
from collections.abc import Iterable

PLACEHOLDERS = ("producer_name", "village")
FIRST_SEGMENT, FURTHER_SEGMENTS = 70, 67
"""Characters of a Chinese text message: of one that stands alone, and of each part of a longer one."""
TOPIC = 20
"""Characters of what a message is about."""

_BRACED = re.compile(r"\{([^{}]*)\}")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def unknown_placeholders(text: str) -> list[str]:
	"""Return what stands in braces and is no placeholder, in its order."""
	return [name for name in _BRACED.findall(text) if name not in PLACEHOLDERS]


def filled(text: str, values: dict[str, str]) -> str:
	"""Return the text with its placeholders filled in; nothing else in braces is touched."""
	return _BRACED.sub(lambda found: values.get(found[1], found[0]) if found[1] in PLACEHOLDERS else found[0], text)


def topic_of(text: str) -> str:
	"""Return what a message is about, for lists: how it begins, without whom it speaks to."""
	said = _BRACED.sub("", text).strip(" \n\t，,：:。") or text
	return said if len(said) <= TOPIC else f"{said[: TOPIC - 1]}…"


def segments(text: str) -> int:
	"""Return how many text messages a text is charged as (70 characters; 67 each if there are several)."""
	length = len(text)
	return 1 if length <= FIRST_SEGMENT else -(-length // FURTHER_SEGMENTS)


def mobile_number(phone: str | None) -> str | None:
	"""Return a mobile number of mainland China, without country code and separators; None if it is none."""
	digits = re.sub(r"[\s()\-－（）]", "", phone or "").removeprefix("+86").removeprefix("0086")
	return digits if _MOBILE.fullmatch(digits) else None


def masked(number: str) -> str:
	"""Return a mobile number with its middle hidden: 138****0000."""
	return f"{number[:3]}****{number[-4:]}"


def longest(texts: Iterable[str]) -> int:
	"""Return the length of the longest text in characters, 0 of none."""
	return max(map(len, texts), default=0)

"""Values between Python and SQLite: binding, and dates as MariaDB's driver returns them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

SEVERAL = (list, tuple, set, frozenset)
"""What becomes as many placeholders as it has members."""

# A literal, a quoted name or a comment is taken whole, so that a %s inside it stays what it is.
TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|/\*.*?\*/|--[^\n]*|%\((?P<name>\w+)\)s|%s|%%""", re.S)
COMMENTS = r"\s*(?:/\*.*?\*/\s*)*"
READS = re.compile(COMMENTS + r"(select|values|explain|pragma|rollback|commit|vacuum|attach|detach)\b", re.I | re.S)
READS_WITH = re.compile(COMMENTS + r"with\b(?!.*\b(insert|update|delete|replace)\b)", re.I | re.S)
FOR_UPDATE = re.compile(rf"\s+for\s+update(\s+(nowait|skip\s+locked))?{COMMENTS}$", re.I | re.S)
SHIFTED_NOW = re.compile(r"\bNOW\(\)\s*([-+])\s*INTERVAL\s+'(\d+)'?\s(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)\b'?", re.I)
INSERT_IGNORE = re.compile(r"^\s*insert\s+ignore\s+into", re.I)
WHOLE_SECOND = re.compile(r"(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d\.000000")


KEPT = 256
"""Of how many statements what was found out is kept, because the same ones come again and again."""


@lru_cache(KEPT)
def is_write(query: str) -> bool:
	"""Return whether the statement needs the write lock: it does more than read, or locks what it reads."""
	reads = READS.match(query) or READS_WITH.match(query)
	return not reads or bool(FOR_UPDATE.search(query))


def bind(query: str, values: Any) -> tuple[str, tuple]:
	"""Return the query with SQLite's placeholders, and the values for them in order.

	``%s`` takes from a sequence, ``%(name)s`` from a mapping; a list or set becomes as many placeholders as it has
	members, an empty one matches nothing. Without values the text is left alone, as MariaDB's driver does.
	Raises ``sqlite3.ProgrammingError`` when there are fewer or more values than placeholders.
	"""
	query = _in_sqlites_words(query)
	if values is None or (not values and not isinstance(values, Mapping)):
		return query, ()
	if (single := _singles(query, values)) is not None:
		return _with_marks(query).text, tuple(map(to_sqlite, single))
	given = iter(() if isinstance(values, Mapping) else values)
	bound: list = []

	def value_for(match: re.Match) -> Any:
		if match["name"]:
			return values[match["name"]]
		try:
			return next(given)
		except StopIteration:
			raise sqlite3.ProgrammingError(f"fewer values than placeholders: {query}") from None

	def placeholder(match: re.Match) -> str:
		token = match[0]
		if not token.endswith("s") or token[0] != "%":
			return token.replace("%%", "%")
		value = value_for(match)
		if not isinstance(value, SEVERAL):
			bound.append(to_sqlite(value))
			return "?"
		bound.extend(to_sqlite(member) for member in value)
		marks = ",".join("?" * len(value)) or "NULL"
		in_brackets = query[: match.start()].rstrip().endswith("(") and query[match.end() :].lstrip().startswith(")")
		return marks if in_brackets else f"({marks})"

	text = TOKEN.sub(placeholder, query)
	if left := list(given):
		raise sqlite3.ProgrammingError(f"{len(left)} more value(s) than placeholders: {query}")
	return text, tuple(bound)


class Marked(NamedTuple):
	"""A query with a mark for each placeholder, and the placeholders' names in order: None for ``%s``."""

	text: str
	names: tuple[str | None, ...]


@lru_cache(KEPT)
def _with_marks(query: str) -> Marked:
	names: list[str | None] = []

	def mark(match: re.Match) -> str:
		if match["name"] or match[0] == "%s":
			names.append(match["name"])
			return "?"
		return match[0].replace("%%", "%")

	return Marked(TOKEN.sub(mark, query), tuple(names))


def _singles(query: str, values: Any) -> list | None:
	"""Return the value of each placeholder; None where one takes several, or they are not of one kind or number."""
	names = _with_marks(query).names
	if isinstance(values, Mapping):
		single = [values[name] for name in names if name]
	elif isinstance(values, list | tuple) and not any(names):
		single = list(values)
	else:
		return None
	if len(single) != len(names) or any(isinstance(value, SEVERAL) for value in single):
		return None
	return single


@lru_cache(KEPT)
def _in_sqlites_words(query: str) -> str:
	query = FOR_UPDATE.sub("", query)
	query = INSERT_IGNORE.sub("INSERT OR IGNORE INTO", query)
	return SHIFTED_NOW.sub(r"datetime(NOW(), '\1\2 \3')", query)


def to_sqlite(value: Any) -> Any:
	"""Return the value as SQLite stores it; one moment has one text, whether it comes as text or not."""
	if value is None or type(value) in (int, float, bytes):
		return value
	if isinstance(value, str):
		text = str.__str__(value)
		return text.removesuffix(".000000") if WHOLE_SECOND.fullmatch(text) else text
	if isinstance(value, int):
		return int(value)
	if isinstance(value, datetime):
		return value.replace(tzinfo=None).isoformat(sep=" ")
	if isinstance(value, date):
		return value.isoformat()
	if isinstance(value, timedelta):
		return clock_text(value)
	if isinstance(value, time):
		return value.replace(tzinfo=None).isoformat()
	if isinstance(value, Decimal):
		return float(value)
	if isinstance(value, dict | list):
		return json.dumps(value, default=str)
	return str(value)


def clock_text(duration: timedelta) -> str:
	"""Return MariaDB's text of a duration, such as ``-01:30:00``; its hours may be more than a day's."""
	sign = "-" if duration < timedelta() else ""
	whole, micros = divmod(abs(duration), timedelta(seconds=1))
	text = f"{sign}{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
	fraction = micros // timedelta(microseconds=1)
	return f"{text}.{fraction:06d}" if fraction else text


def _or_text(convert: Callable[[str], Any]) -> Callable[[bytes], Any]:
	"""Make a converter that leaves alone what isn't a date: a reader sees the stored text rather than no row."""

	def converter(raw: bytes) -> Any:
		text = raw.decode()
		try:
			return convert(text) if text else None
		except ValueError:
			return text

	return converter


def _date(text: str) -> date:
	return date.fromisoformat(text[:10])


def parse_datetime(text: str) -> datetime:
	"""Return the moment, or the day's beginning, that a stored text names; raises ``ValueError`` for another text."""
	moment, _, fraction = text.partition(".")
	return datetime.fromisoformat(moment).replace(tzinfo=None, microsecond=_microseconds(fraction))


def _time(text: str) -> timedelta:
	sign = -1 if text.startswith("-") else 1
	clock, _, fraction = text.lstrip("-").partition(".")
	hours, minutes, seconds = (*map(int, clock.split(":")), 0)[:3]
	return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=_microseconds(fraction))


def _microseconds(fraction: str) -> int:
	return int(fraction[:6].ljust(6, "0")) if fraction else 0


for declared, convert in (
	("date", _date),
	("datetime", parse_datetime),
	("timestamp", parse_datetime),
	("time", _time),
):
	sqlite3.register_converter(declared, _or_text(convert))

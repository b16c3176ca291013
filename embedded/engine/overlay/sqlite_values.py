"""Values between Python and SQLite: binding, and dates as MariaDB's driver returns them."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# A literal or quoted name is taken whole, so that a %s inside it stays what it is.
TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|%\((\w+)\)s|%s|%%""")
WRITES = re.compile(
	r"\s*(?:/\*.*?\*/\s*)?(insert|update|delete|replace|create|drop|alter|savepoint|release)\b", re.I | re.S
)
FOR_UPDATE = re.compile(r"\s+for\s+update(\s+(nowait|skip\s+locked))?\s*$", re.I)
INSERT_IGNORE = re.compile(r"^\s*insert\s+ignore\s+into", re.I)


def is_write(query: str) -> bool:
	"""Return whether the statement needs the write lock: it writes, or it locks what it reads."""
	return bool(WRITES.match(query) or FOR_UPDATE.search(query))


def bind(query: str, values: Any) -> tuple[str, tuple]:
	"""Return the query with SQLite's placeholders, and the values for them in order.

	``%s`` takes from a sequence, ``%(name)s`` from a mapping; a list or set becomes as many placeholders as it has
	members, an empty one matches nothing. Without values the text is left alone, as MariaDB's driver does.
	"""
	query = INSERT_IGNORE.sub("INSERT OR IGNORE INTO", FOR_UPDATE.sub("", query))
	if values is None or (not values and not isinstance(values, Mapping)):
		return query, ()
	named = isinstance(values, Mapping)
	positional = iter(() if named else values)
	bound: list = []

	def placeholder(match: re.Match) -> str:
		token = match.group(0)
		if token == "%%":
			return "%"
		if token[0] in "'\"`":
			return token.replace("%%", "%")
		value = values[match.group(1)] if named else next(positional)
		if not isinstance(value, list | tuple | set | frozenset):
			bound.append(to_sqlite(value))
			return "?"
		bound.extend(to_sqlite(member) for member in value)
		marks = ",".join("?" * len(value)) or "NULL"
		inside = query[: match.start()].rstrip().endswith("(") and query[match.end() :].lstrip().startswith(")")
		return marks if inside else f"({marks})"

	return TOKEN.sub(placeholder, query), tuple(bound)


def to_sqlite(value: Any) -> Any:
	"""Return the value as SQLite stores it."""
	if value is None or type(value) in (str, int, float, bytes):
		return value
	if isinstance(value, bool | int):
		return int(value)
	if isinstance(value, datetime):
		return value.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
	if isinstance(value, date):
		return value.isoformat()
	if isinstance(value, timedelta):
		seconds = value.total_seconds()
		return f"{int(seconds // 3600):02d}:{int(seconds % 3600 // 60):02d}:{seconds % 60:09.6f}"
	if isinstance(value, time):
		return value.isoformat(timespec="microseconds")
	if isinstance(value, Decimal | float):
		return float(value)
	if isinstance(value, dict | list):
		return json.dumps(value, default=str)
	return str(value)


def _date(raw: bytes) -> date | None:
	text = raw.decode()
	return date.fromisoformat(text[:10]) if text else None


def _datetime(raw: bytes) -> datetime | None:
	text = raw.decode().replace("T", " ")
	if not text:
		return None
	moment, _, fraction = text[:26].partition(".")
	layout = "%Y-%m-%d %H:%M:%S" if ":" in moment else "%Y-%m-%d"
	return datetime.strptime(moment, layout).replace(microsecond=int(fraction.ljust(6, "0")) if fraction else 0)


def _time(raw: bytes) -> timedelta | None:
	text = raw.decode()
	if not text:
		return None
	hours, minutes, seconds = ([*text.split(":"), "0", "0"])[:3]
	return timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))


for declared, converter in (("date", _date), ("datetime", _datetime), ("timestamp", _datetime), ("time", _time)):
	sqlite3.register_converter(declared, converter)

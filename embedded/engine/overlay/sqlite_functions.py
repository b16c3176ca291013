"""The MariaDB functions that the framework's queries use or offer, for SQLite."""

from __future__ import annotations

import calendar
import re
import sqlite3
from collections.abc import Callable
from datetime import datetime
from decimal import ROUND_DOWN, Decimal

from .sqlite_values import clock_text, parse_datetime

# DATE_FORMAT's letters that strftime gives another meaning, or none
LETTERS: dict[str, Callable[[datetime], str]] = {
	"c": lambda moment: str(moment.month),
	"e": lambda moment: str(moment.day),
	"i": lambda moment: f"{moment.minute:02d}",
	"k": lambda moment: str(moment.hour),
	"M": lambda moment: calendar.month_name[moment.month],
	"s": lambda moment: f"{moment.second:02d}",
	"W": lambda moment: calendar.day_name[moment.weekday()],
}


def register(connection: sqlite3.Connection) -> None:
	"""Make the functions known to a connection."""
	for name, (count, function) in FUNCTIONS.items():
		connection.create_function(name, count, function)


def _moment(value: str | None) -> datetime | None:
	"""The date or moment in a stored text; None for what is neither, as MariaDB has it."""
	try:
		return parse_datetime(str(value)) if value else None
	except ValueError:
		return None


def _of_moment(function: Callable) -> Callable:
	def of_moment(value, *arguments):
		moment = _moment(value)
		return None if moment is None else function(moment, *arguments)

	return of_moment


def _concat(*parts) -> str | None:
	return None if None in parts else "".join(map(str, parts))


def _concat_ws(separator, *parts) -> str | None:
	return None if separator is None else str(separator).join(str(part) for part in parts if part is not None)


def _date_format(moment: datetime, layout: str) -> str:
	def part(match: re.Match) -> str:
		own = LETTERS.get(match[1])
		return own(moment) if own else moment.strftime(match[0])

	return re.sub(r"%(.)", part, layout)


def _hour(value) -> int | None:
	"""The hour of a moment, or of a duration, which may have more than a day's."""
	return None if value is None else int(str(value).rpartition(" ")[2].partition(":")[0])


def _locate(part, text) -> int | None:
	return None if None in (part, text) else str(text).lower().find(str(part).lower()) + 1


def _now() -> str:
	return datetime.now().isoformat(sep=" ", timespec="seconds")


def _regexp(pattern, text) -> bool | None:
	return None if None in (pattern, text) else re.search(str(pattern), str(text), re.I) is not None


def _time_difference(one, other) -> str | None:
	one, other = _moment(one), _moment(other)
	return None if None in (one, other) else clock_text(one - other)


def _timestamp(day, clock="00:00:00") -> str | None:
	if None in (day, clock):
		return None
	return str(day) if ":" in str(day) else f"{day} {clock}"


def _truncate(number, digits: int) -> float | None:
	if number is None:
		return None
	return float(Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_DOWN))


def _year_and_week(moment: datetime, mode: int = 0) -> int:
	"""YEARWEEK in mode 1, weeks of Monday to Sunday, the only one that the framework asks for."""
	year, week, _day = moment.isocalendar()
	return year * 100 + week


FUNCTIONS: dict[str, tuple[int, Callable]] = {
	"concat": (-1, _concat),
	"concat_ws": (-1, _concat_ws),
	"date_format": (2, _of_moment(_date_format)),
	"dayofyear": (1, _of_moment(lambda moment: moment.timetuple().tm_yday)),
	"hour": (1, _hour),
	"if": (3, lambda condition, yes, no: yes if condition else no),
	"locate": (2, _locate),
	"month": (1, _of_moment(lambda moment: moment.month)),
	"monthname": (1, _of_moment(lambda moment: calendar.month_name[moment.month])),
	"now": (0, _now),
	"quarter": (1, _of_moment(lambda moment: (moment.month + 2) // 3)),
	"regexp": (2, _regexp),
	"timediff": (2, _time_difference),
	"timestamp": (-1, _timestamp),
	"truncate": (2, _truncate),
	"unix_timestamp": (1, _of_moment(lambda moment: int(moment.timestamp()))),
	"yearweek": (-1, _of_moment(_year_and_week)),
}

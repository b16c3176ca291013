"""The MariaDB functions that the framework's and apps' queries use, for SQLite."""

from __future__ import annotations

import calendar
import hashlib
import random
import re
import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta

# strftime's letters for those of DATE_FORMAT that differ
DATE_FORMAT = {"%i": "%M", "%s": "%S", "%M": "%B", "%D": "%d", "%c": "%m", "%e": "%d", "%k": "%H", "%W": "%A"}


def register(connection: sqlite3.Connection) -> None:
	"""Make the functions known to a connection."""
	for name, (count, function) in FUNCTIONS.items():
		connection.create_function(name, count, function)
	connection.create_collation("UTF8MB4_UNICODE_CI", _case_insensitive)


def _case_insensitive(one: str, other: str) -> int:
	one, other = one.casefold(), other.casefold()
	return (one > other) - (one < other)


def _moment(value) -> datetime | None:
	if value in (None, ""):
		return None
	text = str(value).replace("T", " ")
	layout = "%Y-%m-%d %H:%M:%S" if ":" in text else "%Y-%m-%d"
	return datetime.strptime(text.partition(".")[0], layout)


def _of_moment(function: Callable) -> Callable:
	def of_moment(value, *arguments):
		moment = _moment(value)
		return None if moment is None else function(moment, *arguments)

	return of_moment


def _concat(*parts):
	return None if None in parts else "".join(map(_text, parts))


def _concat_ws(separator, *parts):
	return separator.join(_text(part) for part in parts if part is not None)


def _text(value) -> str:
	return str(value)


def _date_format(moment: datetime, layout: str) -> str:
	return moment.strftime(re.sub(r"%[a-zA-Z]", lambda m: DATE_FORMAT.get(m.group(0), m.group(0)), layout))


def _regexp(pattern, text) -> bool:
	return text is not None and pattern is not None and re.search(str(pattern), str(text), re.I) is not None


def _date_difference(one, other):
	one, other = _moment(one), _moment(other)
	return None if one is None or other is None else (one.date() - other.date()).days


def _last_day(moment: datetime) -> str:
	return date(moment.year, moment.month, calendar.monthrange(moment.year, moment.month)[1]).isoformat()


def _field(value, *candidates) -> int:
	return candidates.index(value) + 1 if value in candidates else 0


def _among(numbers: tuple, choose: Callable):
	return None if None in numbers else choose(numbers)


def _now() -> str:
	return datetime.now().isoformat(sep=" ", timespec="seconds")


FUNCTIONS: dict[str, tuple[int, Callable]] = {
	"concat": (-1, _concat),
	"concat_ws": (-1, _concat_ws),
	"char_length": (1, lambda text: None if text is None else len(str(text))),
	"curdate": (0, lambda: date.today().isoformat()),
	"date_add_days": (2, lambda day, days: (_moment(day) + timedelta(days=days)).date().isoformat()),
	"date_format": (2, _of_moment(_date_format)),
	"datediff": (2, _date_difference),
	"day": (1, _of_moment(lambda moment: moment.day)),
	"dayofmonth": (1, _of_moment(lambda moment: moment.day)),
	"dayofyear": (1, _of_moment(lambda moment: moment.timetuple().tm_yday)),
	"field": (-1, _field),
	"find_in_set": (2, lambda value, items: _field(value, *str(items or "").split(","))),
	"greatest": (-1, lambda *numbers: _among(numbers, max)),
	"hour": (1, _of_moment(lambda moment: moment.hour)),
	"last_day": (1, _of_moment(_last_day)),
	"least": (-1, lambda *numbers: _among(numbers, min)),
	"locate": (2, lambda part, text: 0 if None in (part, text) else str(text).lower().find(str(part).lower()) + 1),
	"md5": (1, lambda text: hashlib.md5(str(text).encode(), usedforsecurity=False).hexdigest()),
	"month": (1, _of_moment(lambda moment: moment.month)),
	"monthname": (1, _of_moment(lambda moment: calendar.month_name[moment.month])),
	"now": (0, _now),
	"quarter": (1, _of_moment(lambda moment: (moment.month + 2) // 3)),
	"rand": (0, random.random),
	"regexp": (2, _regexp),
	"regexp_replace": (3, lambda text, pattern, new: None if text is None else re.sub(pattern, new, str(text))),
	"timestamp": (-1, lambda *parts: " ".join(map(str, parts)) if None not in parts else None),
	"truncate": (2, lambda number, digits: None if number is None else int(number * 10**digits) / 10**digits),
	"unix_timestamp": (-1, lambda *moments: int((_moment(moments[0]) if moments else datetime.now()).timestamp())),
	"week": (-1, lambda day, *mode: None if day is None else _moment(day).isocalendar()[1]),
	"weekday": (1, _of_moment(lambda moment: moment.weekday())),
	"year": (1, _of_moment(lambda moment: moment.year)),
	"yearweek": (-1, lambda day, *mode: None if day is None else int("{}{:02d}".format(*_moment(day).isocalendar()))),
}

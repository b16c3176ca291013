"""What a figure is: of which days and which place, what it amounts to, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from frappe import _

from nongan_supervision.checklist.filters import Filter
from nongan_supervision.registry.amounts import plain

POPULATION_MISSING = "Population Missing"
NO_DATA = "No Data"
NOT_PERMITTED = "Not Permitted"
NOT_BY_VILLAGE = "Not by Village"
INDICATOR_ERROR = "Indicator Error"


@dataclass(frozen=True)
class Period:
	"""The days that are counted, both ends included, and the day as on which: that of the question, if it is known.

	What belongs to a year may be reported after its end: who counts by the day of a report looks at `known_on`.
	"""

	start: date
	end: date
	as_on: date | None = None

	@classmethod
	def of_year(cls, year: int, as_on: date) -> Period:
		"""The days of a year that have come by the day `as_on`, as they were known on it."""
		return cls(date(year, 1, 1), min(as_on, date(year, 12, 31)), as_on)

	@property
	def known_on(self) -> date:
		return self.as_on or self.end

	@property
	def year_end(self) -> date:
		"""The last day of the year, for what is done ahead of the day on which it is due."""
		return date(self.end.year, 12, 31)


@dataclass(frozen=True)
class Place:
	"""The town whose documents are counted, or one village of it."""

	town: str | None = None
	village: str | None = None

	@property
	def fields(self) -> dict[str, str]:
		"""What documents that have a town and a village name there."""
		named = {"town": self.town, "village": self.village}
		return {field: value for field, value in named.items() if value}

	def filters(self, doctype: str) -> tuple[Filter, ...]:
		"""The filters of the documents that stand there."""
		return tuple(Filter(doctype, field, "=", value) for field, value in self.fields.items())


@dataclass(frozen=True)
class Measurement:
	"""A figure, or the problem that there is instead of one.

	`doctype` and `filters` open the list of the documents behind the figure. `is_of_today`: what is counted has no
	date, or what it is a share of, so that an earlier day isn't known.
	"""

	value: float | None = None
	problem: str = ""
	explanation: str = ""
	doctype: str = ""
	filters: tuple[Filter, ...] = ()
	is_of_today: bool = False


class Missing(Exception):
	"""There is no figure: carries the problem and its explanation."""

	def __init__(self, problem: str, explanation: str) -> None:
		super().__init__(explanation)
		self.problem = problem

	@property
	def measurement(self) -> Measurement:
		"""What stands in the figure's place."""
		return Measurement(problem=self.problem, explanation=str(self))


def of_each(villages: Iterable[str], measure: Callable[[str], Measurement]) -> dict[str, Measurement]:
	"""Return what `measure` finds of each of the villages, or why there is nothing of it."""
	found = {}
	for village in villages:
		try:
			found[village] = measure(village)
		except Missing as missing:
			found[village] = missing.measurement
	return found


def share_of(
	part: float, whole: float, nothing: str, doctype: str, filters: Iterable[Filter], is_of_today: bool = False
) -> Measurement:
	"""A share in percent, and in words: how many of how many.

	:raises Missing: there is nothing that it could be a share of; it says `nothing`.
	"""
	if not whole:
		raise Missing(NO_DATA, nothing)
	said = _("{0} of {1}").format(plain(part), plain(whole))
	return Measurement(part / whole * 100, "", said, doctype, tuple(filters), is_of_today)


def not_by_village(doctype: str) -> Missing:
	"""Why there is no figure of a village: the documents of `doctype` have none."""
	return Missing(NOT_BY_VILLAGE, _("{0} has no village, so this figure is the whole town's.").format(_(doctype)))

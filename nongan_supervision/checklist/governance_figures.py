"""What a year's documents say of a key product in a town: for its governance summary.

Limited in the queries to what the session's user may see; what they may not see at all is left out (None).
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, flt, getdate

from nongan_supervision.monitoring.verdicts import PASS, QUICK_METHODS
from nongan_supervision.monitoring.withdrawal import WITHDRAWN
from nongan_supervision.permissions.partial import note_of_part
from nongan_supervision.permissions.scope import apply_scope

TEST = "Residue Test"
BAN = "Sale Ban"
CERTIFICATE = "Conformity Certificate"
COUNTED = (
	*("Producer", TEST, BAN, CERTIFICATE, "Technical Guidance", "Production Record"),
	*("Case Clue", "Enforcement Case"),
)
MONTHS = range(1, 13)


@dataclass(frozen=True)
class ProductYear:
	"""A product, a year and a town, and the day as on which they are asked for."""

	product: str
	year: int
	town: str
	today: datetime.date

	@property
	def first(self) -> datetime.date:
		return datetime.date(self.year, 1, 1)

	@property
	def last(self) -> datetime.date:
		"""The last day of the year that has come."""
		return min(datetime.date(self.year, 12, 31), self.today)

	@property
	def before(self) -> ProductYear:
		"""The year before, as far as this one has come: like is compared with like."""
		return replace(self, year=self.year - 1, today=_a_year_before(self.last))


@dataclass
class MonthFigures:
	"""A month's tests, those that did not pass, and the slips of certificates."""

	month: int
	tests: int = 0
	not_passed: int = 0
	slips: int = 0

	@classmethod
	def of_row(cls, row: Any) -> MonthFigures:
		return cls(row.month, row.tests, row.not_passed, row.slips)


@dataclass
class ProductFigures:
	"""A product's figures of a year; None for what who asks may not see."""

	producers: int = 0
	villages: int = 0
	amounts: dict[str, float] = field(default_factory=dict)
	"""Area or stock of the active producers today, by unit."""
	methods: Counter[str] = field(default_factory=Counter)
	stages: Counter[str] = field(default_factory=Counter)
	verdicts: Counter[str] = field(default_factory=Counter)
	substances: Counter[str] = field(default_factory=Counter)
	"""Tests that did not pass, by the substance that was found."""
	months: list[MonthFigures] = field(default_factory=list)
	bans: int = 0
	bans_lifted: int = 0
	bans_active: int = 0
	certificates: int = 0
	slips: int = 0
	guidance: int = 0
	uses: int = 0
	inputs: list[tuple[str, int]] = field(default_factory=list)
	"""The inputs most used, with the number of their uses."""
	clues: int | None = None
	cases: int | None = None
	decided: int | None = None
	note: str = ""
	"""Of which documents whoever asks sees a part alone."""

	@property
	def tests(self) -> int:
		return self.verdicts.total()

	@property
	def quick(self) -> int:
		return sum(self.methods[method] for method in QUICK_METHODS)

	@property
	def pass_rate(self) -> float | None:
		"""The tests that passed, in percent to one decimal; None where there are none."""
		return round(100 * self.verdicts[PASS] / self.tests, 1) if self.tests else None


def figures_of(asked: ProductYear) -> ProductFigures:
	"""Return a product's figures of a year: a fixed number of queries."""
	figures = ProductFigures(months=[MonthFigures(month) for month in MONTHS])
	_count_producers(asked, figures)
	_count_tests(asked, figures)
	_count_substances(asked, figures)
	_count_bans(asked, figures)
	_count_certificates(asked, figures)
	_count_inputs(asked, figures)
	figures.guidance = _count(asked, "Technical Guidance", "guided_on") or 0
	figures.clues = _count(asked, "Case Clue", "received_on")
	figures.cases = _count(asked, "Enforcement Case", "filed_on")
	figures.decided = _count(asked, "Enforcement Case", "decided_on")
	figures.note = note_of_part(COUNTED, asked.town)
	return figures


def _count_producers(asked: ProductYear, figures: ProductFigures) -> None:
	producer, row = frappe.qb.DocType("Producer"), frappe.qb.DocType("Producer Product")
	query = frappe.qb.from_(producer).select(producer.name, producer.village, row.area_or_stock, row.unit)
	query = query.join(row).on((row.parent == producer.name) & (row.parenttype == "Producer"))
	query = query.where((producer.status == "Active") & (producer.town == asked.town) & (row.product == asked.product))
	rows = apply_scope(query, "Producer").run(as_dict=True)
	figures.producers = len({one.name for one in rows})
	figures.villages = len({one.village for one in rows})
	for one in rows:
		if one.area_or_stock and one.unit:
			figures.amounts[one.unit] = figures.amounts.get(one.unit, 0) + flt(one.area_or_stock)


def _count_tests(asked: ProductYear, figures: ProductFigures) -> None:
	test = frappe.qb.DocType(TEST)
	kinds = (test.sampled_on, test.method, test.stage, test.verdict)
	query = frappe.qb.from_(test).select(*kinds, Count(test.name)).groupby(*kinds)
	for sampled_on, method, stage, verdict, count in apply_scope(_of_year(query, test, asked), TEST).run():
		figures.methods[method] += count
		figures.stages[stage] += count
		figures.verdicts[verdict] += count
		month = figures.months[getdate(sampled_on).month - 1]
		month.tests += count
		month.not_passed += count if verdict != PASS else 0


def _count_substances(asked: ProductYear, figures: ProductFigures) -> None:
	test, row = frappe.qb.DocType(TEST), frappe.qb.DocType("Residue Test Result")
	query = frappe.qb.from_(test).select(row.substance, Count(test.name).distinct()).groupby(row.substance)
	query = query.join(row).on((row.parent == test.name) & (row.parenttype == TEST) & (row.verdict != PASS))
	figures.substances = Counter(dict(apply_scope(_of_year(query, test, asked), TEST).run()))


def _of_year(query: Any, test: Any, asked: ProductYear) -> Any:
	query = query.where((test.docstatus == 1) & (test.product == asked.product) & (test.town == asked.town))
	return query.where(test.sampled_on[asked.first : asked.last])


def _count_bans(asked: ProductYear, figures: ProductFigures) -> None:
	ban = frappe.qb.DocType(BAN)
	query = frappe.qb.from_(ban).select(ban.banned_on, ban.lifted_on)
	query = query.where((ban.product == asked.product) & (ban.town == asked.town) & (ban.status != WITHDRAWN))
	query = query.where(ban.banned_on <= asked.last)
	for banned_on, lifted_on in apply_scope(query, BAN).run():
		lifted = getdate(lifted_on) if lifted_on else None
		is_active = not lifted or lifted > asked.last
		figures.bans += getdate(banned_on) >= asked.first
		figures.bans_active += is_active
		figures.bans_lifted += not is_active and lifted >= asked.first


def _count_certificates(asked: ProductYear, figures: ProductFigures) -> None:
	certificate = frappe.qb.DocType(CERTIFICATE)
	query = frappe.qb.from_(certificate).groupby(certificate.issued_on)
	query = query.select(certificate.issued_on, Count(certificate.name), Sum(certificate.certificate_count))
	query = query.where((certificate.docstatus == 1) & (certificate.product == asked.product))
	query = query.where((certificate.town == asked.town) & certificate.issued_on[asked.first : asked.last])
	for issued_on, count, slips in apply_scope(query, CERTIFICATE).run():
		figures.certificates += count
		figures.slips += cint(slips)
		figures.months[getdate(issued_on).month - 1].slips += cint(slips)


def _count_inputs(asked: ProductYear, figures: ProductFigures) -> None:
	record = frappe.qb.DocType("Production Record")
	query = frappe.qb.from_(record).select(record.input, Count(record.name)).groupby(record.input)
	query = query.where((record.product == asked.product) & (record.town == asked.town) & record.input.isnotnull())
	query = query.where((record.input != "") & record.recorded_on[asked.first : asked.last])
	uses = Counter(dict(apply_scope(query, "Production Record").run()))
	figures.uses = uses.total()
	figures.inputs = sorted(uses.items(), key=lambda one: (-one[1], one[0]))[:5]


def _count(asked: ProductYear, doctype: str, date_field: str) -> int | None:
	if not frappe.has_permission(doctype, "read"):
		return None
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Count(table.name))
	query = query.where((table.product == asked.product) & (table.town == asked.town))
	return apply_scope(query.where(table[date_field][asked.first : asked.last]), doctype).run()[0][0]


def _a_year_before(day: datetime.date) -> datetime.date:
	is_leap_day = (day.month, day.day) == (2, 29)
	return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)

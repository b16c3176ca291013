"""What is known of the producers' products of some villages, read for all of them at once: see `risk.py`."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count, Max
from frappe.utils import add_months, getdate

from nongan_supervision.monitoring.bans import banned_in
from nongan_supervision.monitoring.risk import Risk
from nongan_supervision.monitoring.verdicts import PASS

Key = tuple[str, str]
"""Producer and product."""


@dataclass(frozen=True)
class Candidate:
	"""A producer's product that may be sampled: its risk, and the substances to look for."""

	producer: str
	producer_name: str
	product: str
	substances: tuple[str, ...]
	risk: Risk


def candidates(villages: Sequence[str], year: int, month: int) -> dict[str, list[Candidate]]:
	"""Return what may be sampled in each village in a month, as known when the month begins: six queries in all."""
	if not villages:
		return {}
	first = datetime.date(year, month, 1)
	year_before = getdate(add_months(first, -12))
	grown = grown_by(villages)
	last_tested = _last_tested(villages, first)
	fails = fails_of(villages, year_before, first)
	banned = banned_in(villages)
	looked_for = _looked_for(villages, year_before, first)
	risk_substances = _risk_substances()
	found: dict[str, list[Candidate]] = defaultdict(list)
	for row in grown:
		key = (row.name, row.product)
		substances = risk_substances.get(row.product, ())
		untested = tuple(one for one in substances if one not in looked_for.get(key, ()))
		known = Risk(
			months_since_test=months_between(last_tested.get(key), first),
			fails=fails.get(key, 0),
			is_banned=key in banned,
			on_market=is_within(row.expected_market_date, first),
			untested=untested,
			credit_level=row.credit_level,
		)
		found[row.village].append(Candidate(row.name, row.producer_name, row.product, untested or substances, known))
	return found


def months_between(day: datetime.date | None, first: datetime.date) -> int | None:
	"""Return the whole months from a day to the first of a month; None for no day."""
	if not day:
		return None
	months = (first.year - day.year) * 12 + first.month - day.month
	return max(months - (day.day > first.day), 0)


def is_within(day: datetime.date | str | None, first: datetime.date) -> bool:
	"""Tell whether a day lies in the month that begins with another."""
	return bool(day) and getdate(day).replace(day=1) == first


def grown_by(villages: Sequence[str]) -> list[frappe._dict]:
	"""The products of the villages' active producers."""
	producer, row = frappe.qb.DocType("Producer"), frappe.qb.DocType("Producer Product")
	return (
		frappe.qb.from_(producer)
		.join(row)
		.on((row.parent == producer.name) & (row.parenttype == "Producer"))
		.select(
			producer.name,
			producer.producer_name,
			producer.village,
			producer.credit_level,
			row.product,
			row.expected_market_date,
		)
		.where(producer.village.isin(villages) & (producer.status == "Active"))
		.orderby(producer.village, producer.producer_name, row.product)
	).run(as_dict=True)


def _tests(villages: Sequence[str]):
	test = frappe.qb.DocType("Residue Test")
	return test, frappe.qb.from_(test).where(test.village.isin(villages) & (test.docstatus == 1))


def _last_tested(villages: Sequence[str], before: datetime.date) -> dict[Key, datetime.date]:
	test, query = _tests(villages)
	rows = (
		query.select(test.producer, test.product, Max(test.sampled_on))
		.where(test.sampled_on < before)
		.groupby(test.producer, test.product)
	).run()
	return {(producer, product): getdate(day) for producer, product, day in rows}


def fails_of(villages: Sequence[str], since: datetime.date, before: datetime.date) -> dict[Key, int]:
	"""Return how many tests of a producer's product have not passed, of those sampled in a span of days."""
	test, query = _tests(villages)
	rows = (
		query.select(test.producer, test.product, Count(test.name))
		.where((test.sampled_on >= since) & (test.sampled_on < before) & (test.verdict != PASS))
		.groupby(test.producer, test.product)
	).run()
	return {(producer, product): count for producer, product, count in rows}


def _looked_for(villages: Sequence[str], since: datetime.date, before: datetime.date) -> dict[Key, set[str]]:
	result = frappe.qb.DocType("Residue Test Result")
	test, query = _tests(villages)
	rows = (
		query.join(result)
		.on((result.parent == test.name) & (result.parenttype == "Residue Test"))
		.select(test.producer, test.product, result.substance)
		.where((test.sampled_on >= since) & (test.sampled_on < before))
		.distinct()
	).run()
	found: dict[Key, set[str]] = defaultdict(set)
	for producer, product, substance in rows:
		found[producer, product].add(substance)
	return found


def _risk_substances() -> dict[str, tuple[str, ...]]:
	rows = frappe.get_all(
		"Key Product Risk",
		filters={"parenttype": "Key Product"},
		fields=["parent", "substance"],
		order_by="parent, idx",
		as_list=True,
	)
	found: dict[str, list[str]] = defaultdict(list)
	for product, substance in rows:
		found[product].append(substance)
	return {product: tuple(substances) for product, substances in found.items()}

"""What is known of the producers of some villages, read for all of them at once: see `patrol_risk.py`."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import add_months, getdate

from nongan_supervision.inspections.patrol_risk import VisitRisk
from nongan_supervision.inspections.states import RECTIFYING, TASK
from nongan_supervision.monitoring.risk_facts import banned_of, fails_of, grown_by, is_within, months_between


@dataclass(frozen=True)
class Candidate:
	"""A producer that may be visited, the product to look at, and the risk."""

	producer: str
	producer_name: str
	product: str
	risk: VisitRisk


def candidates(villages: Sequence[str], year: int, month: int, today: datetime.date) -> dict[str, list[Candidate]]:
	"""Return whom one may visit in each village in a month, as known when the month begins: five queries in all."""
	if not villages:
		return {}
	first = datetime.date(year, month, 1)
	products: dict[str, list[frappe._dict]] = defaultdict(list)
	for row in grown_by(villages):
		products[row.name].append(row)
	fails: dict[str, int] = defaultdict(int)
	for (producer, _product), count in fails_of(villages, getdate(add_months(first, -12)), first).items():
		fails[producer] += count
	banned = banned_of(villages)
	visited = _last_visited(villages, first)
	overdue = _with_overdue_rectification(villages, today)
	found: dict[str, list[Candidate]] = defaultdict(list)
	for producer, rows in products.items():
		# the product that the visit is about: banned from sale, or soon to be sold, or the first on the list
		row = min(rows, key=lambda row: ((producer, row.product) not in banned, not _is_sold_in(row, first)))
		risk = VisitRisk(
			months_since_visit=months_between(visited.get(producer), first),
			fails=fails[producer],
			is_banned=(producer, row.product) in banned,
			is_overdue=producer in overdue,
			on_market=any(_is_sold_in(each, first) for each in rows),
			credit_level=row.credit_level,
		)
		found[row.village].append(Candidate(producer, row.producer_name, row.product, risk))
	return found


def _is_sold_in(row: frappe._dict, first: datetime.date) -> bool:
	return is_within(row.expected_market_date, first)


def _last_visited(villages: Sequence[str], before: datetime.date) -> dict[str, datetime.date]:
	task = frappe.qb.DocType(TASK)
	rows = (
		frappe.qb.from_(task)
		.select(task.producer, Max(task.started_at))
		.where(task.village.isin(villages) & task.producer.isnotnull() & (task.started_at < before))
		.groupby(task.producer)
	).run()
	return {producer: getdate(moment) for producer, moment in rows}


def _with_overdue_rectification(villages: Sequence[str], today: datetime.date) -> set[str]:
	filters = {"village": ["in", villages], "workflow_state": RECTIFYING, "rectification_due_on": ["<", today]}
	return set(frappe.get_all(TASK, filters, pluck="producer"))

"""Sampling plans: which tests a village should make in a month, proposed by risk, and how far it has come."""

from __future__ import annotations

import calendar
import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Count
from frappe.utils import cint, getdate

from nongan_supervision.monitoring import errors, risk
from nongan_supervision.monitoring.risk_facts import Candidate, candidates
from nongan_supervision.permissions.scope import visible_villages
from nongan_supervision.registry.context import Context

Tested = tuple[str | None, str | None]
"""Producer and product of a test."""

DRAFT = "Draft"
TESTS_PER_VILLAGE = 8
"""Unless the settings say otherwise: 1,800 quick tests a year (clause A4a) in 18 villages are eight or nine a month."""


@dataclass
class Proposal:
	"""What was proposed: the plans that are new, those that were there already, and villages without anything due."""

	created: list[str] = field(default_factory=list)
	existing: list[str] = field(default_factory=list)
	nothing_due: list[str] = field(default_factory=list)


def apply_rules(plan: Document, context: Context) -> None:
	"""Complete a plan and refuse it if a rule is broken.

	:raises SamplingPlanError: one of :mod:`nongan_supervision.monitoring.errors`.
	"""
	plan.town = context.town_of(plan.village)
	check_month(plan)
	check_items(plan)
	count_done(plan)
	plan.planned_count = sum(cint(row.planned) for row in plan.get("items") or ())


def check_month(plan: Document) -> None:
	"""Refuse a month that there is none of."""
	if not is_month(cint(plan.year), cint(plan.month)):
		frappe.throw(
			_("{0}-{1} is no month. Enter a year such as 2022 and a month from 1 to 12.").format(
				cint(plan.year), cint(plan.month)
			),
			errors.InvalidMonthError,
		)


def check_items(plan: Document) -> None:
	"""Refuse a producer's product that is listed twice: its tests would be counted twice."""
	seen = set()
	for row in plan.get("items") or ():
		key = (row.producer or None, row.product)
		if key in seen:
			frappe.throw(
				_("Row {0}: {1} of this producer is listed already. Plan its tests in one row.").format(
					row.idx, row.product
				),
				errors.DuplicatePlanItemError,
			)
		seen.add(key)


def propose(village: str | None, year: int, month: int, *, again: bool = False) -> Proposal:
	"""Draft the plans of a month: for one village, or for all that the session's user may plan for.

	A plan that is there already stays as it is.

	:param again: make the proposals of drafts anew, whatever was entered in them.
	:raises ClosedPlanError: with ``again``, where the only plan asked for is confirmed or closed.
	"""
	check_month(frappe._dict(year=year, month=month))
	frappe.has_permission("Sampling Plan", "create", throw=True)
	villages = visible_villages()
	if village:
		frappe.has_permission("Village", "read", doc=village, throw=True)
		villages = [village]
	return draft_plans(villages, year, month, again=again)


def draft_plans(villages: Sequence[str], year: int, month: int, *, again: bool = False) -> Proposal:
	"""Draft the plans of a month for some villages, with a fixed number of look-ups for all of them."""
	proposal = Proposal()
	existing = dict(
		frappe.get_all(
			"Sampling Plan",
			filters={"year": year, "month": month, "village": ["in", villages]},
			fields=["village", "name"],
			as_list=True,
		)
	)
	due = candidates([one for one in villages if again or one not in existing], year, month)
	for village in villages:
		items = plan_items(due.get(village, ()))
		if village in existing:
			_propose_again(existing[village], items) if again else None
			proposal.existing.append(existing[village])
		elif items:
			plan = {"doctype": "Sampling Plan", "village": village, "year": year, "month": month, "items": items}
			proposal.created.append(frappe.get_doc(plan).insert().name)
		else:
			proposal.nothing_due.append(village)
	return proposal


def plan_items(due: Sequence[Candidate]) -> list[dict]:
	"""Return the rows of a village's plan: the most urgent of its producers' products, as many as its tests reach."""
	tests = cint(frappe.db.get_single_value("Nongan Supervision Settings", "sampling_plan_tests"))
	ranked = sorted(due, key=lambda one: (-risk.score(one.risk), one.producer_name, one.product))
	shares = risk.share_out([risk.score(one.risk) for one in ranked], tests or TESTS_PER_VILLAGE)
	return [
		{
			"product": one.product,
			"producer": one.producer,
			"substances": "、".join(one.substances),
			"planned": planned,
			"score": risk.score(one.risk),
			"reason": reason_of(one.risk),
		}
		for one, planned in zip(ranked, shares, strict=True)
		if planned
	]


def reason_of(known: risk.Risk) -> str:
	"""Say in a few words why a producer's product should be tested, the weightiest reason first."""
	reasons = [
		_("banned from sale, retest due") if known.is_banned else None,
		_("{0} failed in 12 months").format(known.fails) if known.fails else None,
		_("expected on the market") if known.on_market else None,
		_("credit level {0}").format(known.credit_level) if known.credit_level in risk.CREDIT else None,
		_("never tested") if known.months_since_test is None else None,
		_("last test {0} months ago").format(known.months_since_test) if known.months_since_test else None,
		_("not tested for {0}").format("、".join(known.untested)) if known.untested else None,
	]
	return "；".join(filter(None, reasons))[:140]


def count_done(plan: Document) -> None:
	"""Count the tests made in a plan's village and month, by its rows; a row without producer counts what is left."""
	made = tests_made([plan.village], cint(plan.year), cint(plan.month))
	rows = list(plan.get("items") or ())
	for row, done in zip(rows, share_tests(rows, made[plan.village]), strict=True):
		row.done = done
	plan.done_count = sum(row.done for row in rows)


def share_tests(rows: Sequence, made: Counter[Tested]) -> list[int]:
	"""Return how many of a village's tests count for each row of its plan: each test once."""
	left, done = Counter(made), {}
	for row in sorted(rows, key=lambda row: not row.producer):
		matching = [key for key in left if key[1] == row.product and (not row.producer or key[0] == row.producer)]
		done[id(row)] = sum(left.pop(key) for key in matching)
	return [done[id(row)] for row in rows]


def tests_made(villages: Sequence[str], year: int, month: int) -> dict[str, Counter[Tested]]:
	"""Return how many tests each of some villages has made in a month, by producer and product: one query."""
	test = frappe.qb.DocType("Residue Test")
	first, last = month_of(year, month)
	rows = (
		frappe.qb.from_(test)
		.select(test.village, test.producer, test.product, Count(test.name))
		.where(test.village.isin(villages) & (test.docstatus == 1) & test.sampled_on[first:last])
		.groupby(test.village, test.producer, test.product)
	).run()
	made: dict[str, Counter[Tested]] = defaultdict(Counter)
	for village, producer, product, count in rows:
		made[village][producer, product] = count
	return made


def count_test(test: Document) -> None:
	"""Bring the plan of a test's village and month up to date, if there is one: one look-up by name."""
	day = getdate(test.sampled_on)
	refresh(day.year, day.month, name=f"{test.village}-{day.year}-{day.month}")


def refresh(year: int, month: int, **narrowed: str) -> None:
	"""Store how far the plans of a month have come: three look-ups for all of them, and what has changed is written.

	Nothing but the figures is written, and only to rows that are there: what an office enters meanwhile stays.
	"""
	filters = {"year": year, "month": month, **narrowed}
	plans = frappe.get_all("Sampling Plan", filters, ["name", "village", "done_count"])
	if not plans:
		return
	made = tests_made([plan.village for plan in plans], year, month)
	items = _items_of([plan.name for plan in plans])
	for plan in plans:
		rows = items[plan.name]
		done = share_tests(rows, made[plan.village])
		for row, count in zip(rows, done, strict=True):
			_write_if_changed("Sampling Plan Item", row, "done", count)
		_write_if_changed("Sampling Plan", plan, "done_count", sum(done))


def refresh_current() -> None:
	"""Daily: count what registers have brought in bulk for this month's plans and the last one's."""
	today = getdate()
	month_before = today.replace(day=1) - datetime.timedelta(days=1)
	for day in (month_before, today):
		refresh(day.year, day.month)


def draft_this_month() -> None:
	"""Monthly: draft the plans of all villages; those that are there already stay as they are."""
	today = getdate()
	draft_plans(frappe.get_all("Village", pluck="name", order_by="name"), today.year, today.month)


def is_month(year: int, month: int) -> bool:
	"""Tell whether there is such a month in the years that a plan may be of."""
	return 2000 <= year <= 2200 and 1 <= month <= 12


def month_of(year: int, month: int) -> tuple[datetime.date, datetime.date]:
	"""Return the first and the last day of a month."""
	return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def _items_of(plans: Sequence[str]) -> dict[str, list[frappe._dict]]:
	rows = frappe.get_all(
		"Sampling Plan Item",
		filters={"parent": ["in", plans], "parenttype": "Sampling Plan"},
		fields=["name", "parent", "producer", "product", "done"],
		order_by="parent, idx",
	)
	items: dict[str, list[frappe._dict]] = defaultdict(list)
	for row in rows:
		items[row.parent].append(row)
	return items


def _write_if_changed(doctype: str, row: frappe._dict, fieldname: str, value: int) -> None:
	if cint(row[fieldname]) != value:
		frappe.db.set_value(doctype, row.name, fieldname, value, update_modified=False)


def _propose_again(name: str, items: list[dict]) -> None:
	plan = frappe.get_doc("Sampling Plan", name)
	if plan.status != DRAFT:
		frappe.throw(
			_("{0} is {1} already. Set it back to Draft to have it proposed anew.").format(
				plan.name, _(plan.status, context="Sampling Plan")
			),
			errors.ClosedPlanError,
		)
	plan.check_permission("write")
	plan.set("items", items)
	plan.save()

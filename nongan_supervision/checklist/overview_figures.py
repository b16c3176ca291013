"""What the page on a town counts itself: cases by state, a campaign's progress, quick tests month by month."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from nongan_supervision.cases.clues import CLUE, OPEN
from nongan_supervision.cases.states import CASE, CLOSED, REFERRAL, UNSETTLED
from nongan_supervision.checklist import pace
from nongan_supervision.checklist.filters import Filter, criterion_of
from nongan_supervision.checklist.quick_tests import TEST, Target
from nongan_supervision.checklist.village_facts import Asked
from nongan_supervision.inspections.feedback import is_feedback_overdue
from nongan_supervision.inspections.progress import Totals, progress_of
from nongan_supervision.inspections.seasons import CAMPAIGN, DRAFT
from nongan_supervision.monitoring.verdicts import FAIL
from nongan_supervision.permissions.scope import apply_scope

Part = dict[str, Any]
Condition = list[Any]


def cases(town: str, year: int, today: datetime.date) -> list[Part]:
	"""Return the open clues, and the cases and referrals by state: those that are under way, and those of the year.

	Each with the filters of the list behind it.
	"""
	in_year = ["between", [f"{year}-01-01", f"{year}-12-31"]]
	rows = [
		_counted(CLUE, _("Open Clues"), [["town", "=", town], ["status", "=", OPEN]]),
		_counted(
			CLUE,
			_("Overdue Clues"),
			[["town", "=", town], ["status", "=", OPEN], ["check_due_on", "<", str(today)]],
			warns=True,
		),
		*_by_state(CASE, town),
		_counted(
			CASE,
			_("Closed This Year"),
			[["town", "=", town], ["workflow_state", "=", CLOSED], ["closed_on", *in_year]],
		),
		*_by_state(REFERRAL, town),
	]
	return [row for row in rows if row["count"]]


def campaign(town: str, year: int, today: datetime.date) -> Part | None:
	"""Return how far the season's supervision has come; None where none of the year has begun.

	The season is that of the latest campaign that has started, or else of the first one that is to come.
	"""
	found = frappe.get_list(
		CAMPAIGN,
		{"town": town, "year": year, "status": ["!=", DRAFT]},
		["name", "title", "season", "status", "starts_on", "ends_on", "feedback_due_on", "feedback_submitted_on"],
		order_by="starts_on desc",
		limit_page_length=0,
	)
	begun = [one for one in found if one.starts_on and getdate(one.starts_on) <= today]
	chosen = next(iter(begun or found[-1:]), None)
	if not chosen:
		return None
	rows = progress_of(chosen.name)
	totals = Totals.of(rows)
	return {
		"name": chosen.name,
		"title": chosen.title,
		"starts_on": chosen.starts_on,
		"ends_on": chosen.ends_on,
		"villages": totals.villages,
		"inspected": totals.inspected,
		"problems": totals.problems,
		"open_problems": totals.open_problems,
		"overdue": sum(row.is_overdue(today) for row in rows),
		"feedback_due_on": chosen.feedback_due_on,
		"feedback_submitted_on": chosen.feedback_submitted_on,
		"feedback_overdue": is_feedback_overdue(chosen, today),
	}


def quick_tests(asked: Asked, target: Target | None) -> Part:
	"""Return the quick tests of each month, and how many a steady pace asks of it; None where there is no target."""
	months = [0] * 12
	if asked.towns and target:
		day_of = frappe.qb.DocType(TEST)[target.counted.dated_by]
		for day, count in target.counted.query(day_of, asked, asked.villages).select(Count("*")).groupby(day_of).run():
			months[getdate(day).month - 1] += count
	goal = target.goal if target else None
	return {
		"months": months,
		"paces": [round(pace_of, 1) for pace_of in _monthly_paces(goal, asked.year)] if goal else None,
		"total": sum(months),
		"target": goal.target if goal else None,
		"expected": round(pace.expected_by(goal, asked.as_on) or 0) if goal else None,
	}


def unpublished(asked: Asked) -> int:
	"""Return how many failing tests of the year are not published yet."""
	if not asked.towns:
		return 0
	test = frappe.qb.DocType(TEST)
	query = frappe.qb.from_(test).select(Count(test.name)).where(test.village.isin(asked.villages))
	query = query.where((test.docstatus == 1) & (test.verdict == FAIL) & (test.published == 0))
	return apply_scope(query.where(test.sampled_on[asked.first : asked.last]), TEST).run()[0][0]


def _monthly_paces(goal: pace.Goal, year: int) -> Iterable[float]:
	shares = [0.0]
	for month in range(1, 13):
		last = datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
		shares.append(pace.elapsed_share(goal, last))
	return (goal.target * (later - earlier) for earlier, later in pairwise(shares))


def _by_state(doctype: str, town: str) -> list[Part]:
	"""A row for each state that is not the end, in the order in which they follow each other."""
	table = frappe.qb.DocType(doctype)
	running = UNSETTLED[doctype]
	query = frappe.qb.from_(table).select(table.workflow_state, Count(table.name)).groupby(table.workflow_state)
	query = query.where((table.town == town) & table.workflow_state.isin(running))
	counts = dict(apply_scope(query, doctype).run())
	rows = []
	for state in running:
		conditions = [["town", "=", town], ["workflow_state", "=", state]]
		rows.append(_row(doctype, _(state, context=doctype), conditions, counts.get(state, 0)))
	return rows


def _counted(doctype: str, label: str, conditions: list[Condition], warns: bool = False) -> Part:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Count(table.name))
	for condition in conditions:
		query = query.where(criterion_of(Filter(doctype, *condition), doctype))
	return _row(doctype, label, conditions, apply_scope(query, doctype).run()[0][0], warns)


def _row(doctype: str, label: str, conditions: list[Condition], count: int, warns: bool = False) -> Part:
	return {
		"doctype": doctype,
		"kind": _(doctype),
		"label": label,
		"count": count,
		"warns": warns,
		"filters": [[doctype, *condition] for condition in conditions],
	}

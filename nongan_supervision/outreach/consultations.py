"""What a risk consultation looks at: the findings of its period, drafted from the data for people to finish.

Source: the plan of 2022, part 5 (通报研判，研判会商风险隐患) and A4 (完善风险会商机制).
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Sum
from frappe.utils import add_months, get_first_day, get_last_day, getdate

from nongan_supervision.checklist.measurement import Place
from nongan_supervision.inspections.states import TASK
from nongan_supervision.papers import circular
from nongan_supervision.permissions.partial import note_of_part
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

PERIOD = ("held_on", "period_from", "period_to")
"""The days of a meeting that say which findings it looks at; beside its town."""

PROBLEMS_AT_MOST = 10
"""How many products and villages are named; the reports have them all."""


@dataclass(frozen=True)
class Draft:
	"""A drafted text, and the period that it is of."""

	period_from: datetime.date
	period_to: datetime.date
	findings: str


def draft(meeting: Document, context: Context) -> Draft:
	"""Draft the findings of a consultation's period: last month, unless it names one; of its town, or else one's own.

	Every figure is limited to what the session's user may see.
	"""
	last_month = add_months(getdate(meeting.held_on) or context.today, -1)
	first = getdate(meeting.period_from) if meeting.period_from else get_first_day(last_month)
	last = getdate(meeting.period_to) if meeting.period_to else get_last_day(first)
	month = circular.Month(first, context.today, Place(meeting.town or own_town()), until=last)
	rows = circular.sections(month)
	lines = [
		_("Findings from {0} to {1}").format(first, last),
		*_figures(rows),
		*_failing(rows),
		*_inspections(month),
		*_unsettled(rows),
		*_note(month.place.town),
	]
	return Draft(first, last, "\n".join(lines))


def _note(town: str | None) -> Iterator[str]:
	"""What the meeting must know of the draft: whose sight it is of, which may be less than theirs."""
	if said := note_of_part((*circular.COUNTED, TASK), town):
		yield _("Note: {0}", context="Print").format(said)


def _figures(rows: list[circular.Row]) -> Iterator[str]:
	figures = [f"{row['subject']} {row['finding']}" for row in rows if row["section"] == circular.FIGURES]
	yield _("1. Figures: {0}.").format("；".join(figures))


def _failing(rows: list[circular.Row]) -> Iterator[str]:
	failing = [row for row in rows if row["section"] == circular.FAILING]
	if not failing:
		yield _("2. Failing tests: none.")
		return
	yield _("2. Failing tests, by product:")
	for product, count in Counter(row["product"] for row in failing).most_common(PROBLEMS_AT_MOST):
		found = dict.fromkeys(row["finding"].partition("：")[2] for row in failing if row["product"] == product)
		villages = dict.fromkeys(row["village"] for row in failing if row["product"] == product and row["village"])
		yield _("{0}: {1} tests ({2}); {3}").format(product, count, "、".join(filter(None, found)), "、".join(villages))


def _inspections(month: circular.Month) -> Iterator[str]:
	if not frappe.has_permission(TASK, "read"):
		return
	task = frappe.qb.DocType(TASK)
	query = (
		frappe.qb.from_(task)
		.select(task.village, Sum(task.problems_found).as_("problems"))
		.where((task.problems_found > 0) & circular.in_month(month, task, "planned_on"))
		.groupby(task.village)
	)
	found = sorted(apply_scope(query, TASK).run(), key=lambda row: (-row[1], row[0]))[:PROBLEMS_AT_MOST]
	if found:
		yield _("3. Problems that inspections found: {0}.").format(
			"、".join(f"{village} {int(problems)}" for village, problems in found)
		)
	else:
		yield _("3. Problems that inspections found: none.")


def _unsettled(rows: list[circular.Row]) -> Iterator[str]:
	unsettled = [row for row in rows if row["section"] == circular.FAILING and row["still_to_do"]]
	if unsettled:
		yield _("4. Still to be done:")
	for row in unsettled[:PROBLEMS_AT_MOST]:
		yield f"{row['village'] or ''} {row['subject']} {row['product']}：{row['still_to_do']}"

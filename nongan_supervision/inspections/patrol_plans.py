"""Patrol plans: whom to visit in a month, by risk, spread over villages and working days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.cases import clues, deadlines
from nongan_supervision.inspections import errors
from nongan_supervision.inspections.patrol_facts import Candidate, candidates
from nongan_supervision.inspections.patrol_risk import CREDIT, WORTH_A_VISIT, VisitRisk, score, spread
from nongan_supervision.inspections.states import CLOSED as TASK_CLOSED
from nongan_supervision.inspections.states import RECTIFYING, SETTLED, SUBMITTED, TASK
from nongan_supervision.monitoring.sampling_plan import check_month, month_of
from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.permissions.viewer import departments_of
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows import errors as step_errors

PLAN = "Patrol Plan"

DRAFT = "Draft"
ASSIGNED = "Assigned"
CLOSED = "Closed"

DONE = (SUBMITTED, RECTIFYING, TASK_CLOSED)
"""States of a task whose visit has taken place."""

FIXED = ("village", "producer", "product", "planned_on", "department", "task")
"""What a row keeps once its task is made."""


@dataclass
class Proposal:
	"""What was proposed: plans that are new, drafts that were made anew, and plans that stay as they are."""

	created: list[str] = field(default_factory=list)
	renewed: list[str] = field(default_factory=list)
	existing: list[str] = field(default_factory=list)


def apply_rules(plan: Document, context: Context) -> None:
	"""Complete a plan and refuse it if a rule is broken.

	:raises InspectionError: one of :mod:`nongan_supervision.inspections.errors`.
	"""
	check_month(plan)
	keep_what_is_assigned(plan)
	check_items(plan, context)
	count_done(plan)


def keep_what_is_assigned(plan: Document) -> None:
	"""Leave rows whose task is made as they are; only `create_tasks` puts a task into a row.

	:raises LockedFieldError: such a row is taken out.
	"""
	stored = plan.get_doc_before_save()
	before = {row.name: row for row in (stored.get("items") if stored else ())}
	for row in plan.get("items") or ():
		known = before.pop(row.name, None)
		if known and known.task:
			row.update({name: known.get(name) for name in FIXED})
		elif not plan.flags.creating_tasks:
			row.task = None
	if gone := [row.task for row in before.values() if row.task]:
		frappe.throw(
			_("A row is gone of which {0} is made. Call the task off, and leave the row.").format("、".join(gone)),
			step_errors.LockedFieldError,
		)


def check_items(plan: Document, context: Context) -> None:
	"""Refuse a row outside the plan's month or town, of a producer elsewhere, or that stands there twice.

	:raises TaskDateError:
	:raises PlaceMismatchError:
	:raises RepeatedItemError:
	"""
	first, last = month_of(cint(plan.year), cint(plan.month))
	rows = plan.get("items") or []
	context.look_up_producers({row.producer for row in rows if row.producer})
	seen = set()
	for row in rows:
		if not first <= getdate(row.planned_on) <= last:
			frappe.throw(
				_("Row {0}: {1} is not in the plan's month.").format(row.idx, row.planned_on), errors.TaskDateError
			)
		producer = context.producer(row.producer)
		if context.town_of(row.village) != plan.town or (producer and producer.village != row.village):
			frappe.throw(
				_("Row {0}: {1} is not in {2}.").format(
					row.idx,
					producer.producer_name if producer else row.village,
					row.village if producer else plan.town,
				),
				errors.PlaceMismatchError,
			)
		key = (row.village, row.producer or None, getdate(row.planned_on))
		if key in seen:
			frappe.throw(
				_("Row {0}: this patrol is planned for the day already.").format(row.idx), errors.RepeatedItemError
			)
		seen.add(key)


def count_done(plan: Document) -> None:
	"""Count a plan's patrols and those that have taken place, and say how far it is."""
	rows = plan.get("items") or []
	tasks = [row.task for row in rows if row.task]
	states = frappe.get_all(TASK, {"name": ["in", tasks]}, pluck="workflow_state") if tasks else []
	plan.planned_count = len(rows)
	plan.done_count = sum(state in DONE for state in states)
	plan.status = DRAFT
	if tasks and len(tasks) == len(rows):
		plan.status = CLOSED if all(state in SETTLED for state in states) else ASSIGNED


def follow_task(task: Document) -> None:
	"""Bring the plan of a task up to date when the task has moved on."""
	stored = task.get_doc_before_save()
	if not task.patrol_plan or not stored or stored.workflow_state == task.workflow_state:
		return
	plan = frappe.get_doc(PLAN, task.patrol_plan)
	count_done(plan)
	plan.db_set({"done_count": plan.done_count, "status": plan.status}, update_modified=False)


# Proposals
# ---------


def propose(town: str, year: int, month: int, *, again: bool = False) -> Proposal:
	"""Draft a town's patrols of a month by risk; a plan that is there stays as it is.

	:param again: make a draft's rows without tasks anew, whatever was entered in them.
	"""
	check_month(frappe._dict(year=year, month=month))
	frappe.has_permission(PLAN, "create", throw=True)
	frappe.has_permission("Town", "read", doc=town, throw=True)
	proposal = Proposal()
	name = frappe.db.get_value(PLAN, {"town": town, "year": year, "month": month})
	if name and not again:
		proposal.existing.append(name)
		return proposal
	items = plan_items(town, year, month, getdate())
	if not name:
		plan = frappe.get_doc({"doctype": PLAN, "town": town, "year": year, "month": month, "items": items})
		proposal.created.append(plan.insert().name)
		return proposal
	plan = frappe.get_doc(PLAN, name)
	plan.check_permission("write")
	kept = [row for row in plan.get("items") if row.task]
	visited = {row.producer or row.village for row in kept}
	plan.set("items", kept)
	for item in items:
		if (item["producer"] or item["village"]) not in visited:
			plan.append("items", item)
	plan.save()
	proposal.renewed.append(name)
	return proposal


def draft_this_month() -> None:
	"""Monthly: draft the patrols of every town that has villages; plans that are there stay as they are."""
	today = getdate()
	for town in sorted(set(frappe.get_all("Village", pluck="town"))):
		propose(town, today.year, today.month)


def plan_items(town: str, year: int, month: int, today: datetime.date) -> list[dict]:
	"""Return the rows of a plan: in each village the most urgent producers, spread over the working days left.

	A village where nobody is due has one patrol all the same: a round of the village.
	"""
	villages = frappe.get_all("Village", {"town": town}, pluck="name", order_by="name")
	visits = cint(deadlines.setting("patrols_per_village"))
	found = candidates(villages, year, month, today)
	chosen = {village: _most_urgent(found.get(village, ()), visits) for village in villages} if visits else {}
	order = sorted(chosen, key=lambda village: -_urgency(chosen[village][0]))
	days = spread([len(chosen[village]) for village in order], working_days(year, month, today))
	of_village = next(iter(departments_of(VILLAGE)), None)
	items = [
		_item(village, one, day, of_village)
		for village, its_days in zip(order, days, strict=True)
		for one, day in zip(chosen[village], its_days, strict=True)
	]
	return sorted(items, key=lambda item: (item["planned_on"], item["village"]))


def working_days(year: int, month: int, today: datetime.date) -> list[datetime.date]:
	"""Return the working days of a month from today on; all of them if the month, or its last one, is over."""
	first, last = month_of(year, month)
	holidays = deadlines.legal_holidays(first)
	every = [first + datetime.timedelta(days=number) for number in range((last - first).days + 1)]
	days = [day for day in every if deadlines.is_working_day(day, holidays)] or every
	return [day for day in days if day >= today] or days


def reason_of(known: VisitRisk | None) -> str:
	"""Say in a few words why a producer should be visited, the weightiest reason first."""
	if known is None:
		return _("nobody is due: a round of the village")
	reasons = [
		_("banned from sale") if known.is_banned else None,
		_("rectification overdue") if known.is_overdue else None,
		_("{0} failed in 12 months").format(known.fails) if known.fails else None,
		_("expected on the market") if known.on_market else None,
		_("credit level {0}").format(known.credit_level) if known.credit_level in CREDIT else None,
		_("never visited") if known.months_since_visit is None else None,
		_("last visit {0} months ago").format(known.months_since_visit) if known.months_since_visit else None,
	]
	return "；".join(filter(None, reasons))[:140]


def _most_urgent(found: Sequence[Candidate], visits: int) -> list[Candidate | None]:
	ranked = sorted(found, key=lambda one: (-score(one.risk), one.producer_name))
	return [one for one in ranked if score(one.risk) >= WORTH_A_VISIT][:visits] or [None]


def _urgency(one: Candidate | None) -> int:
	return score(one.risk) if one else 0


def _item(village: str, one: Candidate | None, day: datetime.date, of_village: str | None) -> dict:
	department = of_village
	if one and one.risk.is_grave:
		department = clues.responsible_department(frappe.get_cached_value("Key Product", one.product, "sector"))
	return {
		"village": village,
		"producer": one.producer if one else None,
		"product": one.product if one else None,
		"planned_on": day,
		"department": department,
		"reason": reason_of(one.risk if one else None),
		"score": _urgency(one),
	}


# Tasks
# -----


def create_tasks(name: str) -> list[str]:
	"""Make the tasks of a plan's rows that have none yet, and return their names; called again, it makes no more.

	:raises InspectionError: a row can't become a task; then none is made.
	"""
	plan = frappe.get_doc(PLAN, name, for_update=True)
	plan.check_permission("write")
	officers = _village_officers([row.village for row in plan.get("items")])
	created = []
	for row in plan.get("items"):
		if row.task:
			continue
		row.task = _task_of(plan, row, officers).insert().name
		created.append(row.task)
	if created:
		plan.flags.creating_tasks = True
		plan.save()
	return created


def _task_of(plan: Document, row: Document, officers: Mapping[str, str]) -> Document:
	is_village_s = row.department in departments_of(VILLAGE)
	return frappe.get_doc(
		{
			"doctype": TASK,
			"task_type": "Routine Patrol",
			"village": row.village,
			"producer": row.producer,
			"product": row.product,
			"planned_on": row.planned_on,
			"department": row.department,
			"assigned_to": officers.get(row.village) if is_village_s else None,
			"patrol_plan": plan.name,
			"reason": row.reason,
		}
	)


def _village_officers(villages: Sequence[str]) -> dict[str, str]:
	"""Return the user of the grid officer of each village, where it is one alone and may carry out its patrols."""
	rows = frappe.get_all(
		"Village Grid Officer",
		{"parent": ["in", villages], "parenttype": "Village", "grid_level": "Village", "user": ["is", "set"]},
		["parent", "user"],
	)
	found: dict[str, set[str]] = {}
	for row in rows:
		if VILLAGE in frappe.get_roles(row.user) and frappe.db.get_value("User", row.user, "enabled"):
			found.setdefault(row.parent, set()).add(row.user)
	return {village: users.pop() for village, users in found.items() if len(users) == 1}

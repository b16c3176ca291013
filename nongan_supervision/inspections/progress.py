"""How far a campaign has come: each group's villages with their tasks, what was found there and what is put right.

Limited in the queries to the tasks that the session's user may see; a village whose task is hidden has none here.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from nongan_supervision.inspections.groups import groups_of
from nongan_supervision.inspections.states import CALLED_OFF, CLOSED, SETTLED, TASK
from nongan_supervision.inspections.steps import CONFORMS, DOES_NOT_CONFORM
from nongan_supervision.permissions.scope import apply_scope

ITEM = "Inspection Item"

FIELDS = (
	"name",
	"campaign",
	"supervision_group",
	"village",
	"workflow_state",
	"planned_on",
	"due_on",
	"started_at",
	"finished_at",
)


@dataclass(frozen=True)
class VillageProgress:
	"""A village of a group, its task if there is one to be seen, and the task's figures."""

	group_no: int
	group: str
	village: str
	task: frappe._dict
	items_checked: int = 0
	problems: int = 0

	@property
	def state(self) -> str | None:
		return self.task.workflow_state

	@property
	def inspected_on(self) -> datetime.date | None:
		"""The day on which the inspection was finished."""
		return getdate(self.task.finished_at) if self.task.finished_at else None

	@property
	def is_done(self) -> bool:
		return self.state == CLOSED

	@property
	def rectified(self) -> int:
		"""How many of the problems are put right: all, once the task is closed, for open ones are not accepted."""
		return self.problems if self.is_done else 0

	@property
	def open_problems(self) -> int:
		return self.problems - self.rectified

	def is_overdue(self, today: datetime.date) -> bool:
		due = self.task.due_on
		return bool(due) and self.state not in SETTLED and getdate(due) < today


@dataclass(frozen=True)
class Totals:
	"""The figures of several villages together."""

	villages: int
	inspected: int
	done: int
	called_off: int
	items_checked: int
	problems: int
	rectified: int

	@property
	def open_problems(self) -> int:
		return self.problems - self.rectified

	@classmethod
	def of(cls, rows: Sequence[VillageProgress]) -> Totals:
		return cls(
			villages=len(rows),
			inspected=sum(1 for row in rows if row.inspected_on),
			done=sum(row.is_done for row in rows),
			called_off=sum(row.state == CALLED_OFF for row in rows),
			items_checked=sum(row.items_checked for row in rows),
			problems=sum(row.problems for row in rows),
			rectified=sum(row.rectified for row in rows),
		)


def progress_of(campaign: str) -> list[VillageProgress]:
	"""Return the villages of a campaign in the order of its groups; a task without a group comes last."""
	tasks = visible_tasks([campaign])
	counts = results_of(task.name for task in tasks)
	by_village = {(task.supervision_group, task.village): task for task in tasks}
	rows = []
	for group in groups_of(campaign):
		for row in group.villages:
			task = by_village.pop((group.name, row.village), frappe._dict())
			rows.append(_progress(group.group_no, group.name, row.village, task, counts))
	rows += [_progress(0, "", village, task, counts) for (_group, village), task in by_village.items()]
	return rows


def visible_tasks(campaigns: Sequence[str]) -> list[frappe._dict]:
	"""Return the tasks of campaigns that the session's user may see."""
	if not campaigns:
		return []
	table = frappe.qb.DocType(TASK)
	query = frappe.qb.from_(table).select(*(table[fieldname] for fieldname in FIELDS))
	query = query.where(table.campaign.isin(list(campaigns))).orderby(table.planned_on).orderby(table.name)
	return apply_scope(query, TASK).run(as_dict=True)


def results_of(tasks: Iterable[str]) -> dict[str, dict[str, int]]:
	"""Return how many items of each task have which result; the caller has limited the tasks to what is to be seen."""
	names = list(tasks)
	counts: dict[str, dict[str, int]] = defaultdict(dict)
	if not names:
		return counts
	item = frappe.qb.DocType(ITEM)
	query = frappe.qb.from_(item).select(item.parent, item.result, Count(item.name))
	query = query.where((item.parenttype == TASK) & item.parent.isin(names)).groupby(item.parent, item.result)
	for task, result, count in query.run():
		counts[task][result or ""] = count
	return counts


def _progress(
	group_no: int, group: str, village: str, task: frappe._dict, counts: dict[str, dict[str, int]]
) -> VillageProgress:
	found = counts.get(task.name, {}) if task.name else {}
	problems = found.get(DOES_NOT_CONFORM, 0)
	return VillageProgress(group_no, group, village, task, found.get(CONFORMS, 0) + problems, problems)

"""The checklist as its annex prints it: rows grouped under their number and category, without figures and with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from nongan_supervision.checklist.progress import Question, ask, departments_of, progress
from nongan_supervision.permissions.partial import limited_to_user
from nongan_supervision.permissions.scope import is_limited_to_villages, visible_villages
from nongan_supervision.registry.asked import asked_of


@dataclass(frozen=True)
class PrintedTarget:
	"""How far a target is reached: what is counted, its figures with their units, and as texts for paper."""

	counted: str
	comparison: str
	target: float | None
	actual: float | None
	unit: str
	percent: float | None
	state: str

	@property
	def target_text(self) -> str:
		return f"{self.comparison}{_figure(self.target, self.unit)}" if self.target is not None else ""

	@property
	def actual_text(self) -> str:
		return _figure(self.actual, self.unit)

	@property
	def percent_text(self) -> str:
		return _figure(self.percent, "%")


@dataclass(frozen=True)
class PrintedRow:
	"""A row of the annex: what is to be done, by whom, and how far its target and its further targets are reached."""

	requirement: str
	departments: list[str]
	targets: list[PrintedTarget] = field(default_factory=list)
	"""None where the annex is printed without figures."""


@dataclass(frozen=True)
class PrintedGroup:
	"""Rows that share a number and a task category."""

	number: int
	task_category: str
	rows: list[PrintedRow] = field(default_factory=list)

	@property
	def height(self) -> int:
		"""How many targets stand one below the other."""
		return sum(len(row.targets) for row in self.rows)


@dataclass(frozen=True)
class PrintedProgress:
	"""A checklist as on a day, and whose figures these are."""

	title: str
	as_on: date
	of: list[str]
	groups: list[PrintedGroup]
	notes: list[str] = field(default_factory=list)
	"""What whoever signs it must know of some of the figures."""


def question_of(asked: Mapping[str, Any]) -> Question:
	"""Return what is asked for of a checklist: as on today, and of the whole town, unless said otherwise.

	:raises frappe.PermissionError: the session's user may not read that checklist, or that village.
	"""
	question = ask(asked_of(asked), getdate(nowdate()))
	if not question:
		frappe.throw(_("There is no such responsibility checklist that you may see."), frappe.PermissionError)
	return question


def printed_progress(question: Question) -> PrintedProgress:
	"""Return a checklist with its actual figures, as far as the session's user may see them."""
	rows = progress(question)
	return PrintedProgress(
		title=question.checklist.title,
		as_on=question.as_on,
		of=[name for name in (*_villages_of(question), question.department) if name],
		groups=reached_groups(rows),
		notes=list(_notes(rows)),
	)


def _notes(rows: list[dict[str, Any]]) -> Iterator[str]:
	if of_a_part := _counted(rows, "is_of_a_part"):
		yield limited_to_user(of_a_part)
	if of_today := _counted(rows, "is_of_today"):
		text = _("Counted as of today: how it stood on that day is not known.")
		yield _("{0}: {1}").format(_(", ").join(of_today), text)


def _counted(rows: list[dict[str, Any]], mark: str) -> list[str]:
	return list(dict.fromkeys(row["counted"] or row["requirement"] for row in in_annex_order(rows) if row[mark]))


def _villages_of(question: Question) -> list[str]:
	"""The village that is asked for, or those that the user sees alone; none for the whole town."""
	if question.village:
		return [question.village]
	town = question.checklist.town
	return visible_villages(town=town) if is_limited_to_villages(town=town) else []


def reached_groups(rows: list[dict[str, Any]]) -> list[PrintedGroup]:
	"""Return the rows of the progress as the annex groups them; one whose row is not there stands by itself."""
	groups = []
	for _group, of_group in groupby(in_annex_order(rows), key=itemgetter("printed_group")):
		lines = list(of_group)
		printed = [_printed_row(list(targets)) for _head, targets in groupby(lines, key=itemgetter("printed_under"))]
		groups.append(PrintedGroup(lines[0]["number"], lines[0]["task_category"], printed))
	return groups


def in_annex_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Return the rows of the progress in the order of the annex: further targets below the row that they are part of.

	Each names the item that it is printed under, itself or that row, its group and the group's number: who prints
	them lets neighbours of one name share their cells. Each says what it counts, as one text may have many figures.
	"""
	known = {row["item"]: (place, row) for place, row in enumerate(rows)}
	placed = []
	for place, row in enumerate(rows):
		place_of_head, head = known.get(row["part_of"], (place, row))
		about = {
			"printed_under": head["item"],
			"printed_group": f"{head['clause']} {head['task_category']}",
			"number": _number(head["clause"]),
			"counted": row["indicator"] or (row["requirement"] if row["part_of"] else ""),
		}
		placed.append(((place_of_head, head is not row, place), {**row, **about}))
	return [row for _place, row in sorted(placed, key=itemgetter(0))]


def _printed_row(lines: list[dict[str, Any]]) -> PrintedRow:
	return PrintedRow(lines[0]["requirement"], lines[0]["department_names"], [_target(line) for line in lines])


def _number(clause: str) -> int:
	"""The annex's number of a clause: 3 of A3."""
	return int(clause.removeprefix("A"))


def _target(row: dict[str, Any]) -> PrintedTarget:
	return PrintedTarget(
		counted=row["counted"],
		comparison=row["comparison_label"] or "",
		target=row["target"],
		actual=row["actual"],
		unit=row["unit"] or "",
		percent=row["percent"],
		state=row["state_label"],
	)


def _figure(value: float | None, unit: str) -> str:
	"""A figure with its unit: two decimals at most, and none that say nothing."""
	if value is None:
		return ""
	return f"{f'{value:,.2f}'.rstrip('0').rstrip('.')}{unit}"


def printed_groups(checklist: str) -> list[PrintedGroup]:
	"""Return the rows of a checklist that the session's user may read, as the annex groups them.

	Further targets of a row are left out: their words stand in the row.
	"""
	items = frappe.get_list(
		"Checklist Item",
		filters={"checklist": checklist, "part_of": ["is", "not set"]},
		fields=["name", "clause", "task_category", "requirement"],
		order_by="sort_order asc",
		limit_page_length=0,
	)
	departments = departments_of([item.name for item in items])
	return [
		PrintedGroup(
			number=_number(clause),
			task_category=task_category,
			rows=[PrintedRow(item.requirement, departments[item.name]) for item in group],
		)
		for (clause, task_category), group in groupby(items, key=lambda item: (item.clause, item.task_category))
	]

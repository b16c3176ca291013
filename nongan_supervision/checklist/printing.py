"""The checklist as its annex prints it: rows grouped under their number and category."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

import frappe


@dataclass(frozen=True)
class PrintedRow:
	"""A row of the annex: what is to be done, and by whom."""

	requirement: str
	departments: list[str]


@dataclass(frozen=True)
class PrintedGroup:
	"""Rows that share a number and a task category."""

	number: int
	task_category: str
	rows: list[PrintedRow] = field(default_factory=list)


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
	departments = _departments_of([item.name for item in items])
	return [
		PrintedGroup(
			number=int(clause.removeprefix("A")),
			task_category=task_category,
			rows=[PrintedRow(item.requirement, departments.get(item.name, [])) for item in group],
		)
		for (clause, task_category), group in groupby(items, key=lambda item: (item.clause, item.task_category))
	]


def _departments_of(items: list[str]) -> dict[str, list[str]]:
	rows = frappe.get_all(
		"Checklist Item Department",
		filters={"parent": ["in", items], "parenttype": "Checklist Item"},
		fields=["parent", "department"],
		order_by="parent asc, idx asc",
	)
	return {item: [row.department for row in group] for item, group in groupby(rows, key=lambda row: row.parent)}

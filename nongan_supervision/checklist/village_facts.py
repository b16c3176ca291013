"""What a year's documents say of each village: for the scorecard, in a number of queries that villages don't add to.

Limited in the queries to what the session's user may see. What somebody may not see at all counts as nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import frappe
from frappe.query_builder.functions import Count, Sum
from frappe.utils import cint, getdate

from nongan_supervision.checklist.quick_tests import TEST, Target
from nongan_supervision.checklist.scorecard import Facts
from nongan_supervision.inspections.rectification import NOT_RECTIFIED
from nongan_supervision.inspections.states import CALLED_OFF, PLANNED
from nongan_supervision.inspections.tasks import EVERYONE, TASK
from nongan_supervision.monitoring import standing
from nongan_supervision.monitoring.verdicts import PASS
from nongan_supervision.monitoring.withdrawal import WITHDRAWN
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.coverage import coverage
from nongan_supervision.registry.instruction import instructed_products
from nongan_supervision.registry.quarters import Quarter


@dataclass(frozen=True)
class Asked:
	"""The villages, each with its town, the year, and the day as on which."""

	towns: Mapping[str, str]
	year: int
	as_on: datetime.date

	@property
	def villages(self) -> list[str]:
		return list(self.towns)

	@property
	def first(self) -> datetime.date:
		return datetime.date(self.year, 1, 1)

	@property
	def last(self) -> datetime.date:
		"""The last day whose documents count."""
		return min(self.as_on, datetime.date(self.year, 12, 31))


def facts_of(asked: Asked, targets: Mapping[str, Target]) -> dict[str, Facts]:
	"""Return what is known of each village on the day that was asked for, with the towns' targets of quick tests.

	How failing tests are followed up is known as it stands today: their days are not kept.
	"""
	parts: dict[str, dict[str, Any]] = {village: {} for village in asked.villages}
	if not parts:
		return {}
	for found in (
		_updates(asked),
		_quick_tests(asked, targets),
		_failures(asked),
		_bans(asked),
		_slips(asked),
		_producers(asked),
		_products(asked),
		_tasks(asked),
		_counted(asked, "guidance", "Technical Guidance", "guided_on"),
		_counted(asked, "outreach", "Outreach Activity", "held_on"),
		_counted(asked, "clues", "Case Clue", "received_on"),
	):
		for village, values in found.items():
			if village in parts:
				parts[village].update(values)
	begun = sum(quarter.starts_on <= asked.as_on for quarter in Quarter.all_of(asked.year))
	return {village: replace(Facts(**values), quarters=begun) for village, values in parts.items()}


def _updates(asked: Asked) -> dict[str, dict[str, int]]:
	cells = coverage(asked.villages, asked.year, asked.as_on)
	return {
		village: {
			"updates_submitted": sum(cell.is_submitted for cell in row),
			"updates_due": sum(cell.counts for cell in row),
		}
		for village, row in cells.items()
	}


def _quick_tests(asked: Asked, targets: Mapping[str, Target]) -> dict[str, dict[str, float]]:
	counts: dict[str, int] = {}
	for town, target in targets.items():
		village = frappe.qb.DocType(TEST).village
		of_town = [each for each in asked.villages if asked.towns[each] == town]
		query = target.counted.query(village, asked, of_town).select(Count("*")).groupby(village)
		counts.update(dict(query.run()))
	return {
		village: {
			"quick_tests": counts.get(village, 0),
			"quick_share": targets[town].share,
			"quick_expected": targets[town].expected(asked.as_on),
		}
		for village, town in asked.towns.items()
	}


def _failures(asked: Asked) -> dict[str, dict[str, int]]:
	"""Failing and suspect tests; clues are left out of their follow-up, for few see them all."""
	test = frappe.qb.DocType(TEST)
	query = frappe.qb.from_(test).select(test.name, test.village, test.verdict, test.published)
	query = query.where((test.docstatus == 1) & (test.verdict != PASS) & test.village.isin(asked.villages))
	tests = apply_scope(query.where(test.sampled_on[asked.first : asked.last]), TEST).run(as_dict=True)
	stands = standing.standings([one.name for one in tests])
	counts: dict[str, Counter] = defaultdict(Counter)
	for one in tests:
		points = list(standing.open_points(one, replace(stands[one.name], clues=[])))
		late = standing.state_of(points, asked.as_on) == standing.OVERDUE
		counts[one.village].update(failures=1, follow_ups_overdue=int(late))
	return counts


def _bans(asked: Asked) -> dict[str, dict[str, int]]:
	ban = frappe.qb.DocType("Sale Ban")
	query = frappe.qb.from_(ban).select(ban.village, Count(ban.name)).groupby(ban.village)
	query = query.where(ban.village.isin(asked.villages) & (ban.status != WITHDRAWN) & (ban.banned_on <= asked.as_on))
	query = query.where(ban.lifted_on.isnull() | (ban.lifted_on > asked.as_on))
	return _named("active_bans", apply_scope(query, "Sale Ban").run())


def _slips(asked: Asked) -> dict[str, dict[str, int]]:
	certificate = frappe.qb.DocType("Conformity Certificate")
	query = frappe.qb.from_(certificate).select(certificate.village, Sum(certificate.certificate_count))
	query = query.where((certificate.docstatus == 1) & certificate.village.isin(asked.villages))
	query = query.where(certificate.issued_on[asked.first : asked.last]).groupby(certificate.village)
	return _named("slips", apply_scope(query, "Conformity Certificate").run())


def _producers(asked: Asked) -> dict[str, dict[str, int]]:
	producer = frappe.qb.DocType("Producer")
	query = frappe.qb.from_(producer).select(producer.village, Count(producer.name), Sum(producer.networked))
	query = query.where((producer.status == "Active") & (producer.of_scale == 1))
	query = query.where(producer.village.isin(asked.villages)).groupby(producer.village)
	rows = apply_scope(query, "Producer").run()
	return {village: {"of_scale": count, "networked": cint(networked)} for village, count, networked in rows}


def _products(asked: Asked) -> dict[str, dict[str, int]]:
	"""The products that a village's active producers grow or keep, and those of them that an instructor has."""
	producer, row = frappe.qb.DocType("Producer"), frappe.qb.DocType("Producer Product")
	query = frappe.qb.from_(producer).select(producer.village, row.product).distinct()
	query = query.join(row).on((row.parent == producer.name) & (row.parenttype == "Producer"))
	query = query.where((producer.status == "Active") & producer.village.isin(asked.villages))
	known = instructed_products()
	counts: dict[str, Counter] = defaultdict(Counter)
	for village, product in apply_scope(query, "Producer").run():
		counts[village].update(products=1, instructed=int(product in known))
	return counts


def _tasks(asked: Asked) -> dict[str, dict[str, int]]:
	"""The year's inspections that the village may know of, as they stood on the day."""
	task = frappe.qb.DocType(TASK)
	query = frappe.qb.from_(task).select(
		task.village,
		task.workflow_state,
		task.due_on,
		task.finished_at,
		task.problems_found,
		task.rectification_due_on,
		task.rectified_on,
		task.reinspection_result,
	)
	query = query.where(task.village.isin(asked.villages) & (task.shown_to == EVERYONE))
	query = query.where((task.workflow_state != CALLED_OFF) & task.planned_on[asked.first : asked.last])
	counts: dict[str, Counter] = defaultdict(Counter)
	for row in apply_scope(query, TASK).run(as_dict=True):
		counts[row.village].update(_task_counts(row, asked.as_on))
	return counts


def _task_counts(task: frappe._dict, as_on: datetime.date) -> dict[str, int]:
	is_done = task.workflow_state != PLANNED and _is_by(task.finished_at, as_on)
	if not is_done:
		return {"tasks_planned": 1, "tasks_overdue": int(_is_before(task.due_on, as_on))}
	required, rectified = bool(task.rectification_due_on), _is_by(task.rectified_on, as_on)
	return {
		"tasks_planned": 1,
		"tasks_done": 1,
		"problems": task.problems_found or 0,
		"rectified": (task.problems_found or 0) if rectified and task.reinspection_result != NOT_RECTIFIED else 0,
		"rectifications": int(required),
		"rectifications_overdue": int(required and not rectified and _is_before(task.rectification_due_on, as_on)),
	}


def _counted(asked: Asked, name: str, doctype: str, date_field: str) -> dict[str, dict[str, int]]:
	if not frappe.has_permission(doctype, "read"):
		return {}
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.village, Count(table.name)).groupby(table.village)
	query = query.where(table.village.isin(asked.villages) & table[date_field][asked.first : asked.last])
	return _named(name, apply_scope(query, doctype).run())


def _named(name: str, rows: Iterable[tuple[str, Any]]) -> dict[str, dict[str, int]]:
	return {village: {name: cint(count)} for village, count in rows}


def _is_by(moment: Any, day: datetime.date) -> bool:
	return bool(moment) and getdate(moment) <= day


def _is_before(moment: Any, day: datetime.date) -> bool:
	return bool(moment) and getdate(moment) < day

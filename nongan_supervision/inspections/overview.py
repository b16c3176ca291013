"""A campaign at a glance, for its form: groups and villages, how each task stands, and the feedback."""

from __future__ import annotations

import datetime
from typing import Any

import frappe
from frappe.model.document import Document

from nongan_supervision.inspections.arrangement import departments_text
from nongan_supervision.inspections.feedback import is_feedback_overdue
from nongan_supervision.inspections.groups import groups_of
from nongan_supervision.inspections.progress import Totals, VillageProgress, progress_of
from nongan_supervision.inspections.seasons import SUMMARY


def overview(campaign: Document, today: datetime.date) -> dict[str, Any]:
	"""Return the groups with their villages' tasks, the totals, and the summary as far as the user may see them."""
	rows = progress_of(campaign.name)
	return {
		"groups": [
			{
				"name": group.name,
				"title": group.title,
				"leader": group.leader or "",
				"block": group.rotation_block or "",
				"departments": departments_text(group, campaign.town),
				"changed_by_hand": group.changed_by_hand,
				"villages": [_village(row, today) for row in rows if row.group == group.name],
			}
			for group in groups_of(campaign.name)
		],
		"totals": _totals(rows, today),
		"summary": _summary(campaign.name),
		"feedback_overdue": is_feedback_overdue(campaign, today),
	}


def _village(row: VillageProgress, today: datetime.date) -> dict[str, Any]:
	return {
		"village": row.village,
		"task": row.task.name,
		"state": row.state,
		"planned_on": row.task.planned_on,
		"problems": row.problems,
		"open_problems": row.open_problems,
		"overdue": row.is_overdue(today),
	}


def _totals(rows: list[VillageProgress], today: datetime.date) -> dict[str, int]:
	totals = Totals.of(rows)
	return {
		"villages": totals.villages,
		"tasks": sum(1 for row in rows if row.task.name),
		"done": totals.done,
		"problems": totals.problems,
		"open_problems": totals.open_problems,
		"overdue": sum(row.is_overdue(today) for row in rows),
	}


def _summary(campaign: str) -> dict[str, Any] | None:
	if not frappe.has_permission(SUMMARY, "read"):
		return None
	found = frappe.get_list(
		SUMMARY,
		{"campaign": campaign, "docstatus": ["<", 2]},
		["name", "docstatus", "submitted_on", "late"],
		limit_page_length=1,
	)
	return found[0] if found else None

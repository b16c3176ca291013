"""The lists behind a village's figures: for each figure of the scorecard a DocType and the list's filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongan_supervision.inspections.rectification import NOT_RECTIFIED
from nongan_supervision.inspections.states import CALLED_OFF
from nongan_supervision.inspections.tasks import EVERYONE, TASK

if TYPE_CHECKING:
	from nongan_supervision.checklist.quick_tests import Counting
	from nongan_supervision.checklist.village_facts import Asked

TEST = "Residue Test"
UPDATE = "Quarterly Production Update"
CERTIFICATE = "Conformity Certificate"

Documents = tuple[str, list[list[Any]]]


def documents_of(village: str, asked: Asked, quick: Counting) -> dict[str, Documents]:
	"""Return by figure which documents it counts; `quick` says how quick tests are counted.

	A list has no "or": of bans, tasks and rectifications it shows how they stand today, where a figure as on an earlier
	day counts how they stood then. It shows all failing tests and rectifications where the overdue ones are counted.
	"""
	days = [str(asked.first), str(asked.last)]

	def of(doctype: str, *conditions: tuple[str, str, Any]) -> Documents:
		return doctype, [[doctype, *condition] for condition in (("village", "=", village), *conditions)]

	submitted = ("docstatus", "=", 1)
	sampled = (submitted, ("sampled_on", "between", days))
	tasks = (
		("planned_on", "between", days),
		("shown_to", "=", EVERYONE),
		("workflow_state", "!=", CALLED_OFF),
	)
	tests, conditions = of(TEST)
	failing = of(TEST, *sampled, ("verdict", "in", ["Fail", "Suspect"]))
	scale = (("status", "=", "Active"), ("of_scale", "=", 1))
	inspected = of(TASK, *tasks, ("finished_at", "is", "set"))
	rectifications = of(TASK, *tasks, ("rectification_due_on", "is", "set"))
	return {
		"updates_submitted": of(UPDATE, submitted, ("year", "=", asked.year)),
		"quick_tests": (tests, [*conditions, *(condition.as_list() for condition in quick.of_year(asked))]),
		"failures": failing,
		"follow_ups_overdue": failing,
		"active_bans": of("Sale Ban", ("banned_on", "<=", str(asked.as_on)), ("status", "=", "Active")),
		"slips": of(CERTIFICATE, submitted, ("issued_on", "between", days)),
		"of_scale": of("Producer", *scale),
		"networked_percent": of("Producer", *scale, ("networked", "=", 1)),
		"guidance": of("Technical Guidance", ("guided_on", "between", days)),
		"tasks_planned": of(TASK, *tasks),
		"tasks_done": inspected,
		"tasks_overdue": of(TASK, *tasks, ("finished_at", "is", "not set"), ("due_on", "<", str(asked.as_on))),
		"problems": of(TASK, *tasks, ("problems_found", ">", 0)),
		"rectified": of(
			TASK,
			*tasks,
			("problems_found", ">", 0),
			("rectified_on", "is", "set"),
			("reinspection_result", "!=", NOT_RECTIFIED),
		),
		"rectifications_overdue": rectifications,
		"outreach": of("Outreach Activity", ("held_on", "between", days)),
		"clues": of("Case Clue", ("received_on", "between", days)),
	}

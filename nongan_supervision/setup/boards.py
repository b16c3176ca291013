"""The Kanban boards: shipped once, then the office's own."""

from __future__ import annotations

from nongan_supervision.inspections.states import CALLED_OFF, CLOSED, IN_PROGRESS, PLANNED, RECTIFYING, SUBMITTED, TASK
from nongan_supervision.setup import shipped

INDICATORS = {
	PLANNED: "Gray",
	IN_PROGRESS: "Blue",
	SUBMITTED: "Orange",
	RECTIFYING: "Red",
	CLOSED: "Green",
	CALLED_OFF: "Gray",
}


def ship_boards() -> int:
	"""Create the boards that were never shipped to this site, and return how many."""
	return shipped.ship(
		[
			{
				"doctype": "Kanban Board",
				"name": "检查任务看板",
				"kanban_board_name": "检查任务看板",
				"reference_doctype": TASK,
				"field_name": "board_column",
				"fields": '["village", "task_type", "planned_on", "department", "assigned_to"]',
				"show_labels": 1,
				"private": 0,
				"columns": [
					{
						"column_name": state,
						"indicator": colour,
						"status": "Archived" if state == CALLED_OFF else "Active",
					}
					for state, colour in INDICATORS.items()
				],
			}
		]
	)

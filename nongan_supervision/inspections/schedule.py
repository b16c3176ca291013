"""In which of four states a village's inspection is, for the schedule: whether anything is late stands before all.

Plain Python, no framework.
"""

from __future__ import annotations

import datetime

from nongan_supervision.inspections.states import PLANNED, SETTLED

NOT_STARTED = "Not Started"
IN_HAND = "In Hand"
OVERDUE = "Overdue"
DONE = "Done"


def schedule_state(state: str | None, due_on: datetime.date | None, today: datetime.date) -> str:
	"""Return the state of an inspection.

	:param state: the task's; None for a village that has no task yet, or none that its reader may see.
	:param due_on: its last day.
	"""
	if state in SETTLED:
		return DONE
	if state and due_on and due_on < today:
		return OVERDUE
	return NOT_STARTED if state in (None, "", PLANNED) else IN_HAND

"""States and steps of an inspection task: the contract that holds whatever a Workflow record says.

The Workflow record of the Desk is made from these tables once (`setup/workflows.py`) and then belongs to the
administrators. What may follow what, and by whose hand, is checked here for every change of state.

Plain Python, no framework.
"""

from __future__ import annotations

from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.workflows.contract import Contract, Step

TASK = "Inspection Task"

PLANNED = "Planned"
IN_PROGRESS = "In Progress"
SUBMITTED = "Submitted"
RECTIFYING = "Rectifying"
CLOSED = "Closed"
CALLED_OFF = "Called Off"

STATES = (PLANNED, IN_PROGRESS, SUBMITTED, RECTIFYING, CLOSED, CALLED_OFF)
SETTLED = frozenset({CLOSED, CALLED_OFF})
"""States in which nothing changes any more."""

START = "Start"
SUBMIT_FINDINGS = "Submit Findings"
ACCEPT = "Accept"
RETURN_FINDINGS = "Return for Completion"
REQUIRE_RECTIFICATION = "Require Rectification"
REPORT_RECTIFIED = "Report Rectified"
CALL_OFF = "Call Off"

DEPARTMENTS = (LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE)
"""Who accepts findings: each department those of its own tasks, agriculture and the leader all."""

INSPECTORS = (*DEPARTMENTS, VILLAGE)
"""Who inspects: a village its own patrols."""

STEPS = (
	Step(PLANNED, START, IN_PROGRESS, INSPECTORS),
	Step(PLANNED, CALL_OFF, CALLED_OFF, DEPARTMENTS),
	Step(IN_PROGRESS, SUBMIT_FINDINGS, SUBMITTED, INSPECTORS),
	Step(SUBMITTED, ACCEPT, CLOSED, DEPARTMENTS),
	Step(SUBMITTED, RETURN_FINDINGS, IN_PROGRESS, DEPARTMENTS),
	Step(SUBMITTED, REQUIRE_RECTIFICATION, RECTIFYING, DEPARTMENTS),
	Step(RECTIFYING, REPORT_RECTIFIED, SUBMITTED, INSPECTORS),
)

VILLAGE_STEPS = frozenset({START, SUBMIT_FINDINGS, REPORT_RECTIFIED})
"""What a village officer may do: the first two with its own patrols, the last with any inspection of its village."""

REASON_FIELDS = {
	RETURN_FINDINGS: "return_reason",
	CALL_OFF: "return_reason",
	REQUIRE_RECTIFICATION: "rectification_requirement",
}
"""Actions that need a reason, and the field it stands in."""

CONTRACT = Contract(STATES, STEPS, SETTLED, REASON_FIELDS)

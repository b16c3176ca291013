"""States and steps of cases and referrals: the contract that holds whatever a Workflow record says.

The Workflow records of the Desk are made from these tables once (`setup/workflows.py`) and then belong to the
administrators, who may rename buttons or add alerts. What may follow what, and by whose hand, stands here:
`steps.py` checks it for every change of state, however it is sent.

Plain Python, no framework.
"""

from __future__ import annotations

from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY
from nongan_supervision.workflows.contract import Contract, Step

CASE = "Enforcement Case"
REFERRAL = "Case Referral"

DRAFT = "Draft"
PENDING_FILING = "Pending Filing"
INVESTIGATING = "Investigating"
NOT_FILED = "Not Filed"
PENDING_REVIEW = "Pending Review"
DECIDED = "Decided"
CLOSED = "Closed"
REFERRAL_IN_PROGRESS = "Referral in Progress"
TRANSFERRED = "Transferred"

PENDING_APPROVAL = "Pending Approval"
APPROVED = "Approved"
REJECTED = "Rejected"
POLICE_FILED = "Police Filed"
POLICE_DECLINED = "Police Declined"
RECONSIDERATION_REQUESTED = "Reconsideration Requested"

REQUEST_FILING = "Request Filing"
APPROVE_FILING = "Approve Filing"
REJECT_FILING = "Reject Filing"
RETURN_FILING = "Return for Completion"
SUBMIT_FOR_REVIEW = "Submit for Review"
RETURN_FOR_INVESTIGATION = "Return for Investigation"
APPROVE_DECISION = "Approve Decision"
CLOSE = "Close"
REFER_TO_POLICE = "Refer to Police"

REPORT = "Report"
APPROVE = "Approve"
REJECT = "Reject"
TRANSFER = "Transfer"
POLICE_FILE = "Police File"
POLICE_DECLINE = "Police Decline"
REQUEST_RECONSIDERATION = "Request Reconsideration"

DEPARTMENT = (AGRICULTURE, MARKET, VETERINARY)
"""Roles of the departments that handle cases: each the cases of its own department."""

LEADERSHIP = (LEADER,)
POLICE_STATION = (POLICE,)


STEPS: dict[str, tuple[Step, ...]] = {
	CASE: (
		Step(DRAFT, REQUEST_FILING, PENDING_FILING, DEPARTMENT),
		Step(PENDING_FILING, APPROVE_FILING, INVESTIGATING, LEADERSHIP),
		Step(PENDING_FILING, RETURN_FILING, DRAFT, LEADERSHIP),
		Step(PENDING_FILING, REJECT_FILING, NOT_FILED, LEADERSHIP),
		Step(INVESTIGATING, SUBMIT_FOR_REVIEW, PENDING_REVIEW, DEPARTMENT),
		Step(INVESTIGATING, REFER_TO_POLICE, REFERRAL_IN_PROGRESS, DEPARTMENT),
		Step(PENDING_REVIEW, APPROVE_DECISION, DECIDED, LEADERSHIP),
		Step(PENDING_REVIEW, RETURN_FOR_INVESTIGATION, INVESTIGATING, LEADERSHIP),
		Step(PENDING_REVIEW, REFER_TO_POLICE, REFERRAL_IN_PROGRESS, DEPARTMENT),
		Step(DECIDED, CLOSE, CLOSED, DEPARTMENT),
	),
	REFERRAL: (
		Step(DRAFT, REPORT, PENDING_APPROVAL, DEPARTMENT),
		Step(PENDING_APPROVAL, APPROVE, APPROVED, LEADERSHIP),
		Step(PENDING_APPROVAL, REJECT, REJECTED, LEADERSHIP),
		Step(APPROVED, TRANSFER, TRANSFERRED, DEPARTMENT),
		Step(TRANSFERRED, POLICE_FILE, POLICE_FILED, POLICE_STATION),
		Step(TRANSFERRED, POLICE_DECLINE, POLICE_DECLINED, POLICE_STATION),
		Step(POLICE_DECLINED, REQUEST_RECONSIDERATION, RECONSIDERATION_REQUESTED, DEPARTMENT),
		Step(RECONSIDERATION_REQUESTED, POLICE_FILE, POLICE_FILED, POLICE_STATION),
		Step(RECONSIDERATION_REQUESTED, POLICE_DECLINE, POLICE_DECLINED, POLICE_STATION),
	),
}
"""Every step that a person takes. `Referral in Progress` ends by the referral alone: see `referrals.py`."""

STATES: dict[str, tuple[str, ...]] = {
	CASE: (
		DRAFT,
		PENDING_FILING,
		INVESTIGATING,
		PENDING_REVIEW,
		DECIDED,
		CLOSED,
		NOT_FILED,
		REFERRAL_IN_PROGRESS,
		TRANSFERRED,
	),
	REFERRAL: (
		DRAFT,
		PENDING_APPROVAL,
		APPROVED,
		REJECTED,
		TRANSFERRED,
		POLICE_FILED,
		POLICE_DECLINED,
		RECONSIDERATION_REQUESTED,
	),
}
"""The states, the first one first; each of them leads on unless it is in `SETTLED`."""

SETTLED: dict[str, frozenset[str]] = {
	CASE: frozenset({CLOSED, NOT_FILED, TRANSFERRED}),
	REFERRAL: frozenset({REJECTED, POLICE_FILED}),
}
"""States in which nothing changes any more."""

UNSETTLED = {doctype: tuple(s for s in states if s not in SETTLED[doctype]) for doctype, states in STATES.items()}
"""The other states, in which something is still to be done, in the order in which they follow each other."""

APPROVALS = frozenset({APPROVE_FILING, APPROVE_DECISION, APPROVE})
"""Actions by which somebody approves what another one requested."""

REASON_FIELDS = {
	REJECT_FILING: "return_reason",
	RETURN_FILING: "return_reason",
	RETURN_FOR_INVESTIGATION: "return_reason",
	REJECT: "rejection_reason",
	POLICE_DECLINE: "police_reason",
	REQUEST_RECONSIDERATION: "reconsideration_reason",
}
"""Actions that need a reason, and the field it stands in."""


CONTRACTS = {
	doctype: Contract(states, STEPS[doctype], SETTLED[doctype], REASON_FIELDS) for doctype, states in STATES.items()
}
"""The same by DocType, as `workflows/steps.py` checks it."""

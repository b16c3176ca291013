"""The workflows of the plan: shipped once, with their states and actions, as records that an office may edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nongan_supervision.cases import locks, notice_ends, states
from nongan_supervision.inspections import states as inspections
from nongan_supervision.monitoring import escalation_steps as escalations
from nongan_supervision.monitoring.withdrawal import WITHDRAWN
from nongan_supervision.setup import shipped
from nongan_supervision.setup.roles import ADMINISTRATOR, DISTRICT, LEADER


@dataclass(frozen=True)
class State:
	"""A state, its colour in lists (a style of Workflow State), and the roles that may edit a document in it."""

	name: str
	style: str
	editors: tuple[str, ...]


@dataclass(frozen=True)
class Transition:
	"""An action that leads from one state to another, and the roles that may take it."""

	state: str
	action: str
	next_state: str
	roles: tuple[str, ...]
	by_owner: bool = True
	"""Whether who made the document may take it too."""
	condition: str = ""
	"""For which documents these roles see its button; the framework's expression, all of them if empty."""


@dataclass(frozen=True)
class Workflow:
	"""A workflow as the app ships it."""

	name: str
	doctype: str
	states: tuple[State, ...]
	transitions: tuple[Transition, ...]


BY_DISTRICT = (DISTRICT, ADMINISTRATOR)
BY_BOTH_ENDS = (*notice_ends.BOTH_ENDS, ADMINISTRATOR)
BY_INSPECTORS = (*inspections.INSPECTORS, ADMINISTRATOR)

NO_COLOUR = ""
"""Grey in lists, as what is over; the framework's Inverse is a black that its lists don't have."""

STYLES = {
	states.PENDING_FILING: "Warning",
	states.INVESTIGATING: "Primary",
	states.PENDING_REVIEW: "Warning",
	states.DECIDED: "Success",
	states.REFERRAL_IN_PROGRESS: "Danger",
	states.TRANSFERRED: "Warning",  # it is the police's turn
	states.PENDING_APPROVAL: "Warning",
	states.APPROVED: "Success",
	states.REJECTED: "Danger",
	states.POLICE_FILED: "Success",
	states.POLICE_DECLINED: "Danger",
	states.RECONSIDERATION_REQUESTED: "Warning",
}
"""The colours of the states of cases and referrals; those that are not named have none."""


def _workflow_of(name: str, doctype: str) -> Workflow:
	"""The workflow by the tables of `cases/states.py`, which hold whatever becomes of this record."""
	return Workflow(
		name,
		doctype,
		tuple(State(state, STYLES.get(state, ""), _editors(doctype, state)) for state in states.STATES[doctype]),
		tuple(
			Transition(step.state, step.action, step.next_state, step.roles, step.action not in states.APPROVALS)
			for step in states.STEPS[doctype]
		),
	)


def _transitions_of_notice() -> Iterator[Transition]:
	"""Each step for the end that takes it, by the notice's direction, and for the administrator."""
	for step in notice_ends.STEPS:
		taken = (step.state, step.action, step.next_state)
		for direction in notice_ends.ENDS:
			role = notice_ends.role_of(step.action, direction)
			yield Transition(*taken, (role,), condition=f'doc.direction == "{direction}"')
		yield Transition(*taken, (ADMINISTRATOR,))


def _editors(doctype: str, state: str) -> tuple[str, ...]:
	"""The roles that have something to fill in; where nobody has, the form is open to its leader's buttons only."""
	roles = tuple(role for holders in locks.OPEN_FIELDS[doctype].get(state, {}) for role in holders)
	return roles or (LEADER,)


WORKFLOWS = (
	Workflow(
		"Enforcement Escalation",
		"Enforcement Escalation",
		(
			State(escalations.REPORTED, "Warning", BY_DISTRICT),
			State(escalations.SAMPLING_STARTED, "Primary", BY_DISTRICT),
			State(escalations.CONFIRMED, "Danger", (ADMINISTRATOR,)),
			State(escalations.NOT_CONFIRMED, "Success", (ADMINISTRATOR,)),
			State(WITHDRAWN, NO_COLOUR, (ADMINISTRATOR,)),
		),
		tuple(Transition(step.state, step.action, step.next_state, BY_DISTRICT) for step in escalations.STEPS),
	),
	_workflow_of("Enforcement Case Approval", states.CASE),
	_workflow_of("Case Referral", states.REFERRAL),
	Workflow(
		notice_ends.NOTICE,
		notice_ends.NOTICE,
		(
			State(notice_ends.DRAFT, "", BY_BOTH_ENDS),
			State(notice_ends.SENT, "Warning", BY_BOTH_ENDS),
			State(notice_ends.REPLIED, "Primary", BY_BOTH_ENDS),
			State(notice_ends.CLOSED, "Success", (ADMINISTRATOR,)),
		),
		tuple(_transitions_of_notice()),
	),
	Workflow(
		inspections.TASK,
		inspections.TASK,
		(
			State(inspections.PLANNED, "", BY_INSPECTORS),
			State(inspections.IN_PROGRESS, "Primary", BY_INSPECTORS),
			State(inspections.SUBMITTED, "Warning", BY_INSPECTORS),
			State(inspections.RECTIFYING, "Danger", BY_INSPECTORS),
			State(inspections.CLOSED, "Success", (ADMINISTRATOR,)),
			State(inspections.CALLED_OFF, NO_COLOUR, (ADMINISTRATOR,)),
		),
		tuple(
			Transition(step.state, step.action, step.next_state, (*step.roles, ADMINISTRATOR))
			for step in inspections.STEPS
		),
	),
)


def ship_workflows() -> int:
	"""Create the workflows that were never shipped to this site, and return how many records were made."""
	return shipped.ship(record for workflow in WORKFLOWS for record in records_of(workflow))


def records_of(workflow: Workflow) -> Iterator[dict]:
	"""Yield a workflow's states, its actions, and the workflow."""
	for state in workflow.states:
		yield {"doctype": "Workflow State", "workflow_state_name": state.name, "style": state.style}
	for action in dict.fromkeys(transition.action for transition in workflow.transitions):
		yield {"doctype": "Workflow Action Master", "workflow_action_name": action}
	yield {
		"doctype": "Workflow",
		"name": workflow.name,
		"workflow_name": workflow.name,
		"document_type": workflow.doctype,
		"workflow_state_field": "workflow_state",
		"is_active": 1,
		"send_email_alert": 0,
		"states": [
			{"state": state.name, "doc_status": "0", "allow_edit": role}
			for state in workflow.states
			for role in state.editors
		],
		"transitions": [
			{
				"state": transition.state,
				"action": transition.action,
				"next_state": transition.next_state,
				"allowed": role,
				"allow_self_approval": int(transition.by_owner),
				"condition": transition.condition,
			}
			for transition in workflow.transitions
			for role in transition.roles
		],
	}

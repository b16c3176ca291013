"""The workflows of the plan: shipped once, with their states and actions, as records that an office may edit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nongan_supervision.monitoring import escalations
from nongan_supervision.setup import shipped
from nongan_supervision.setup.roles import ADMINISTRATOR, DISTRICT


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


@dataclass(frozen=True)
class Workflow:
	"""A workflow as the app ships it."""

	name: str
	doctype: str
	states: tuple[State, ...]
	transitions: tuple[Transition, ...]


BY_DISTRICT = (DISTRICT, ADMINISTRATOR)

WORKFLOWS = (
	Workflow(
		"Enforcement Escalation",
		"Enforcement Escalation",
		(
			State(escalations.REPORTED, "Warning", BY_DISTRICT),
			State(escalations.SAMPLING_STARTED, "Primary", BY_DISTRICT),
			State(escalations.CONFIRMED, "Danger", (ADMINISTRATOR,)),
			State(escalations.NOT_CONFIRMED, "Success", (ADMINISTRATOR,)),
		),
		(
			Transition(escalations.REPORTED, "Start Sampling", escalations.SAMPLING_STARTED, BY_DISTRICT),
			Transition(escalations.SAMPLING_STARTED, "Confirm", escalations.CONFIRMED, BY_DISTRICT),
			Transition(escalations.SAMPLING_STARTED, "Not Confirm", escalations.NOT_CONFIRMED, BY_DISTRICT),
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
				"allow_self_approval": 1,
			}
			for transition in workflow.transitions
			for role in transition.roles
		],
	}

"""Who takes which step of an inspection task, and what each step needs and sets."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime

from nongan_supervision.inspections import acceptance, errors, rectification
from nongan_supervision.inspections.campaign_errors import CampaignClosedError
from nongan_supervision.inspections.seasons import closing_of
from nongan_supervision.inspections.states import (
	ACCEPT,
	CALL_OFF,
	CONTRACT,
	REPORT_RECTIFIED,
	REQUIRE_RECTIFICATION,
	RETURN_FINDINGS,
	START,
	SUBMIT_FINDINGS,
	VILLAGE_STEPS,
)
from nongan_supervision.permissions.grants import (
	ADMINISTRATORS,
	AGRICULTURE,
	LEADER,
	MARKET,
	POLICE,
	VETERINARY,
	VILLAGE,
)
from nongan_supervision.permissions.viewer import departments_of
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows import steps
from nongan_supervision.workflows.contract import Step

CONFORMS = "Conforms"
DOES_NOT_CONFORM = "Does Not Conform"
NOT_APPLICABLE = "Not Applicable"

DRAWING = "data:image/"
"""How a signature begins that somebody has drawn."""

JOINT_OPERATION = "Joint Operation"
SEASONAL_SUPERVISION = "Seasonal Supervision"


def step_taken(task: Document) -> Step | None:
	"""Return the step that this change of a task takes, None if its state stays; refuse one out of turn.

	:raises SettledRecordError: the task is closed or called off.
	:raises OutOfTurnError: no step leads from the stored state to the new one.
	:raises WrongRoleError: it is another role's or another department's.
	"""
	steps.refuse_if_settled(task, CONTRACT)
	step = steps.step_taken(task, CONTRACT)
	if step:
		steps.check_role(task, step, holders(task, step))
	return step


def holders(task: Document, step: Step) -> set[str]:
	"""Return the roles that may take a step of this task.

	Leader and agriculture office take every step; another department those of its own tasks; a village starts and
	ends its own patrols, and reports of any task that what was found has been put right.
	"""
	found = {LEADER, AGRICULTURE, *ADMINISTRATORS}
	own = {task.department, *(row.department for row in task.get("departments") or ())}
	found |= {role for role in (MARKET, VETERINARY, POLICE) if not own.isdisjoint(departments_of(role))}
	is_its_own = task.department in departments_of(VILLAGE)
	if step.action in VILLAGE_STEPS and (is_its_own or step.action == REPORT_RECTIFIED):
		found.add(VILLAGE)
	return found


def take(task: Document, step: Step, context: Context) -> None:
	"""Check what a step needs, and set what it brings.

	:raises InspectionError: or a StepError, of :mod:`nongan_supervision.inspections.errors`.
	"""
	steps.require_reason(task, step, CONTRACT)
	RULES[step.action](task, context)


# Step by step
# ------------


def start(task: Document, context: Context) -> None:
	"""Note when the inspection started: now, or when the phone says that it did.

	:raises CampaignClosedError: it belongs to a campaign that is over, whose figures are reported.
	"""
	if task.campaign and (campaign := closing_of(task.campaign)):
		frappe.throw(
			_(
				"{0} is closed since {1}, and its figures are reported. Call this inspection off, or plan one apart."
			).format(campaign.title, campaign.closed_on),
			CampaignClosedError,
		)
	task.started_at = _moment(task, "started_at")


def submit_findings(task: Document, context: Context) -> None:
	"""Hand in the findings: each item answered, what is wrong described and shown, and signed for.

	:raises InspectionError: names the items that lack something.
	"""
	check_answers(task)
	steps.require(task, "conclusion")
	if task.task_type == JOINT_OPERATION:
		steps.require(task, "operation_result")
	check_signature(task)
	task.finished_at = _moment(task, "finished_at")
	task.submitted_by = frappe.session.user
	task.return_reason = None


def check_answers(task: Document) -> None:
	"""Refuse findings of which an item has no result, no finding where it needs one, or no photo.

	:raises UnansweredItemError:
	:raises MissingFindingError:
	:raises MissingPhotoError:
	"""
	shown = {row.for_item for row in task.get("photos") or ()}
	for lacks, error, message in (
		(
			lambda row: not row.result,
			errors.UnansweredItemError,
			_("Without a result yet: {0}. Answer each item, with Not Applicable where it doesn't apply."),
		),
		(
			lambda row: row.result == DOES_NOT_CONFORM and not (row.finding or "").strip(),
			errors.MissingFindingError,
			_("Does not conform, but without a finding: {0}. Say what is wrong."),
		),
		(
			lambda row: row.photo_required and row.result != NOT_APPLICABLE and not row.photo and row.item not in shown,
			errors.MissingPhotoError,
			_("Without the photo that it needs: {0}."),
		),
	):
		if lacking := [row.item for row in task.get("items") if lacks(row)]:
			frappe.throw(message.format("、".join(lacking)), error)


def check_signature(task: Document) -> None:
	"""Refuse findings at a producer's or dealer's that nobody there has signed, unless it is said why.

	Seasonal supervision looks at villages' work; nobody signs for a village as a whole.

	:raises MissingSignatureError:
	"""
	is_signed = (task.signature or "").startswith(DRAWING)
	if needs_signature(task) and not (is_signed or task.signature_refused):
		frappe.throw(
			_("Let the person inspected sign, or tick “{0}” and say in the conclusion why nobody signed.").format(
				_("Signature Refused")
			),
			errors.MissingSignatureError,
		)


def needs_signature(task: Document) -> bool:
	"""Whether somebody at the place inspected has to sign."""
	return task.task_type != SEASONAL_SUPERVISION and bool(task.producer or task.dealer)


def accept(task: Document, context: Context) -> None:
	"""Accept the findings: nothing is wrong, or it was put right and looked at again, or somebody says why not."""
	acceptance.refuse_own_findings(task)
	rectification.check_settled(task, context)
	task.accepted_by, task.accepted_on = frappe.session.user, context.today


def return_findings(task: Document, context: Context) -> None:
	"""Give the findings back to be completed."""
	task.finished_at = task.submitted_by = None


def call_off(task: Document, context: Context) -> None:
	"""Call a planned inspection off; the reason is asked for before."""


RULES: dict[str, Callable[[Document, Context], None]] = {
	START: start,
	CALL_OFF: call_off,
	SUBMIT_FINDINGS: submit_findings,
	ACCEPT: accept,
	RETURN_FINDINGS: return_findings,
	REQUIRE_RECTIFICATION: rectification.require,
	REPORT_RECTIFIED: rectification.report,
}


def _moment(task: Document, fieldname: str):
	"""Now; or when it happened by the phone's word, which server code alone passes on, if that is not to come."""
	happened = task.flags.get(fieldname)
	return min(get_datetime(happened), now_datetime()) if happened else now_datetime()


def visit_day(task: Document):
	"""Return the day on which a task was or is to be carried out."""
	return getdate(task.started_at or task.planned_on)

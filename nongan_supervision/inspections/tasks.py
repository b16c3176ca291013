"""The rules of an inspection task in their order: what a save is checked for, and what follows from it."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.inspections import (
	assignment,
	errors,
	evidence,
	locks,
	patrol_plans,
	positions,
	rectification,
	steps,
	templates,
)
from nongan_supervision.inspections.campaign_errors import CampaignClosedError
from nongan_supervision.inspections.seasons import closing_of
from nongan_supervision.inspections.states import CONTRACT, DEPARTMENTS, PLANNED
from nongan_supervision.inspections.steps import JOINT_OPERATION
from nongan_supervision.permissions.grants import ADMINISTRATORS, AGRICULTURE, VILLAGE
from nongan_supervision.permissions.viewer import department_of, departments_of
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows import errors as step_errors
from nongan_supervision.workflows.steps import stored_state

TASK = "Inspection Task"

ROUTINE_PATROL = "Routine Patrol"
SURPRISES = ("Unannounced Inspection", "Clenbuterol Check")
"""Types that start unannounced; who plans one may announce it afterwards."""

OF_VILLAGES = (ROUTINE_PATROL, "Certificate Inspection", "Input Dealer Inspection")
"""Types that a village may carry out itself (网格巡查)."""

EVERYONE = "Everyone"
ONLY_DEPARTMENTS = "Departments"

PLANNED_BY_RECORDS = {
	"campaign": "Supervision Campaign",
	"supervision_group": "Supervision Group",
	"patrol_plan": "Patrol Plan",
}
"""Fields by which a task counts for a plan, and whose plan it is."""


def apply_rules(task: Document, context: Context) -> None:
	"""Complete a task and refuse it if a rule is broken.

	:raises InspectionError: or a StepError, of :mod:`nongan_supervision.inspections.errors`.
	"""
	state = stored_state(task, CONTRACT)
	take_from_board(task, state)
	step = steps.step_taken(task)
	locks.keep_computed(task)
	keep_plan(task)
	complete_department(task)
	complete_place(task, context)
	complete_items(task, state)
	evidence.settle_photos(task, state)
	locks.check_changes(task)
	if state == PLANNED:
		check_plan(task)
	evidence.check_position(task, _("Position"))
	measure_distance(task)
	task.problems_found = sum(row.result == steps.DOES_NOT_CONFORM for row in task.get("items"))
	rectification.check_days(task, context)
	if step:
		steps.take(task, step, context)
	task.board_column = task.workflow_state
	task.shown_to = ONLY_DEPARTMENTS if task.unannounced and not task.started_at else EVERYONE
	complete_title(task)
	assignment.check(task)


def follow_up(task: Document) -> None:
	"""Do what follows from a saved task: who it is assigned to has it on their list, and its plan counts it."""
	assignment.follow(task)
	patrol_plans.follow_task(task)


def refuse_deletion(task: Document) -> None:
	"""Refuse to delete a task that has started, or that somebody else has planned; one's own planned one may go.

	:raises SettledRecordError: it has started.
	:raises WrongRoleError: another office's plan is called off by that office, and stays on record.
	"""
	if task.workflow_state not in (None, "", PLANNED):
		frappe.throw(
			_("{0} has started or is settled, and stays on record.").format(task.name), step_errors.SettledRecordError
		)
	if not locks.is_planner(task):
		frappe.throw(
			_("{0} was planned by {1}. Who planned it calls it off.").format(
				task.name, frappe.utils.get_fullname(task.owner)
			),
			step_errors.WrongRoleError,
		)


def take_from_board(task: Document, state: str) -> None:
	"""Take a card's new column for the step that leads there: a board writes a Select, and knows no steps.

	Between two states there is one step at most, so that it is clear which; it is checked as any other.
	"""
	stored = task.get_doc_before_save()
	is_moved = stored and task.board_column and task.board_column != (stored.board_column or state)
	if is_moved and (task.workflow_state or state) == state:
		task.workflow_state = task.board_column


# What is planned
# ---------------


def complete_department(task: Document) -> None:
	"""Say who inspects: given, or of who is assigned, or of who plans it, or by the type of the task."""
	task.department = (
		task.department
		or department_of(task.assigned_to)
		or department_of(frappe.session.user)
		or _department_with(VILLAGE if task.task_type == ROUTINE_PATROL else AGRICULTURE)
	)


def keep_plan(task: Document) -> None:
	"""Leave campaign, group and patrol plan as they are, but for those who make such plans; and why it was proposed.

	:raises CampaignClosedError: the task is put into a campaign that is over, or taken out of it.
	"""
	stored = task.get_doc_before_save()
	for fieldname, doctype in PLANNED_BY_RECORDS.items():
		if task.get(fieldname) != (stored.get(fieldname) if stored else None) and not frappe.has_permission(
			doctype, "write"
		):
			task.set(fieldname, stored.get(fieldname) if stored else None)
	before = stored.campaign if stored else None
	for campaign in {task.campaign, before} - {None, ""} if task.campaign != before else ():
		refuse_closed_campaign(campaign)
	if not stored and task.task_type in SURPRISES:
		task.unannounced = 1


def refuse_closed_campaign(name: str) -> None:
	"""Refuse to put a task into a campaign that is closed, or to take it out: its figures are reported.

	:raises CampaignClosedError:
	"""
	if campaign := closing_of(name):
		frappe.throw(
			_("{0} is closed already, since {1}.").format(campaign.title, campaign.closed_on), CampaignClosedError
		)


def complete_place(task: Document, context: Context) -> None:
	"""Take the village from producer or dealer where none is given; town and sector follow.

	:raises PlaceMismatchError: producer or dealer is in another village.
	"""
	producer, dealer = context.producer(task.producer), context.dealer(task.dealer)
	for name, place in ((producer and producer.producer_name, producer), (dealer and dealer.dealer_name, dealer)):
		if not place:
			continue
		task.village = task.village or place.village
		if place.village != task.village:
			frappe.throw(
				_("{0} is in {1}, not in {2}. Choose another one, or correct the village.").format(
					name, place.village, task.village
				),
				errors.PlaceMismatchError,
			)
	task.town = context.town_of(task.village)
	task.sector = (producer and producer.sector) or context.sector_of(task.product)


def complete_items(task: Document, state: str) -> None:
	"""Give a task the items of its template; once it has started, its items stay what they are."""
	stored = task.get_doc_before_save()
	templates.check_items(task)
	if not stored:
		templates.give_items(task, own_items=_is_of_a_department())
	elif state != PLANNED or not _is_of_a_department():
		templates.keep_texts(task, stored)
	elif task.template and task.template != stored.template:
		templates.copy_items(task)


def check_plan(task: Document) -> None:
	"""Refuse a plan that can't be carried out as it stands.

	:raises TaskDateError: it is due before it is planned.
	:raises UnannouncedError: the village would carry out what is to surprise it.
	:raises DepartmentError: the village would carry out what is not its own, or one department operates jointly.
	"""
	task.due_on = task.due_on or task.planned_on
	if getdate(task.due_on) < getdate(task.planned_on):
		frappe.throw(
			_("The task is due on {0}, before {1} when it is planned.").format(task.due_on, task.planned_on),
			errors.TaskDateError,
		)
	if task.department in departments_of(VILLAGE):
		_check_village_s_own(task)
	if task.task_type == JOINT_OPERATION:
		_check_joint(task)


def _check_village_s_own(task: Document) -> None:
	if task.unannounced:
		frappe.throw(
			_("An unannounced inspection is to surprise the village: choose another department than {0}.").format(
				task.department
			),
			errors.UnannouncedError,
		)
	if task.task_type not in OF_VILLAGES:
		frappe.throw(
			_("{0} is not the part of {1}. Choose the department that inspects.").format(
				_(task.task_type, context=TASK), task.department
			),
			errors.DepartmentError,
		)


def _check_joint(task: Document) -> None:
	present = {row.department for row in task.get("departments") or ()}
	if task.department not in present:
		task.append("departments", {"department": task.department})
		present.add(task.department)
	if len(present) < 2:
		frappe.throw(
			_("A joint operation is of two departments at least: enter the others in Departments."),
			errors.DepartmentError,
		)


# What the server works out
# -------------------------


def measure_distance(task: Document) -> None:
	"""Say how far from the producer's own position the inspection was, where both are known."""
	task.distance_from_place = None
	if task.producer and positions.is_given(task.latitude, task.longitude):
		place = frappe.db.get_value("Producer", task.producer, ["latitude", "longitude"])
		if place and positions.is_possible(*place):
			task.distance_from_place = round(positions.distance((task.latitude, task.longitude), place))


def complete_title(task: Document) -> None:
	"""Call a task after its village and whom it visits."""
	producer = frappe.db.get_value("Producer", task.producer, "producer_name") if task.producer else None
	dealer = frappe.db.get_value("Input Dealer", task.dealer, "dealer_name") if task.dealer else None
	task.title = " · ".join(filter(None, (task.village, producer or dealer)))[:140]


def _department_with(role: str) -> str | None:
	return next(iter(departments_of(role)), None)


def _is_of_a_department() -> bool:
	return not {*DEPARTMENTS, *ADMINISTRATORS}.isdisjoint(frappe.get_roles())

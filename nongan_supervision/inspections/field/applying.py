"""What a phone sent in, done to its task: by the rules of the task, as the user who sent it, and over nobody's work."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_datetime, get_fullname

from nongan_supervision.inspections.field import errors
from nongan_supervision.inspections.field.photos import address_of
from nongan_supervision.inspections.field.submissions import FINDINGS, RECTIFICATION, START, FieldWork, TakenPhoto
from nongan_supervision.inspections.field.tasks import state_key
from nongan_supervision.inspections.field.times import Checked, checked
from nongan_supervision.inspections.states import CALLED_OFF, IN_PROGRESS, PLANNED, RECTIFYING, SUBMITTED, TASK

SUBMISSION = "Field Submission"

INSPECTION, RECTIFYING_STAGE = "Inspection", "Rectification"


def apply(work: FieldWork, task: Document, now: datetime.datetime) -> list[str]:
	"""Do what was sent; return notes on what could not be taken as it came.

	:param now: the server's time, the site's time zone.
	:raises ConflictError: somebody else has changed what this would overwrite, or the task has gone on.
	:raises PhotoError: a photo has not arrived.
	"""
	return DEEDS[work.kind](work, task, now)


def _start(work: FieldWork, task: Document, now: datetime.datetime) -> list[str]:
	if task.workflow_state == CALLED_OFF:
		_refuse_gone_on(task)
	if task.workflow_state != PLANNED:
		return [_("It had been started already.")]
	began = checked(work.started_at, task.creation, now)
	_place(work, task)
	_step(task, IN_PROGRESS, started_at=began.moment)
	return _notes(work, began)


def _findings(work: FieldWork, task: Document, now: datetime.datetime) -> list[str]:
	if task.workflow_state not in (PLANNED, IN_PROGRESS):
		_refuse_gone_on(task)
	_refuse_changed(work, task)
	began = checked(work.started_at, task.creation, now)
	if task.workflow_state == PLANNED:  # the start is still on its way, or was never sent
		_step(task, IN_PROGRESS, started_at=began.moment)
	ended = checked(work.finished_at, began.moment if began.as_told else task.creation, now)
	_answers(work, task)
	_photos(work.photos, task, INSPECTION)
	_place(work, task)
	task.conclusion = work.conclusion or task.conclusion
	task.operation_result = work.operation_result or task.operation_result
	task.inspected_person = work.inspected_person or task.inspected_person
	task.signature = work.signature or task.signature
	task.signature_refused = int(work.signature_refused and not work.signature)
	_step(task, SUBMITTED, finished_at=ended.moment)
	return _notes(work, began, ended)


def _rectification(work: FieldWork, task: Document, now: datetime.datetime) -> list[str]:
	if task.workflow_state != RECTIFYING:
		_refuse_gone_on(task)
	_refuse_changed(work, task)
	ended = checked(work.finished_at, task.creation, now)
	task.rectification_report = work.report
	task.rectified_on = ended.moment.date()
	_photos(work.photos, task, RECTIFYING_STAGE)
	_step(task, SUBMITTED)
	return _notes(work, ended)


DEEDS = {START: _start, FINDINGS: _findings, RECTIFICATION: _rectification}


def _step(task: Document, state: str, **times: datetime.datetime) -> None:
	"""Take a step of the task's workflow, as its form would."""
	task.flags.update(times)  # passed on by server code alone: see steps.py
	task.workflow_state = state
	task.save()


def _answers(work: FieldWork, task: Document) -> None:
	rows = {row.name: row for row in task.items}
	for answer in work.answers:
		row = rows.get(answer.row)
		if row is None:
			raise errors.ConflictError(
				_("The items of this task were changed meanwhile: one that was answered is no longer there.")
			)
		row.result, row.finding = answer.result, answer.finding


def _photos(photos: tuple[TakenPhoto, ...], task: Document, stage: str) -> None:
	rows = {row.name: row for row in task.items}
	known = {row.photo_key for row in task.photos if row.photo_key}
	for photo in photos:
		address = address_of(task.name, photo.photo_key)
		if not address:
			raise errors.UnknownPhotoError(_("A photo has not arrived yet. Send it again."))
		if photo.photo_key in known:
			continue
		item = rows.get(photo.row)
		task.append(
			"photos",
			{
				"photo": address,
				"photo_key": photo.photo_key,
				"caption": photo.caption,
				"for_item": item.item if item else "",
				"taken_at": photo.taken_at,
				"stage": stage,
				"added_by": frappe.session.user,
				**(photo.position._asdict() if photo.position else {}),
			},
		)


def _place(work: FieldWork, task: Document) -> None:
	if work.position:
		task.update({**work.position._asdict(), "position_accuracy": work.accuracy})


def _notes(work: FieldWork, *times: Checked) -> list[str]:
	notes = []
	if not all(moment.as_told for moment in times):
		notes.append(_("The phone's clock is wrong: the server's time was taken. What the phone said is kept."))
	if work.off_map:
		notes.append(_("The position was off the map and left out."))
	return notes


def _refuse_gone_on(task: Document) -> None:
	raise errors.ConflictError(
		_("Meanwhile the task is “{0}”: last changed by {1} at {2}. What you sent is kept; the office decides.").format(
			_(task.workflow_state or PLANNED), get_fullname(task.modified_by), format_datetime(task.modified)
		)
	)


def _refuse_changed(work: FieldWork, task: Document) -> None:
	"""Refuse to write over what others wrote since the phone had the task; what the phone itself sent is no other's."""
	if _reached_from(work.based_on, task.name) != state_key(task):
		raise errors.ConflictError(
			_("{0} changed this task at {1}, after you had it. Nothing was overwritten; what you sent is kept.").format(
				get_fullname(task.modified_by), format_datetime(task.modified)
			)
		)


def _reached_from(key: str, task: str) -> str:
	"""The state that this user's own submissions have led to, from the one that the phone had."""
	own = frappe.get_all(
		SUBMISSION,
		filters={"task": task, "owner": frappe.session.user, "outcome": "Applied", "led_to": ["is", "set"]},
		fields=["based_on", "led_to"],
		order_by="received_at asc, creation asc",
	)
	led = {row.based_on: row.led_to for row in own if row.based_on != row.led_to}
	while key in led:
		key = led.pop(key)
	return key


def load(name: str) -> Document:
	"""Return a task as it is stored now, with its row locked until the transaction ends.

	:raises frappe.PermissionError: there is none that this user may see; whether there is one isn't told.
	"""
	task = frappe.get_doc(TASK, name, for_update=True) if frappe.db.exists(TASK, name) else None
	if not task or not task.has_permission("read"):
		frappe.throw(_("There is no such task among yours."), frappe.PermissionError)
	return task

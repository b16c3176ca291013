"""What the village officer's phone has sent in: one inspection as it was, and one that the office had done meanwhile.

Taken in by the rules that hold for any phone; only the days on which it arrived are set afterwards.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable
from io import BytesIO

import frappe
from frappe.model.document import Document

from nongan_supervision.inspections.field import inbox, photos
from nongan_supervision.inspections.field.applying import FINDINGS, SUBMISSION
from nongan_supervision.inspections.field.tasks import state_key
from nongan_supervision.inspections.states import IN_PROGRESS, SUBMITTED, TASK
from nongan_supervision.setup.sample.inspections import OWN_VILLAGE, SIGNATURE, new_task, picture, producers_of
from nongan_supervision.setup.sample.users import AGRICULTURE, VILLAGE, acting_as

OFFICERS = "各行政村"
"""The department of the villages' own patrols."""

ON_TIME, TOO_LATE = 5, 3
"""How many days ago each was sent."""

SEEN_BY_OFFICER = "现场查看大棚三处，投入品仓库上锁，记录齐全。"
SEEN_BY_OFFICE = "已电话核实，近期未用药，无须现场查看。"


def send_from_the_field(today: datetime.date) -> None:
	"""Let the officer's phone send its two inspections, unless phones have sent something already."""
	if frappe.db.count(SUBMISSION):
		return
	for number, days_ago in enumerate((ON_TIME, TOO_LATE), 1):
		day = today - datetime.timedelta(days=days_ago)
		if day.year == today.year:
			_inspect(day, number, meanwhile=_finish_at_the_desk if days_ago == TOO_LATE else None)


def _inspect(day: datetime.date, number: int, meanwhile: Callable[[Document, datetime.date], None] | None) -> None:
	task = _planned(day, number)
	with acting_as(VILLAGE.email):
		sent = _sent(task, day)
	if meanwhile:
		meanwhile(task, day)
	with acting_as(VILLAGE.email):
		kept = inbox.receive(sent)["submission"]
	arrived = datetime.datetime.combine(day, datetime.time(17, 20))
	# the server's own clock, which no phone sets
	frappe.db.set_value(SUBMISSION, kept, {"received_at": arrived, "creation": arrived}, update_modified=False)


def _planned(day: datetime.date, number: int) -> Document:
	producers = producers_of(OWN_VILLAGE)
	with acting_as(AGRICULTURE.email):
		task = new_task(
			"Routine Patrol",
			producers[(number + 2) % len(producers)],
			day,
			department=OFFICERS,
			assigned_to=VILLAGE.email,
		).insert()
	planned = datetime.datetime.combine(day, datetime.time(8))
	task.db_set("creation", planned, update_modified=False)  # a phone starts nothing that wasn't planned yet
	return frappe.get_doc(TASK, task.name)


def _sent(task: Document, day: datetime.date) -> dict:
	"""Return what the phone keeps until there is a signal; its photos have gone up."""
	began, ended = (datetime.datetime.combine(day, datetime.time(15, minute)) for minute in (10, 40))
	return {
		"submission_key": secrets.token_hex(16),
		"task": task.name,
		"kind": FINDINGS,
		"based_on": state_key(task),
		"started_at": began.isoformat(),
		"finished_at": ended.isoformat(),
		"submitted_at": ended.isoformat(),
		"items": [{"name": row.name, "result": "Conforms"} for row in task.items],
		"photos": [_photo(task, row, began) for row in task.items if row.photo_required],
		"conclusion": SEEN_BY_OFFICER,
		"inspected_person": "在场人员",
		"signature": SIGNATURE,
	}


def _photo(task: Document, row: Document, taken_at: datetime.datetime) -> dict:
	key = secrets.token_hex(16)
	photos.take_in(task, key, BytesIO(picture()))
	return {"photo_key": key, "item": row.name, "taken_at": taken_at.isoformat()}


def _finish_at_the_desk(task: Document, day: datetime.date) -> None:
	"""Let the office do the same inspection, before what the phone keeps has arrived."""
	noon = datetime.datetime.combine(day, datetime.time(16, 5))
	with acting_as(AGRICULTURE.email):
		task = frappe.get_doc(TASK, task.name)
		task.flags.started_at = noon
		task.workflow_state = IN_PROGRESS
		task.save()
		for row in task.get("items"):
			row.result = "Not Applicable" if row.photo_required else "Conforms"
		task.update({"conclusion": SEEN_BY_OFFICE, "inspected_person": "电话核实", "signature_refused": 1})
		task.flags.finished_at = noon + datetime.timedelta(minutes=10)
		task.workflow_state = SUBMITTED
		task.save()

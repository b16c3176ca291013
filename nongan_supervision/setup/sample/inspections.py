"""Inspections of the year: most found nothing, some is being rectified, and some stands on today's list."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import frappe
from frappe.model.document import Document
from PIL import Image

from nongan_supervision.inspections.clues import open_for_overdue
from nongan_supervision.inspections.patrol_plans import propose
from nongan_supervision.inspections.states import CLOSED, IN_PROGRESS, RECTIFYING, SUBMITTED, TASK
from nongan_supervision.setup.sample.days import working_days
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.users import (
	AGRICULTURE,
	LEADER,
	MARKET,
	VETERINARY,
	VILLAGE,
	SampleUser,
	acting_as,
)

PATROLS = 10
"""Patrols of the year so far that found nothing, or what was put right on the spot."""

OWN_VILLAGE = "岑村"
"""The village of the sample's officer."""

SEASONAL = "Seasonal Supervision"

SIGNATURE = (
	"data:image/png;base64,"
	"iVBORw0KGgoAAAANSUhEUgAAAHgAAAAoAQAAAAAdkQOIAAAA+UlEQVR42sWRMUoDURRFz39ETRGwUUghzjTuQUGYCBaWLsElWFr5"
	"ZwEWUwl2gq2FS5g0ahksrANOpTYyCDFM/k3xY0KyAD3Vu/DufXCfE0sYf66rFT1c0euzsQBAulFkU5JiXgXQne3fxQj1Fvce+SR0"
	"oj9c+nCgvkb13B+O2cDFO2qCHzW6Uv0jSahR9tVo1781krwxgVfzaVkBE4wxPMPRsA1850agXxA4H1jONagikfb1lAQfMhkuy8GR"
	"pK4cl7R4L4ALOj342MFgC3gh5JzdgzHY7kKLNkweYh85nLAGeyUYty6F8rcoAw7hdF5I8Kq1wP3/v5eYAtKoePMKaYDyAAAAAElF"
	"TkSuQmCC"
)
"""A scribble: nobody's name."""


@dataclass(frozen=True)
class Story:
	"""An inspection so many days ago, how far it has come, and what it found, item by item."""

	days_ago: int
	task_type: str
	user: SampleUser
	village: str
	state: str = CLOSED
	findings: dict[str, str] | None = None
	sector: str | None = None
	dealer: bool = False
	rectify_in: int = 15
	"""Days from the inspection until what was found should be put right."""
	departments: Sequence[str] = ()
	operation_result: str | None = None
	conclusion: str = "现场检查情况正常，已提醒继续规范用药、如实记录。"


LEDGER = {"生产记录台账": "近一个月用药未记录。"}
STORE = {"投入品仓库": "农药与饲料混放，一瓶农药标签脱落。", "合格证开具": "上周上市两批未开具合格证。"}

STORIES = (
	Story(74, "Routine Patrol", AGRICULTURE, "洛阳", findings=LEDGER, conclusion="责令限期补齐台账。"),
	Story(
		45,
		"Joint Operation",
		AGRICULTURE,
		"圻庄",
		departments=("市场监督分局", "派出所"),
		operation_result="检查生产主体三家、农资门店一家，未发现使用禁用药物。",
	),
	Story(33, "Input Dealer Inspection", MARKET, OWN_VILLAGE, dealer=True),
	Story(29, "Routine Patrol", AGRICULTURE, "天井", RECTIFYING, STORE, rectify_in=20, conclusion="责令限期整改。"),
	Story(12, "Certificate Inspection", AGRICULTURE, "汤墅", conclusion="合格证内容完整，与记录相符。"),
	Story(8, "Routine Patrol", AGRICULTURE, OWN_VILLAGE, RECTIFYING, LEDGER, rectify_in=8, conclusion="责令限期改正。"),
	Story(2, "Routine Patrol", VILLAGE, OWN_VILLAGE, SUBMITTED, {"废弃物处置": "田头有散落的农药包装袋。"}),
)
"""In the order of their days; one rectification is overdue, one is due today."""


def inspect(today: datetime.date) -> None:
	"""Enter the inspections of the year so far, and those that are planned; nothing if there are any.

	The campaigns' tasks are made before, with the campaigns.
	"""
	if frappe.db.count(TASK, {"task_type": ["!=", SEASONAL]}):
		return
	for number, day in enumerate(_days_of_patrols(today)):
		_carry_out(Story(0, "Routine Patrol", AGRICULTURE, _villages()[number * 7 % len(_villages())]), day, number)
	for number, story in enumerate(STORIES):
		day = today - datetime.timedelta(days=story.days_ago)
		if day.year == today.year:
			_carry_out(story, day, number)
	open_for_overdue()
	_plan(today)


def _days_of_patrols(today: datetime.date) -> list[datetime.date]:
	"""Days at equal distances, in the weeks before the stories."""
	days = [day for day in working_days(today) if day < today - datetime.timedelta(days=14)]
	return [days[index * len(days) // PATROLS] for index in range(PATROLS)] if len(days) >= PATROLS else []


def _plan(today: datetime.date) -> None:
	"""Two patrols of the officer's village today, a check that it is not to know of, and the month's proposal."""
	with acting_as(AGRICULTURE.email):
		for producer in producers_of(OWN_VILLAGE)[:2]:
			new_task("Routine Patrol", producer, today, department="各行政村", assigned_to=VILLAGE.email).insert()
		town = frappe.db.get_value("Village", OWN_VILLAGE, "town")
		propose(town, today.year, today.month)
	with acting_as(VETERINARY.email):
		stock = next(one for one in all_producers() if one.product.sector == "Livestock")
		new_task("Clenbuterol Check", stock, today + datetime.timedelta(days=3)).insert()


def _carry_out(story: Story, day: datetime.date, number: int) -> None:
	"""Take an inspection as far as its story goes, step by step, at the hours of its day."""
	producers = [one for one in producers_of(story.village) if story.sector in (None, one.product.sector)]
	producer = producers[number % len(producers)]
	with acting_as(story.user.email):
		task = new_task(story.task_type, producer, day)
		if story.dealer:
			dealer = frappe.db.get_value("Input Dealer", {"village": story.village})
			task.update({"producer": None, "product": None, "dealer": dealer})
		for department in story.departments:
			task.append("departments", {"department": department})
		task.insert()
		hour = datetime.datetime.combine(day, datetime.time(9 + number % 6, 7 * number % 60))
		_go_on(task, IN_PROGRESS, started_at=hour)
		_answer(task, story, producer)
		_go_on(task, SUBMITTED, finished_at=hour + datetime.timedelta(minutes=35))
	if story.state == SUBMITTED:
		return
	with acting_as(AGRICULTURE.email if story.user is VILLAGE else story.user.email):
		if story.findings:
			_rectify(task, story, day)
	if story.state != CLOSED:
		return
	with acting_as(AGRICULTURE.email if story.user is VILLAGE else LEADER.email):  # nobody accepts their own findings
		_go_on(task, CLOSED)
		# the server's own day, which no form lets one enter
		accepted_on = day + datetime.timedelta(days=story.rectify_in if story.findings else 1)
		task.db_set("accepted_on", accepted_on, update_modified=False)


def _rectify(task: Document, story: Story, day: datetime.date) -> None:
	task.rectification_requirement = "；".join(f"{item}：立即改正并报告" for item in story.findings)
	task.rectification_notified_on = day
	_go_on(task, RECTIFYING)
	# its own day has passed, which no form lets one enter
	task.db_set("rectification_due_on", day + datetime.timedelta(days=story.rectify_in), update_modified=False)
	if story.state != CLOSED:
		return
	done = day + datetime.timedelta(days=story.rectify_in - 4)
	task.update({"rectification_report": "台账已补齐，今后当天用药当天记录。", "rectified_on": done})
	_go_on(task, SUBMITTED)
	looked = day + datetime.timedelta(days=story.rectify_in - 2)
	task.update({"reinspection_result": "Rectified", "reinspected_on": looked})
	task.save(ignore_version=True)


def _answer(task: Document, story: Story, producer: SampleProducer) -> None:
	findings = story.findings or {}
	for row in task.get("items"):
		row.result = "Does Not Conform" if row.item in findings else "Conforms"
		row.finding = findings.get(row.item)
		if row.photo_required:
			photo = {"photo": _photo_of(task), "for_item": row.item, "taken_at": task.started_at}
			task.append("photos", {**photo, "latitude": producer.place[0], "longitude": producer.place[1]})
	task.update({"conclusion": story.conclusion, "operation_result": story.operation_result})
	task.update({"inspected_person": producer.name, "signature": SIGNATURE})
	task.latitude, task.longitude = (round(degrees + 0.0004, 6) for degrees in producer.place)


def _photo_of(task: Document) -> str:
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{task.name}.jpg",
			"content": picture(),
			"attached_to_doctype": TASK,
			"attached_to_name": task.name,
			"is_private": 1,
		}
	)
	return file.insert().file_url


@cache
def picture() -> bytes:
	"""A picture in place of a photo, which nobody has taken."""
	drawn = BytesIO()
	Image.new("RGB", (320, 240), "#9db58a").save(drawn, "JPEG")
	return drawn.getvalue()


def _go_on(task: Document, state: str, **moments: datetime.datetime) -> None:
	task.flags.update(moments)
	task.workflow_state = state
	task.save(ignore_version=True)  # versions bear the day on which the sample is loaded


def new_task(task_type: str, producer: SampleProducer, day: datetime.date, **values) -> Document:
	"""Return a new inspection of a producer, planned for a day; not inserted."""
	name = frappe.db.get_value("Producer", {"village": producer.village, "producer_name": producer.name})
	return frappe.get_doc(
		{
			"doctype": TASK,
			"task_type": task_type,
			"village": producer.village,
			"producer": name,
			"product": producer.product.name,
			"planned_on": day,
			**values,
		}
	)


def producers_of(village: str) -> list[SampleProducer]:
	"""Return the sample's producers of a village."""
	return [one for one in all_producers() if one.village == village]


def _villages() -> list[str]:
	return list(dict.fromkeys(one.village for one in all_producers()))

"""The year's supervision campaigns: past ones closed and summed up, the running one half done, the next one drafted.

Made by the rules that hold for any campaign; only the days on which steps were taken are set afterwards.
"""

from __future__ import annotations

import base64
import datetime

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.inspections import campaigns, summaries
from nongan_supervision.inspections.rotation import SEASONS, Season
from nongan_supervision.inspections.seasons import CAMPAIGN, SUMMARY
from nongan_supervision.inspections.states import CLOSED, IN_PROGRESS, RECTIFYING, SUBMITTED, TASK
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.sample.alike import take_over
from nongan_supervision.setup.sample.town import TOWN
from nongan_supervision.setup.sample.users import LEADER, acting_as

DRAFTED_BEFORE = datetime.timedelta(days=60)
"""How long before its start the next season's campaign is drafted."""

FOCUS = {
	"Summer": "重点检查快检开展、生产记录台账和禁限用药管控情况。",
	"Autumn": "重点检查上市高峰期合格证开具和夏季督导问题整改情况。",
	"Winter": "重点检查全年任务完成情况、畜禽水产休药期执行和宣传培训情况。",
}
MORNING, NOON = datetime.time(9, 10), datetime.time(11, 30)

FINDINGS = {
	"汤墅": ("生产记录", "抽查的一家合作社近两周用药记录未登记。"),
	"友谊": ("投入品管理", "村内农资门店购买台账缺少身份信息。"),
	"戴溪": ("生产主体名录", "名录中两户已停产，未及时更新。"),
	"民丰": ("宣传培训", "公告栏内容为上一年度。"),
}
"""Village → the item that does not conform there, and what was found."""

STILL_OPEN = {"Autumn": "戴溪"}
"""Season → the village whose problem is still open when the campaign is closed."""

DAYS_LATE = {"Autumn": 3}
"""Season → how many days late its summary is; the others are two days early."""

CONCLUSION = "工作部署到位，总体情况较好。"
ORDER = "限期整改，并将整改情况书面报督导组。"
REPORT = "已按要求整改，附相关记录。"
SUGGESTIONS = "继续压实村级监管责任，加强生产记录和农资购买台账的日常核查；对发现问题的村开展回头看。"
LEFT_OPEN = "{village}整改尚未完成，转入日常跟踪。"

PICTURE = base64.b64decode(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkWPa/HgAFAQJ/kQ0W6QAAAABJRU5ErkJggg=="
)
"""A coloured dot, where the office would have photos."""


def run_campaigns(today: datetime.date) -> None:
	"""Make the campaigns of the year that have begun, and draft the next one; those that are there are left alone."""
	for name in SEASONS:
		season = Season.of(today.year, name)
		begins = season.starts_on - DRAFTED_BEFORE
		if begins <= today and not frappe.db.exists(CAMPAIGN, {"town": TOWN, "year": season.year, "season": name}):
			_run(season, today)


def _run(season: Season, today: datetime.date) -> None:
	values = {"year": season.year, "season": season.name, "town": TOWN, "focus": FOCUS[season.name]}
	campaign = frappe.get_doc({"doctype": CAMPAIGN, **values}).insert()
	campaign.generate_groups()
	if season.starts_on > today:
		return
	campaigns.start(campaign.name, Context(season.starts_on))
	photo = _photo(campaign)
	come = {"campaign": campaign.name, "planned_on": ["<=", today]}
	names = frappe.get_all(TASK, come, pluck="name", order_by="planned_on, name")
	tasks = [frappe.get_doc(TASK, name) for name in names]
	uneventful = [task for task in tasks if task.village not in FINDINGS and _is_over(task, today)]
	for task in tasks:
		if task not in uneventful:
			_inspect(task, season, photo, today)
	if uneventful:
		_inspect_alike(uneventful, season, photo, today)
	if season.ends_on < today:
		_close(campaign, season, today)


def _inspect_alike(tasks: list[Document], season: Season, photo: str, today: datetime.date) -> None:
	"""Take tasks as far as they have come: the first step by step, the others as that one."""
	first, *others = tasks
	planned = frappe.get_doc(TASK, first.name)
	_inspect(first, season, photo, today)
	later = {task.name: getdate(task.planned_on) - getdate(first.planned_on) for task in others}
	take_over(planned, frappe.get_doc(TASK, first.name), later)


def _is_over(task: Document, today: datetime.date) -> bool:
	"""Whether findings have been accepted by now: the day after the inspection is over."""
	return (today - getdate(task.planned_on)).days > 1


def _inspect(task: Document, season: Season, photo: str, today: datetime.date) -> None:
	"""Take a task as far as it has come by today."""
	day = getdate(task.planned_on)
	task.flags.started_at = datetime.datetime.combine(day, MORNING)
	_step(task, IN_PROGRESS)
	if day == today:
		return
	_answer(task, photo)
	task.flags.finished_at = datetime.datetime.combine(day, NOON)
	_step(task, SUBMITTED)
	if task.village in FINDINGS:
		_rectify(task, season, today)
	elif _is_over(task, today):
		_accept(task)
		task.db_set("accepted_on", day + datetime.timedelta(days=1), update_modified=False)


def _answer(task: Document, photo: str) -> None:
	wrong, finding = FINDINGS.get(task.village, (None, None))
	for row in task.get("items"):
		row.result = "Does Not Conform" if row.item == wrong else "Conforms"
		row.finding = finding if row.item == wrong else None
		row.photo = photo if row.photo_required else None
	task.conclusion = CONCLUSION


def _rectify(task: Document, season: Season, today: datetime.date) -> None:
	"""Require rectification; the problem is put right within ten days, unless it stays open."""
	day = getdate(task.planned_on)
	task.rectification_requirement = ORDER
	_step(task, RECTIFYING)
	due = day + datetime.timedelta(days=15)
	dates = {"rectification_notified_on": day, "rectification_due_on": due}
	done = day + datetime.timedelta(days=10)
	if done < today and STILL_OPEN.get(season.name) != task.village:
		task.rectification_report = REPORT
		_step(task, SUBMITTED)
		task.reinspection_result = "Rectified"
		_accept(task)
		dates |= {"rectified_on": done, "reinspected_on": done, "accepted_on": done}
	elif due < today:
		dates["rectification_due_on"] = today + datetime.timedelta(days=7)  # the office has given it more time
	task.db_set(dates, update_modified=False)


def _accept(task: Document) -> None:
	"""By the leader: nobody accepts what they have handed in themselves."""
	with acting_as(LEADER.email):
		_step(task, CLOSED)


def _step(task: Document, state: str) -> None:
	task.workflow_state = state
	task.save(ignore_version=True)  # versions bear the day on which the sample is loaded


def _close(campaign: Document, season: Season, today: datetime.date) -> None:
	open_village = STILL_OPEN.get(season.name)
	reason = LEFT_OPEN.format(village=open_village) if open_village else None
	campaigns.close(campaign.name, reason, Context(season.ends_on))
	summary = frappe.get_doc(SUMMARY, summaries.draft(campaign.name))
	summary.suggestions = SUGGESTIONS
	late = DAYS_LATE.get(season.name, -2)
	submitted_on = season.feedback_due_on + datetime.timedelta(days=late)
	if submitted_on > today:
		summary.save()
		return
	summary.submit()
	summary.db_set({"submitted_on": submitted_on, "late": int(late > 0)}, update_modified=False)
	summaries.tell_campaign(summary)


def _photo(campaign: Document) -> str:
	"""Attach a picture to the campaign, which everybody who sees it may look at, and return its address."""
	file = {
		"doctype": "File",
		"file_name": f"示例照片-{campaign.season}.png",
		"attached_to_doctype": CAMPAIGN,
		"attached_to_name": campaign.name,
		"is_private": 1,
		"content": PICTURE,
	}
	return frappe.get_doc(file).insert().file_url

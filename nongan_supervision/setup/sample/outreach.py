"""The year's outreach and meetings: weekly messages, media reports, trainings, visits, resolutions, consultations.

Made by the rules that hold for any of them. Not all is well: a week without a message, a month with too few reports, a
visit at which nobody explained policy, a resolution that is overdue.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import frappe

from nongan_supervision.outreach import consultations, messages
from nongan_supervision.outreach.activities import ACTIVITY, MEDIA, SMS
from nongan_supervision.outreach.meetings import CONSULTATION, DONE, IN_PROGRESS, MEETING
from nongan_supervision.outreach.texts import topic_of
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.sample.days import at_most, working_days
from nongan_supervision.setup.sample.town import TOWN
from nongan_supervision.setup.sample.users import AGRICULTURE, MARKET, VETERINARY, VILLAGE, acting_as

SMS_TOPICS = (
	"用药后未过安全间隔期（休药期）的农产品不得采收上市。",
	"禁止销售、使用禁限用农药兽药，购买农药请实名登记。",
	"上市前请自检并开具承诺达标合格证。",
	"请如实填写农产品生产记录，保存不少于两年。",
)
WITHOUT_A_MESSAGE = 17
"""Every so many weeks none goes out."""

MEDIA_NAMES = ("示例镇微信公众号", "示例区融媒体中心", "示例日报")
MEDIA_TOPICS = ("农产品质量安全专项治理进行时", "快检进村，守护菜篮子", "规范用药，从田头抓起")
FEW_MEDIA = 3
"""The month with one report only."""

TRAININGS = (
	(0.12, "春耕安全用药培训", "岑村", AGRICULTURE),
	(0.38, "畜禽养殖减抗与休药期培训", "汤墅", VETERINARY),
	(0.62, "承诺达标合格证开具培训", "友谊", AGRICULTURE),
	(0.86, "农资经营主体实名购买与台账培训", "戴溪", MARKET),
)
"""Share of the year so far, topic, village, and whose it is."""

TRAINED = "讲解禁限用药规定、安全间隔期（休药期）、生产记录和承诺达标合格证要求，现场答疑并发放资料。"

VISITS = (
	(0.25, "豇豆种植户入户宣传", "岑村", True),
	(0.55, "水产养殖户入户宣传", "民丰", True),
	(0.80, "蔬菜种植户入户宣传", "岑村", False),
)
"""Share, topic, village, and whether policy was explained."""

RURAL_OUTREACH = ((0.30, "农产品质量安全乡村行", "戴溪"), (0.70, "农产品质量安全乡村行", "汤墅"))

ATTENDEES = 12
ABSENT = 4
"""Every so manyeth of those listed did not come."""

DEPARTMENTS = ("镇农村工作局", "市场监督分局", "畜牧兽医站", "派出所")
AGENDA = "通报近期抽检、巡查情况；会商问题线索处置；部署下阶段重点工作。"
MINUTES = "各部门通报了工作开展情况，对存在问题进行了研究，并议定以下事项。"

MEETINGS = (
	(0.10, (("印发年度治理清单，明确各部门责任。", "镇农村工作局", 20, DONE),)),
	(0.35, (("完成农资门店实名购买台账检查。", "市场监督分局", 30, DONE),)),
	(
		0.60,
		(
			("对养殖场（户）休药期执行情况开展抽查。", "畜牧兽医站", 20, None),
			("完善涉嫌犯罪线索会商衔接流程。", "派出所", 400, IN_PROGRESS),
		),
	),
	(0.95, (("制定重点时段农产品质量安全保障方案。", "镇农村工作局", 30, None),)),
)
"""Share of the year so far, and what was resolved: text, department, days until it is due, state (None: open)."""

CONSULTATIONS = ((0.45, "Medium"), (0.90, "Low"))
"""Share of the year so far, and the level that the risk was found to have."""


def reach_out(today: datetime.date) -> None:
	"""Enter the year's activities, messages and meetings up to a day; nothing if there are any."""
	if frappe.db.count(ACTIVITY) or frappe.db.count(MEETING):
		return
	days = working_days(today)
	with acting_as(AGRICULTURE.email):
		_send_messages(days)
		_publish(days, today)
		_draft_messages()
		for share, topic, village in RURAL_OUTREACH:
			_enter("Rural Outreach", _at(share, days), topic, village=village, audience_count=80, policy_briefing=1)
		_meet(days, today)
	for share, topic, village, who in TRAININGS:
		with acting_as(who.email):
			values = {"village": village, "policy_briefing": 1, "summary": TRAINED, "producers": _attendance(village)}
			_enter("Training", _at(share, days), topic, **values)
	_visit(days)


def _send_messages(days: list[datetime.date]) -> None:
	weeks = {day.isocalendar()[:2]: day for day in reversed(days)}
	for number, day in enumerate(sorted(weeks.values())):
		if (number + 1) % WITHOUT_A_MESSAGE:
			text = SMS_TOPICS[number % len(SMS_TOPICS)]
			_enter(SMS, day, topic_of(text), summary=text, audience_count=180)


def _publish(days: list[datetime.date], today: datetime.date) -> None:
	months = defaultdict(list)
	for day in days:
		months[day.month].append(day)
	for month, own in months.items():
		is_running = month == today.month
		wanted = 1 if month == FEW_MEDIA or is_running else len(MEDIA_NAMES)
		for number in range(wanted):
			day = own[(number + 1) * (len(own) - 1) // (wanted + 1)]
			_enter(MEDIA, day, MEDIA_TOPICS[number], media_name=MEDIA_NAMES[number])


def _draft_messages() -> None:
	"""One message that was tried, and one that waits: nothing leaves a site for trying."""
	text = "{producer_name}：高温季节请规范用药，未过安全间隔期不得采收上市。"
	tried = frappe.get_doc({"doctype": messages.MESSAGE, "message_text": text, "village": "岑村"}).insert()
	messages.send(tried.name, Context())
	text = "{village}的规模主体请注意：上市前须开具承诺达标合格证。"
	frappe.get_doc({"doctype": messages.MESSAGE, "message_text": text, "only_of_scale": 1}).insert()


def _visit(days: list[datetime.date]) -> None:
	for share, topic, village, is_briefed in VISITS:
		who = VILLAGE if village == VILLAGE.village else AGRICULTURE
		with acting_as(who.email):
			_enter(
				"Household Visit",
				_at(share, days),
				topic,
				village=village,
				policy_briefing=int(is_briefed),
				producers=_attendance(village, 3),
			)


def _meet(days: list[datetime.date], today: datetime.date) -> None:
	for share, resolutions in MEETINGS:
		day = _at(share, days)
		_hold(day, agenda=AGENDA, minutes=MINUTES, resolutions=[_resolved(*one, day, today) for one in resolutions])
	for share, risk_level in CONSULTATIONS:
		meeting = frappe.new_doc(MEETING, held_on=_at(share, days))
		draft = consultations.draft(meeting, Context(meeting.held_on))
		period = {"period_from": draft.period_from, "period_to": draft.period_to}
		_hold(meeting.held_on, meeting_type=CONSULTATION, findings=draft.findings, risk_level=risk_level, **period)


def _resolved(
	text: str, department: str, days: int, status: str | None, held_on: datetime.date, today: datetime.date
) -> dict:
	due_on = held_on + datetime.timedelta(days=days)
	row = {"resolution": text, "department": department, "due_on": due_on}
	if status == DONE:
		return {**row, "status": DONE, "done_on": at_most(held_on, days - 5, today), "progress_note": "已完成。"}
	return {**row, "status": status, "progress_note": "正在征求意见。"} if status else row


def _hold(held_on: datetime.date, **values) -> None:
	departments = [{"department": department} for department in DEPARTMENTS]
	values = {"meeting_type": MEETING, "town": TOWN, "place": "镇政府会议室", "chair": "分管领导", **values}
	record = {"recorder": "镇农村工作局", "held_on": held_on, "departments": departments}
	frappe.get_doc({"doctype": MEETING, **record, **values}).insert()


def _attendance(village: str, count: int = ATTENDEES) -> list[dict]:
	"""The first producers of a village, most of whom came."""
	fields = ["name as producer", "producer_name as attendee_name", "phone"]
	found = frappe.get_list("Producer", {"village": village}, fields, order_by="name", limit=count)
	return [{**row, "attended": int((number + 1) % ABSENT > 0)} for number, row in enumerate(found)]


def _enter(activity_type: str, held_on: datetime.date, topic: str, **values) -> None:
	record = {"doctype": ACTIVITY, "activity_type": activity_type, "held_on": held_on, "topic": topic, "town": TOWN}
	frappe.get_doc({**record, **values}).insert()


def _at(share: float, days: list[datetime.date]) -> datetime.date:
	"""The working day at which so much of the year so far has passed."""
	return days[int(share * (len(days) - 1))]

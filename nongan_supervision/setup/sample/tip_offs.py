"""Tip-offs from the public: settled, passed on, overdue, being checked, and one of yesterday.

Each comes in as from the public page, as of its own day. The people who hand them in are nobody: they are anonymous, or
called by what they are, with a number that nobody has.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from io import BytesIO

import frappe
from PIL import Image, ImageDraw

from nongan_supervision.cases import tip_offs
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.sample.users import AGRICULTURE, MARKET, SampleUser, acting_as


@dataclass(frozen=True)
class TipOff:
	"""A tip-off: so many days ago, what was told, who took it up after how many days, and how it ended."""

	days_ago: int
	told: dict[str, str]
	user: SampleUser | None = None
	taken_up_after: int = 0
	settled_after: int = 0
	outcome: dict[str, str] = field(default_factory=dict)
	photo: bool = False


TIP_OFFS = (
	TipOff(
		47,
		{
			"description": "凌晨有人在田边配药，药瓶没有标签，气味刺鼻，第二天就采收青菜拉去卖。",
			"seen_at": "Field",
			"village": "岑村",
			"reported_party": "村北大棚种植户",
			"anonymous": "1",
		},
		AGRICULTURE,
		2,
		6,
		{
			"status": "Not Filed",
			"outcome_reason": "现场核查并抽检两批次，所用为登记叶面肥，检测合格，已告知规范保存标签。",
		},
	),
	TipOff(
		29,
		{
			"description": "外地货车在路口收购生猪，没有检疫证明，怀疑运往镇外屠宰。",
			"seen_at": "Market",
			"village": "小留桥",
			"reported_party": "外地收购商",
			"anonymous": "1",
		},
		MARKET,
		1,
		4,
		{
			"status": "Passed On",
			"passed_on_to": "区农业综合行政执法队",
			"outcome_reason": "车辆和货主均在镇外，依管辖移送。",
		},
	),
	TipOff(
		12,
		{
			"description": "摊位上的小青菜都贴着同一家合作社的合格证，但摊主说是自己种的。",
			"seen_at": "Market",
			"village": "瞿家",
			"place": "农贸市场入口第三个摊位",
			"reported_party": "蔬菜摊位",
			"reporter_name": "热心群众",
			"reporter_phone": "057200000000",
		},
		photo=True,
	),
	TipOff(
		4,
		{
			"description": "鱼塘边堆着没有标签的白色药桶，塘水发绿有异味。",
			"seen_at": "Field",
			"village": "洛阳",
			"place": "村东鱼塘",
			"anonymous": "1",
		},
		AGRICULTURE,
		1,
		photo=True,
	),
	TipOff(
		1,
		{
			"description": "农资店不看身份证就卖限用农药，也没有登记。",
			"seen_at": "Dealer",
			"village": "岑村",
			"anonymous": "1",
		},
	),
)


def hear_the_public(today: datetime.date) -> None:
	"""Hand in the tip-offs whose days have come in this year, and deal with them. What is there is left alone."""
	for tip_off in TIP_OFFS:
		day = today - datetime.timedelta(days=tip_off.days_ago)
		if day.year == today.year and not frappe.db.exists("Case Clue", {"description": tip_off.told["description"]}):
			_deal_with(tip_off, _hand_in(tip_off, day), day)


def _hand_in(tip_off: TipOff, day: datetime.date) -> str:
	happened_on = (day - datetime.timedelta(days=1)).isoformat()
	told = {**tip_off.told, "happened_on": happened_on}
	photos = [_photo()] if tip_off.photo else []
	with acting_as("Guest"):
		receipt_no = tip_offs.hand_in(told, photos, Context(today=day))
	return frappe.db.get_value("Case Clue", {"receipt_no": receipt_no})


def _deal_with(tip_off: TipOff, name: str, day: datetime.date) -> None:
	if not tip_off.user:
		return
	begun_on = day + datetime.timedelta(days=tip_off.taken_up_after)
	with acting_as(tip_off.user.email):
		clue = frappe.get_doc("Case Clue", name)
		clue.update({"check_begun_on": begun_on, "handler": tip_off.user.email})
		clue.flags.taken_up = True
		clue.save()
		if tip_off.outcome:
			clue.update(tip_off.outcome).save()
	if tip_off.outcome:  # the server's own day, which no form lets one enter
		settled_on = day + datetime.timedelta(days=tip_off.settled_after)
		frappe.db.set_value("Case Clue", name, "settled_on", settled_on, update_modified=False)


def _photo() -> bytes:
	"""A drawing in place of a photo, which says that it is none."""
	picture = Image.new("RGB", (800, 600), "#dfe9df")
	drawing = ImageDraw.Draw(picture)
	drawing.rectangle((0, 400, 800, 600), fill="#8fae7f")
	drawing.rectangle((300, 220, 500, 440), fill="#ffffff", outline="#5b665e", width=6)
	drawing.text((340, 320), "SAMPLE PICTURE", fill="#5b665e")
	content = BytesIO()
	picture.save(content, "PNG")
	return content.getvalue()

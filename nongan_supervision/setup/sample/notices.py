"""Notices between origin and market, both ways: closed, replied to, overdue, and one that was sent the other day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import frappe
from frappe.model.workflow import apply_workflow

from nongan_supervision.cases.notice_ends import CLOSE, NOTICE, REPLY, SEND
from nongan_supervision.setup.sample.laboratory_tests import failing_tests
from nongan_supervision.setup.sample.producers import SampleProducer
from nongan_supervision.setup.sample.quick_tests import positive_tests
from nongan_supervision.setup.sample.registers import SampleYear
from nongan_supervision.setup.sample.users import AGRICULTURE, MARKET, SampleUser, acting_as

MARKET_NAME = "示例农产品批发市场"


@dataclass(frozen=True)
class Notice:
	"""A notice: so many days ago, what it says, and the steps it has taken with what each needs."""

	days_ago: int
	user: SampleUser
	direction: str
	finding: str
	steps: Sequence[tuple[str, dict[str, object]]] = ((SEND, {}),)
	flows: Sequence[dict[str, object]] = ()
	clue: dict[str, str] = field(default_factory=dict)


def _replied(days_ago: int, reply: str) -> tuple[str, dict[str, object]]:
	return REPLY, {"replied_on": days_ago, "reply": reply}


NOTICES = (
	Notice(
		58,
		MARKET,
		"Market to Origin",
		"进场快检农药残留阳性，复检不合格，已暂扣同批次产品。",
		(
			(SEND, {}),
			_replied(54, "经核查，该批次产品来自本镇该主体，未过安全间隔期采收，已责令停止销售。"),
			(
				CLOSE,
				{"joint_verification": "两地联合核查属实，来源和数量相符。", "disposal": "剩余产品全部无害化处理。"},
			),
		),
		(
			{"flow_direction": "Upstream", "place": "产地", "quantity": 120, "unit": "公斤", "moved_on": 59},
			{
				"flow_direction": "Downstream",
				"party": MARKET_NAME,
				"place": "蔬菜区",
				"quantity": 120,
				"unit": "公斤",
				"moved_on": 58,
			},
		),
		{"status": "Not Filed", "outcome_reason": "数量少，首次违法并已改正，责令改正后复检合格。"},
	),
	Notice(
		31,
		AGRICULTURE,
		"Origin to Market",
		"产地定量检测不合格，该主体同期产品可能已进入市场，请协助排查。",
		((SEND, {}), _replied(26, "已排查场内摊位，未发现该批次产品，已加强该产地产品抽检。")),
		({"flow_direction": "Downstream", "party": MARKET_NAME, "place": "蔬菜区", "moved_on": 33},),
	),
	Notice(11, MARKET, "Market to Origin", "市场抽检合格证信息与产品不符，请核查产地和开具情况。"),
	Notice(2, AGRICULTURE, "Origin to Market", "产地快检阳性，产品已禁止上市，请市场留意拦截。"),
)


def exchange_notices(year: SampleYear) -> None:
	"""Send the notices whose days have come in this year. What is there already is left alone."""
	for notice, producer in zip(NOTICES, _producers(year), strict=False):
		day = _day(notice.days_ago, year.today)
		if day.year == year.today.year and not frappe.db.exists(NOTICE, {"finding": notice.finding}):
			_exchange(notice, producer, year.today)


def _exchange(notice: Notice, producer: SampleProducer, today: datetime.date) -> None:
	name = frappe.db.get_value("Producer", {"village": producer.village, "producer_name": producer.name})
	with acting_as(notice.user.email):
		doc = frappe.get_doc(
			{
				"doctype": NOTICE,
				"direction": notice.direction,
				"counterpart": MARKET_NAME,
				"product": producer.product.name,
				"producer": name,
				"finding": notice.finding,
				"notified_on": _day(notice.days_ago, today),
				"flows": [_dated({"party": producer.name, **flow}, "moved_on", today) for flow in notice.flows],
			}
		).insert()
	for action, values in notice.steps:
		with acting_as(_end(notice, action).email):
			doc.update(_dated(values, "replied_on", today)).save()
			apply_workflow(doc, action)
			doc.reload()
	if notice.clue:
		with acting_as(AGRICULTURE.email):
			frappe.get_doc("Case Clue", doc.case_clue).update(notice.clue).save()
		settled_on = _day(notice.days_ago - 6, today)  # the server's own day, which no form lets one enter
		frappe.db.set_value("Case Clue", doc.case_clue, "settled_on", settled_on, update_modified=False)


def _end(notice: Notice, action: str) -> SampleUser:
	"""Who takes a step: the other end replies."""
	if action != REPLY:
		return notice.user
	return AGRICULTURE if notice.user is MARKET else MARKET


def _producers(year: SampleYear) -> list[SampleProducer]:
	"""Growers in whose products something was found, each once; the first ones have cases already."""
	tests = (*positive_tests(year.quick_tests), *failing_tests(year.laboratory_tests))
	growers = [test.producer for test in tests if test.producer.product.sector != "Livestock"]
	return list(dict.fromkeys(growers))[::-1]


def _dated(values: dict[str, object], fieldname: str, today: datetime.date) -> dict[str, object]:
	"""The values, with the days ago of a date made a date."""
	return {name: _day(value, today) if name == fieldname else value for name, value in values.items()}


def _day(days_ago: int, today: datetime.date) -> datetime.date:
	return today - datetime.timedelta(days=days_ago)

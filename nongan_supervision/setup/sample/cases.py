"""Five cases at five stages: closed, under investigation, on its way to the police, waiting to be filed, with them.

Each is made by the rules that hold for any case, by the sample's users, with the clock of cases standing on its day.
Officers are users named after their duty, and their certificates' numbers begin with 示例.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

import frappe
from frappe.model.document import Document

from nongan_supervision.cases import clock
from nongan_supervision.cases.filing import case_from_clue
from nongan_supervision.cases.referrals import DOCUMENT_TYPES
from nongan_supervision.cases.states import (
	APPROVED,
	CLOSED,
	DECIDED,
	INVESTIGATING,
	PENDING_APPROVAL,
	PENDING_FILING,
	PENDING_REVIEW,
	REFERRAL,
	REFERRAL_IN_PROGRESS,
	TRANSFERRED,
)
from nongan_supervision.setup.sample.laboratory_tests import failing_tests
from nongan_supervision.setup.sample.producers import SampleProducer
from nongan_supervision.setup.sample.quick_tests import positive_tests
from nongan_supervision.setup.sample.registers import SampleYear
from nongan_supervision.setup.sample.users import (
	AGRICULTURE,
	AGRICULTURE_OFFICERS,
	AGRICULTURE_REVIEWER,
	LEADER,
	MARKET,
	MARKET_OFFICERS,
	SampleUser,
	acting_as,
)

MORNING = datetime.time(8, 30)
NOT_AHEAD = datetime.timedelta(hours=2)
"""How long before the present the latest step lies, where the morning is still to come."""

OFFICERS = {AGRICULTURE: AGRICULTURE_OFFICERS, MARKET: MARKET_OFFICERS}
CERTIFICATES = {AGRICULTURE: ("示例-0001", "示例-0002"), MARKET: ("示例-0003", "示例-0004")}
DUTIES = ("Investigator", "Assistant")
REVIEW = "事实清楚，证据确凿，程序合法，适用法律正确，同意提交负责人决定。"


@dataclass(frozen=True)
class Step:
	"""A state that a case or a referral comes to: so many days before today, by whom, with what filled in.

	What is done later on the same day as another step names its hours after the morning.
	"""

	days_ago: int
	user: SampleUser
	state: str
	values: dict[str, object] = field(default_factory=dict)
	of_referral: bool = False
	hours: int = 0


@dataclass(frozen=True)
class Story:
	"""A case: the clue it starts from, its type, and what happened to it."""

	days_ago: int
	user: SampleUser
	case_type: str
	facts: str
	steps: Sequence[Step]


PROPOSAL = {
	"legal_basis": "《中华人民共和国农产品质量安全法》",
	"penalty_type": "Fine",
	"penalty_amount": 2000,
	"decision_text": "责令停止销售，追回已销售产品，并处罚款。",
	"rectification_demand": "立即停止销售该批次产品，追回已售产品；\n完善生产记录，严格执行农药安全间隔期。",
	"items": [
		{"item": "同批次产品", "quantity": 120, "unit": "kg", "measure": "Destroyed", "kept_at": "当事人仓库"},
		{"item": "农药空包装", "specification": "100 g/袋", "quantity": 6, "unit": "袋", "measure": "Registered"},
	],
}

OFFENCE = {"suspected_offence": "生产、销售有毒、有害食品罪", "police_organ": "派出所"}

PAPERS = {PENDING_APPROVAL: DOCUMENT_TYPES[:3], TRANSFERRED: DOCUMENT_TYPES[3:]}
"""State of a referral → the documents that are ready by then."""

STORIES = (
	Story(
		75,
		AGRICULTURE,
		"Residue over Limit",
		"定量检测检出常规农药残留超过限量，当事人在安全间隔期内采收。",
		(
			Step(74, AGRICULTURE, PENDING_FILING),
			Step(73, LEADER, INVESTIGATING),
			Step(52, AGRICULTURE, PENDING_REVIEW, PROPOSAL),
			Step(50, AGRICULTURE_REVIEWER, PENDING_REVIEW, {"legal_review_opinion": REVIEW}),
			Step(48, LEADER, DECIDED),
			Step(
				40,
				AGRICULTURE,
				CLOSED,
				{"served_on": -45, "decision_no": "示例农罚1号", "closing_note": "罚款已缴清，产品已无害化处理。"},
			),
		),
	),
	Story(
		24,
		AGRICULTURE,
		"Label Use",
		"巡查发现当事人未按标签标注的使用范围和用量使用农药，生产记录与农药包装不符。",
		(Step(23, AGRICULTURE, PENDING_FILING), Step(22, LEADER, INVESTIGATING)),
	),
	Story(
		16,
		AGRICULTURE,
		"Banned Substance",
		"执法抽检检出禁用农药，当事人承认在采收前使用，产品尚未上市，已就地封存。",
		(
			Step(15, AGRICULTURE, PENDING_FILING),
			Step(14, LEADER, INVESTIGATING),
			Step(3, AGRICULTURE, REFERRAL_IN_PROGRESS, {"suspected_crime": 1}),
			Step(2, AGRICULTURE, PENDING_APPROVAL, OFFENCE, of_referral=True),
			Step(0, LEADER, APPROVED, of_referral=True),
		),
	),
	Story(
		7,
		MARKET,
		"Certificate",
		"市场检查发现当事人销售的产品所附承诺达标合格证信息与实际产地不符。",
		(Step(5, MARKET, PENDING_FILING),),
	),
	Story(
		14,
		AGRICULTURE,
		"Banned Substance",
		"巡查发现当事人存放禁用农药，采收前产品经检测含有该成分，产品已就地封存。",
		(
			Step(13, AGRICULTURE, PENDING_FILING),
			Step(12, LEADER, INVESTIGATING),
			Step(6, AGRICULTURE, REFERRAL_IN_PROGRESS, {"suspected_crime": 1}),
			Step(5, AGRICULTURE, PENDING_APPROVAL, OFFENCE, of_referral=True),
			Step(3, LEADER, APPROVED, of_referral=True),
			Step(3, AGRICULTURE, TRANSFERRED, of_referral=True, hours=6),
		),
	),
)
"""What waits for the leader, and for the police, is due today where that is a working day."""


def open_cases(year: SampleYear) -> None:
	"""Make the cases whose days have come, each from a clue of its own. What is there already is left alone."""
	first_day = year.today.replace(month=1, day=1)
	for story, producer in zip(STORIES, _producers(year), strict=False):
		begins = year.today - datetime.timedelta(days=story.days_ago)
		if begins >= first_day and not frappe.db.exists("Case Clue", {"description": story.facts}):
			_tell(story, producer, year.today)


def _tell(story: Story, producer: SampleProducer, today: datetime.date) -> None:
	with acting_as(story.user.email), clock.standing_at(_moment(story.days_ago, today)):
		case = case_from_clue(_clue(story, producer, today))
		case.update({"case_type": story.case_type, "officers": _officers(story.user)})
		case.append(
			"evidence",
			{
				"evidence_type": "Inspection Record",
				"title": "现场检查笔录",
				"file": _file("现场检查笔录"),
				"collected_on": _day(story.days_ago, today),
				"collected_by": OFFICERS[story.user][0].full_name,
			},
		)
		case.insert()
	for step in story.steps:
		_take(step, case, today)


def _officers(office: SampleUser) -> list[dict[str, str]]:
	return [
		{"user": officer.email, "certificate_no": certificate_no, "officer_role": duty}
		for officer, certificate_no, duty in zip(OFFICERS[office], CERTIFICATES[office], DUTIES, strict=True)
	]


def _take(step: Step, case: Document, today: datetime.date) -> None:
	with acting_as(step.user.email), clock.standing_at(_moment(step.days_ago, today, step.hours)):
		case.reload()
		doc = frappe.get_doc(REFERRAL, case.referral) if step.of_referral else case
		doc.update({name: _day(-value, today) if name == "served_on" else value for name, value in step.values.items()})
		papers = PAPERS.get(step.state, ()) if step.of_referral else ()
		doc.extend("documents", [{"document_type": kind, "file": _file(frappe._(kind, "zh"))} for kind in papers])
		doc.workflow_state = step.state
		doc.save()


def _clue(story: Story, producer: SampleProducer, today: datetime.date) -> str:
	name = frappe.db.get_value("Producer", {"village": producer.village, "producer_name": producer.name})
	department = frappe.db.get_value("Supervision Department", {"role": story.user.role})
	clue = {
		"doctype": "Case Clue",
		"clue_source": "Inspection",
		"received_on": _day(story.days_ago, today),
		"producer": name,
		"product": producer.product.name,
		"department": department,
		"description": story.facts,
	}
	return frappe.get_doc(clue).insert().name


def _producers(year: SampleYear) -> list[SampleProducer]:
	"""Producers in whose products something was found, each once."""
	tests = (*failing_tests(year.laboratory_tests), *positive_tests(year.quick_tests))
	growers = [test.producer for test in tests if test.producer.product.sector != "Livestock"]
	return list(dict.fromkeys(growers))


def _file(title: str) -> str:
	"""Upload a private file as the session's user."""
	content = f"示例文件：{title}\n本文件由示例数据生成，不含真实信息。\n编号：{frappe.generate_hash(length=8)}\n"
	file = {"doctype": "File", "file_name": f"{title}.txt", "is_private": 1, "content": content}
	return frappe.get_doc(file).insert().file_url


def _day(days_ago: int, today: datetime.date) -> datetime.date:
	return today - datetime.timedelta(days=days_ago)


def _moment(days_ago: int, today: datetime.date, hours: int = 0) -> datetime.datetime:
	"""So many hours after the morning of a day, but never ahead of the server's clock."""
	moment = datetime.datetime.combine(_day(days_ago, today), MORNING) + datetime.timedelta(hours=hours)
	return min(moment, clock.now().site - NOT_AHEAD)

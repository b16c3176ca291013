"""The year's tests in the laboratory: routine and risk monitoring, supervision and enforcement sampling."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nongan_supervision.setup.sample.choosing import ByTheSeason
from nongan_supervision.setup.sample.days import at_most, later, spread
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.products import Limit, limits_by_product, substances_by_product
from nongan_supervision.setup.sample.quick_tests import QuickTest

LABORATORY = "示例检测中心"
DAYS_IN_THE_LABORATORY = 4
DAYS_TO_ENFORCEMENT = 3

SERIES = (
	("LX", "例行监测", "镇农村工作局", 60),
	("FX", "风险监测", "镇农村工作局", 14),
	("JD", "监督抽检", "市场监督分局", 8),
)
"""Prefix of the sample number, purpose, who samples, and how many batches a year."""

FAILING_SAMPLES = {("LX", 40), ("FX", 6), ("JD", 5)}
"""Samples in which more is found than the limit allows."""

SHARE_MEASURED = 0.4
"""Of the samples that pass: those in which something is found, below its limit."""

BANNED = frozenset({"克百威", "水胺硫磷", "氧氟沙星"})
"""Suspected by a quick test, they are followed by enforcement sampling."""

CONFIRMED_AMOUNT = 0.031
"""What enforcement sampling finds where it confirms a suspicion, in mg/kg."""


@dataclass(frozen=True)
class Finding:
	"""What the laboratory reports: nothing, or so much of one substance."""

	substances: tuple[str, ...]
	value: float | None = None
	unit: str = "mg/kg"
	fails: bool = False


@dataclass(frozen=True)
class LaboratoryTest:
	"""A made-up quantitative test."""

	sample_no: str
	purpose: str
	department: str
	producer: SampleProducer
	sampled_on: datetime.date
	tested_on: datetime.date
	finding: Finding

	def as_row(self) -> dict[str, object]:
		"""Return the register's row of this test."""
		finding = self.finding
		return {
			"行政村": self.producer.village,
			"生产主体": self.producer.name,
			"样品名称": self.producer.product.name,
			"样品编号": self.sample_no,
			"抽样日期": self.sampled_on,
			"检测日期": self.tested_on,
			"检测项目": "、".join(finding.substances),
			"检测方法": "定量",
			"检测值": "未检出" if finding.value is None else finding.value,
			"计量单位": finding.unit,
			"检测结论": "不合格" if finding.fails else "合格",
			"抽样环节": "采收",
			"监测类型": self.purpose,
			"抽样单位": self.department,
			"检测机构": LABORATORY,
			"报告编号": f"BG-{self.sample_no}",
		}


def laboratory_tests(today: datetime.date, suspicions: Sequence[QuickTest]) -> list[LaboratoryTest]:
	"""Return the laboratory's tests of the year so far, those that follow from ``suspicions`` included."""
	rng = random.Random("laboratory tests")
	tests: list[LaboratoryTest] = []
	for prefix, purpose, department, count in SERIES:
		tests += _series(prefix, purpose, department, count, today, rng)
	return tests + list(_enforcement(suspicions, today))


def failing_tests(tests: Sequence[LaboratoryTest]) -> list[LaboratoryTest]:
	"""Return the tests that found too much."""
	return [test for test in tests if test.finding.fails]


def _series(
	prefix: str, purpose: str, department: str, count: int, today: datetime.date, rng: random.Random
) -> Iterator[LaboratoryTest]:
	turn = ByTheSeason(all_producers(), rng)
	measurable = ByTheSeason([one for one in all_producers() if _limit(one)], rng)
	for number, day in enumerate(spread(count, today, rng), start=1):
		fails = (prefix, number) in FAILING_SAMPLES
		producer = (measurable if fails else turn).choose(day)
		yield LaboratoryTest(
			f"{prefix}{day.year}-{number:03d}",
			purpose,
			department,
			producer,
			day,
			at_most(day, DAYS_IN_THE_LABORATORY, today),
			_above_limit(producer) if fails else _within_limits(producer, rng),
		)


def _enforcement(suspicions: Sequence[QuickTest], today: datetime.date) -> Iterator[LaboratoryTest]:
	"""Yield the enforcement sampling that the district starts upon a suspicion of a banned substance."""
	banned = [test for test in suspicions if test.positive in BANNED]
	for number, test in enumerate(banned, start=1):
		if not (sampled_on := later(test.sampled_on, DAYS_TO_ENFORCEMENT, today)):
			continue
		yield LaboratoryTest(
			f"ZF{sampled_on.year}-{number:03d}",
			"执法抽检",
			"镇农村工作局",
			test.producer,
			sampled_on,
			at_most(sampled_on, DAYS_IN_THE_LABORATORY, today),
			_enforcement_finding(test, number),
		)


def _enforcement_finding(test: QuickTest, number: int) -> Finding:
	"""The first suspicion is confirmed, the others are not."""
	if number > 1:
		return Finding((test.positive,))
	return Finding((test.positive,), CONFIRMED_AMOUNT, fails=True)


def _within_limits(producer: SampleProducer, rng: random.Random) -> Finding:
	limit = _limit(producer)
	if limit and rng.random() < SHARE_MEASURED:
		return Finding((limit.substance,), round(limit.value * rng.uniform(0.05, 0.6), 4), limit.unit)
	return Finding(substances_by_product()[producer.product.name])


def _above_limit(producer: SampleProducer) -> Finding:
	limit = _limit(producer)
	return Finding((limit.substance,), round(limit.value * 1.4, 4), limit.unit, fails=True)


def _limit(producer: SampleProducer) -> Limit | None:
	return next(iter(limits_by_product().get(producer.product.name, ())), None)

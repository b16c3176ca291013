"""The year's quick tests: some two thousand samples under the colloidal gold strip, a few of them positive."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from dataclasses import dataclass, replace

from nongan_supervision.setup.sample.choosing import ByTheSeason
from nongan_supervision.setup.sample.days import spread
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.products import substances_by_product

QUICK_TESTS = 1960

POSITIVES = (
	(0.12, "芹菜", "毒死蜱"),
	(0.31, "韭菜", "腐霉利"),
	(0.38, "鸡蛋", "恩诺沙星"),
	(0.45, "豇豆", "克百威"),
	(0.57, "豇豆", "灭蝇胺"),
	(0.63, "大口黑鲈", "恩诺沙星"),
	(0.74, "豇豆", "水胺硫磷"),
	(0.86, "乌鸡", "氧氟沙星"),
	(0.98, "韭菜", "腐霉利"),
)
"""The tests that turn out positive: how far in the year among those of the product, and what is found."""

HARVEST, MARKET = 0.2, 0.08
"""Shares of the samples taken at the harvest and in markets; the others are from fields, sheds and ponds."""

_STAGE_IN_WORDS = {"Field": "种养殖", "Harvest": "采收", "Market": "市场"}


@dataclass(frozen=True)
class QuickTest:
	"""A made-up quick test; ``positive`` is the substance that was found, if any."""

	sample_no: str
	producer: SampleProducer
	sampled_on: datetime.date
	stage: str
	positive: str | None = None

	@property
	def department(self) -> str:
		"""Who took the sample."""
		if self.stage == "Market":
			return "市场监督分局"
		return "畜牧兽医站" if self.producer.product.sector == "Livestock" else "镇农村工作局"

	@property
	def result(self) -> str:
		"""What the register says was found."""
		return f"阳性（{self.positive}）" if self.positive else "阴性"

	def as_row(self) -> dict[str, object]:
		"""Return the register's row of this test."""
		return {
			"行政村": self.producer.village,
			"生产主体": self.producer.name,
			"样品名称": self.producer.product.name,
			"样品编号": self.sample_no,
			"抽样日期": self.sampled_on,
			"检测日期": self.sampled_on,
			"检测项目": "、".join(substances_by_product()[self.producer.product.name]),
			"检测方法": "胶体金",
			"检测结果": self.result,
			"抽样环节": _STAGE_IN_WORDS[self.stage],
			"检测类别": "快检",
			"抽样单位": self.department,
			"抽样人": f"{self.producer.village}协管员",
		}


def quick_tests(today: datetime.date) -> list[QuickTest]:
	"""Return the quick tests of the year so far, in the order of their days."""
	rng = random.Random("quick tests")
	turn = ByTheSeason(all_producers(), rng)
	days = spread(QUICK_TESTS, today, rng)
	tests = [
		QuickTest(f"KJ{day.year}-{number:04d}", turn.choose(day), day, _stage(rng))
		for number, day in enumerate(days, start=1)
	]
	return _with_positives(tests)


def positive_tests(tests: list[QuickTest]) -> list[QuickTest]:
	"""Return the tests that found something."""
	return [test for test in tests if test.positive]


def _stage(rng: random.Random) -> str:
	chance = rng.random()
	if chance < MARKET:
		return "Market"
	return "Harvest" if chance < MARKET + HARVEST else "Field"


def _with_positives(tests: list[QuickTest]) -> list[QuickTest]:
	of_product = defaultdict(list)
	for index, test in enumerate(tests):
		of_product[test.producer.product.name].append(index)
	for share, product, substance in POSITIVES:
		index = of_product[product][int(share * len(of_product[product]))]
		tests[index] = replace(tests[index], positive=substance)
	return tests

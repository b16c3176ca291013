"""The year's conformity certificates: some three hundred thousand slips in several hundred issues."""

from __future__ import annotations

import datetime
import random
from collections.abc import Collection
from dataclasses import dataclass

from nongan_supervision.setup.sample.choosing import ByTheSeason
from nongan_supervision.setup.sample.days import spread
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers

ISSUES = 640
SLIPS = 312_400
"""A little less than the plan asks for in a year."""

ROLL = 10
"""Slips are printed in tens."""

_SHARE_BY_TYPE = {"Enterprise": 5.0, "Cooperative": 4.0, "Family Farm": 1.5}
_BASES = ("自我承诺", "内部质量控制")


@dataclass(frozen=True)
class CertificateIssue:
	"""A made-up issue of certificates for one batch."""

	number: str
	producer: SampleProducer
	issued_on: datetime.date
	count: int
	basis: str

	@property
	def batch_no(self) -> str:
		"""The batch that the certificates were issued for."""
		return f"PC{self.issued_on:%Y%m%d}-{self.number[-4:]}"

	def as_row(self) -> dict[str, object]:
		"""Return the register's row of this issue."""
		product = self.producer.product
		return {
			"行政村": self.producer.village,
			"生产主体": self.producer.name,
			"产品名称": product.name,
			"开具编号": self.number,
			"开具日期": self.issued_on,
			"开具张数": self.count,
			"批次号": self.batch_no,
			"每张数量": product.certificate_quantity,
			"计量单位": "kg",
			"承诺依据": self.basis,
			"联系电话": self.producer.phone,
		}


def certificate_issues(today: datetime.date, suspected: Collection[SampleProducer]) -> list[CertificateIssue]:
	"""Return the issues of the year so far; producers in whose produce something was found issue none."""
	rng = random.Random("certificates")
	issuers = [one for one in all_producers() if one.producer_type in _SHARE_BY_TYPE and one not in suspected]
	turn = ByTheSeason(issuers, rng, [_SHARE_BY_TYPE[one.producer_type] for one in issuers])
	days = spread(ISSUES, today, rng)
	parts = [rng.uniform(0.2, 1.8) for _issue in days]
	return [
		CertificateIssue(
			f"HGZ{day.year}-{number:04d}",
			turn.choose(day),
			day,
			max(1, round(SLIPS * part / sum(parts) / ROLL)) * ROLL,
			rng.choice(_BASES),
		)
		for number, (day, part) in enumerate(zip(days, parts, strict=True), start=1)
	]

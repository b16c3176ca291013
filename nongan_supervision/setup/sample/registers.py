"""The made-up year as registers: the workbooks that a town would hand in."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from nongan_supervision.setup.sample.certificates import CertificateIssue, certificate_issues
from nongan_supervision.setup.sample.laboratory_tests import LaboratoryTest, failing_tests, laboratory_tests
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers
from nongan_supervision.setup.sample.quick_tests import QuickTest, positive_tests, quick_tests

_SECTORS = {"Planting": "种植", "Livestock": "畜牧", "Aquaculture": "水产"}
_TYPES = {"Enterprise": "企业", "Cooperative": "合作社", "Family Farm": "家庭农场", "Household": "农户"}


@dataclass(frozen=True)
class SampleYear:
	"""Everything that is made up for the year up to a day."""

	today: datetime.date
	producers: Sequence[SampleProducer]
	quick_tests: Sequence[QuickTest]
	laboratory_tests: Sequence[LaboratoryTest]
	certificates: Sequence[CertificateIssue]

	@classmethod
	def up_to(cls, today: datetime.date) -> SampleYear:
		"""Make up the year: the same for the same day."""
		quick = quick_tests(today)
		positive = positive_tests(quick)
		laboratory = laboratory_tests(today, positive)
		suspected = {test.producer for test in (*positive, *failing_tests(laboratory))}
		return cls(today, all_producers(), quick, laboratory, certificate_issues(today, suspected))

	def registers(self) -> list[Register]:
		"""Return the year's registers, in the order in which they refer to each other."""
		year = self.today.year
		return [
			Register("producers", "重点品种生产主体名录", [_producer_row(one) for one in self.producers]),
			Register("residue-tests", f"{year}年快速检测登记表", [test.as_row() for test in self.quick_tests]),
			Register("residue-tests", f"{year}年定量检测登记表", [test.as_row() for test in self.laboratory_tests]),
			Register("certificates", f"{year}年合格证开具台账", [issue.as_row() for issue in self.certificates]),
		]


@dataclass(frozen=True)
class Register:
	"""A register: its kind as the importer calls it, its title, and its rows by heading."""

	kind: str
	title: str
	rows: Sequence[dict[str, object]]

	def workbook(self) -> bytes:
		"""Return the register as an .xlsx file."""
		book = Workbook(write_only=True)
		sheet = book.create_sheet(self.title)
		sheet.append([f"{self.title}（示例数据）"])
		sheet.append(["序号", *self.rows[0]])
		for number, row in enumerate(self.rows, start=1):
			sheet.append([number, *row.values()])
		content = BytesIO()
		book.save(content)
		return content.getvalue()


def _producer_row(producer: SampleProducer) -> dict[str, object]:
	return {
		"行政村": producer.village,
		"生产主体": producer.name,
		"主体类型": _TYPES[producer.producer_type],
		"行业": _SECTORS[producer.product.sector],
		"主要品种": producer.product.name,
		"面积或存栏": producer.size,
		"单位": producer.product.unit,
		"规模主体": "是" if producer.of_scale else "否",
		"是否入网": "是" if producer.networked_on else "否",
		"入网日期": producer.networked_on,
		"统一社会信用代码": producer.credit_code,
		"身份证号": producer.id_number,
		"联系电话": producer.phone,
		"纬度": producer.place[0],
		"经度": producer.place[1],
	}

"""Registers of producers and of certificates."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate

from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.tests import registers
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer, make_user
from nongan_supervision.tests.registers import take
from nongan_supervision.tests.workbooks import workbook_of

PRODUCER = {
	"序号": 1,
	"行政村": registers.VILLAGE,
	"主体名称": "登记家庭农场",
	"主体类型": None,
	"行业": None,
	"品种": registers.PRODUCT,
	"面积": 12,
	"单位": "亩",
	"规模主体": "是",
	"入网": "√",
	"入网日期": "2022年3月1日",
	"统一社会信用代码": None,
	"身份证号": None,
	"联系电话": "13800000000",
}
CERTIFICATE = {
	"村": registers.VILLAGE,
	"生产主体": "登记合作社",
	"产品名称": registers.PRODUCT,
	"开具编号": None,
	"开具日期": "2022.7.1",
	"开具张数": 200,
	"批次号": "P1",
	"每张数量": 5,
	"单位": "kg",
	"承诺依据": "内部质量控制",
}


class KindTestCase(NonganTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		registers.make_register_world()

	def take(self, *rows: dict, **options):
		complete = [{**self.ROW, **row} for row in rows]
		return take(workbook_of(list(self.ROW), *[list(row.values()) for row in complete]), **options)

	def reasons(self, *rows: dict) -> str:
		return "\n".join(reason for row in self.take(*rows).refused for reason in row.reasons)


class TestProducers(KindTestCase):
	ROW = PRODUCER

	def producer(self, name: str = "登记家庭农场"):
		return frappe.get_doc("Producer", {"producer_name": name})

	def test_a_row_becomes_a_producer(self):
		result = self.take({})
		self.assertEqual((result.kind, result.taken, result.new_producers), ("producers", 1, 1))
		producer = self.producer()
		self.assertEqual(
			(producer.producer_type, producer.sector, producer.town), ("Family Farm", "Planting", "测试镇")
		)
		self.assertEqual((producer.of_scale, producer.networked, str(producer.networked_on)), (1, 1, "2022-03-01"))
		self.assertEqual(
			[(row.product, row.area_or_stock, row.unit) for row in producer.products], [(registers.PRODUCT, 12, "亩")]
		)

	def test_several_products_in_a_cell(self):
		self.take({"品种": f"{registers.PRODUCT}、{registers.LIVESTOCK}", "面积": None, "行业": "种植"})
		self.assertEqual(len(self.producer().products), 2)
		self.assertIn(
			"several products", self.reasons({"品种": f"{registers.PRODUCT}、{registers.LIVESTOCK}", "行业": "种植"})
		)

	def test_the_same_file_twice(self):
		self.take({})
		self.assertEqual(self.take({}).known, 1)

	def test_what_differs_from_the_record_is_refused(self):
		self.take({})
		self.assertIn(self.producer().name, self.reasons({"联系电话": "13800000001"}))
		self.assertEqual(self.take({"联系电话": None}).known, 1)
		for correction in (
			{"面积": 13},
			{"单位": "公顷"},
			{"入网日期": "2022-03-02"},
			{"入网": "否", "入网日期": None},
		):
			with self.subTest(correction):
				self.assertIn("says something else", self.reasons(correction))
		more = {"品种": f"{registers.PRODUCT}、{registers.LIVESTOCK}", "面积": None, "单位": None, "行业": "种植"}
		self.assertIn("says something else", self.reasons(more))
		self.assertEqual(self.take({"面积": None, "单位": None, "入网日期": None}).known, 1)

	def test_a_day_that_the_rules_do_not_keep_is_no_difference(self):
		self.take({"入网": "否"})
		self.assertIsNone(self.producer().networked_on)
		self.assertEqual(self.take({"入网": "否"}).known, 1)
		self.assertEqual(self.take({"入网": None}).known, 1)

	def test_where_a_producer_is(self):
		place = {"纬度": 31.6412345, "经度": 120.01}
		columns = {**self.ROW, **place}

		def again(**other):
			row = {**columns, **other}
			return take(workbook_of(list(row), list(row.values())))

		self.assertEqual(again().taken, 1)
		self.assertEqual(again().known, 1)
		self.assertEqual(len(again(纬度=31.65).refused), 1)

	def test_a_producer_twice_in_one_file(self):
		result = self.take({}, {"品种": registers.LIVESTOCK})
		self.assertEqual((result.taken, len(result.refused)), (1, 1))

	def test_rules_hold(self):
		for text, row in {
			"credit code": {"统一社会信用代码": "91320412MA1000000X"},
			"identity number": {"身份证号": "320412199001011234"},
			"future": {"入网日期": str(add_days(getdate(), 30))},
			"village": {"行政村": "没有的村"},
			"种植": {"品种": None, "面积": None},
		}.items():
			with self.subTest(text):
				self.assertIn(text, self.reasons(row))

	def test_identity_numbers_need_the_right_to_them(self):
		"""The Desk drops what a user may not write; so does the import."""
		row = {"身份证号": "11010519491231002X"}
		with self.as_user(make_user("Agriculture Office")):
			self.take(row)
		self.assertEqual(number_of(self.producer()), "11010519491231002X")
		self.assertEqual(self.producer().id_number, "110*************2X")

	def test_by_a_village_officer(self):
		with self.as_user(make_user("Village Officer", villages=[registers.VILLAGE])):
			result = self.take({}, {"主体名称": "邻家", "行政村": registers.OTHER_VILLAGE})
		self.assertEqual((result.taken, len(result.refused)), (1, 1))


class TestCertificates(KindTestCase):
	ROW = CERTIFICATE

	def test_a_row_becomes_a_certificate(self):
		result = self.take({}, {"批次号": "P2", "开具张数": "1,000"})
		self.assertEqual((result.kind, result.taken, result.new_producers), ("certificates", 2, 1))
		certificates = frappe.get_all(
			"Conformity Certificate",
			filters={"village": registers.VILLAGE},
			fields=["certificate_count", "docstatus", "basis", "sector", "origin"],
			order_by="certificate_count",
		)
		self.assertEqual([row.certificate_count for row in certificates], [200, 1000])
		self.assertEqual(
			{(row.docstatus, row.basis, row.sector) for row in certificates}, {(1, "Internal Control", "Planting")}
		)

	def test_batch_numbers_are_those_of_the_ledgers(self):
		self.take({"批次号": "ｐ 2"}, {"批次号": "p1 "})
		stored = frappe.get_all(
			"Conformity Certificate", {"village": registers.VILLAGE}, pluck="batch_no", order_by="batch_no"
		)
		self.assertEqual(stored, ["P1", "P2"])

	def test_the_same_file_twice(self):
		self.take({}, {}, {"开具编号": "K1"})
		self.assertEqual(self.take({}, {}, {"开具编号": "K1"}).known, 3)

	def test_a_number_with_something_else(self):
		self.take({"开具编号": "K1"})
		for correction in (
			{"开具张数": 300},
			{"批次号": "P2"},
			{"批次号": None},
			{"每张数量": 6},
			{"单位": "斤"},
			{"承诺依据": "自我承诺"},
		):
			with self.subTest(correction):
				self.assertIn("K1", self.reasons({"开具编号": "K1", **correction}))

	def test_a_number_whose_batch_is_written_otherwise(self):
		self.take({"开具编号": "K1", "批次号": "ｐ 1", "承诺依据": None})
		self.assertEqual(self.take({"开具编号": "K1", "批次号": "ｐ 1", "承诺依据": None}).known, 1)
		self.assertEqual(self.take({"开具编号": "K1", "批次号": "P1", "承诺依据": None}).known, 1)

	def test_rules_hold(self):
		make_producer("停产户", registers.VILLAGE, status="Inactive")
		for text, row in {
			"one at least": {"开具张数": 0},
			"whole number": {"开具张数": 1.5},
			"future": {"开具日期": str(add_days(getdate(), 30))},
			"inactive": {"生产主体": "停产户"},
			"test": {"承诺依据": "自行检测"},
		}.items():
			with self.subTest(text):
				self.assertIn(text, self.reasons(row))

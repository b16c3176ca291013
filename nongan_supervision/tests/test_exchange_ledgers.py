"""Registers of what is grown, sold and used: quarterly updates, sales of inputs, production records."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate

from nongan_supervision.tests import registers
from nongan_supervision.tests.factories import get_or_make, make_producer, make_user
from nongan_supervision.tests.registers import reasons, take
from nongan_supervision.tests.test_exchange_kinds import KindTestCase
from nongan_supervision.tests.workbooks import workbook_of

INPUT = "登记杀虫剂"
BANNED_INPUT = "登记禁用剂"
DEALER = "登记农资店"
ID_NUMBER = "11010519491231002X"

UPDATE = {
	"村": registers.VILLAGE,
	"年度": 2022,
	"季度": "第二季度",
	"生产主体": "季度甲户",
	"品种": registers.PRODUCT,
	"面积/存栏": 12,
	"单位": "亩",
	"变动说明": None,
}
SALE = {
	"经营门店": DEALER,
	"销售单号": None,
	"销售日期": "2022-06-01",
	"购买人": "买药甲",
	"身份证号": ID_NUMBER,
	"村": registers.VILLAGE,
	"农药名称": INPUT,
	"数量": 2,
	"单位": "瓶",
	"使用作物": registers.PRODUCT,
}
RECORD = {
	"村": registers.VILLAGE,
	"生产主体": "台账户",
	"品种": registers.PRODUCT,
	"地块": "1号棚",
	"日期": "2022-06-01",
	"农事活动": "打药",
	"投入品名称": INPUT,
	"用量": 20,
	"单位": "毫升",
	"采收量": None,
}


class LedgerTestCase(KindTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		for name, substance in ((INPUT, registers.CONVENTIONAL), (BANNED_INPUT, registers.BANNED)):
			get_or_make(
				"Agricultural Input",
				name,
				input_name=name,
				input_type="Pesticide",
				status="Active",
				active_substance=substance,
				safety_interval_days=7,
				labelled_products=[{"product": registers.PRODUCT}],
			)
		if not frappe.db.exists("Input Dealer", {"dealer_name": DEALER}):
			dealer = frappe.get_doc(
				doctype="Input Dealer",
				dealer_name=DEALER,
				village=registers.OTHER_VILLAGE,
				status="Active",
				designated=1,
			)
			dealer.insert()


class TestQuarterlyUpdates(LedgerTestCase):
	ROW = UPDATE

	def updates(self):
		names = frappe.get_all("Quarterly Production Update", {"village": registers.VILLAGE}, pluck="name")
		return [frappe.get_doc("Quarterly Production Update", name) for name in names]

	def test_the_rows_of_a_village_make_one_update(self):
		result = self.take({}, {"季度": "三季度", "生产主体": "季度乙户"}, {"生产主体": "季度乙户", "面积/存栏": 3})
		self.assertEqual(
			(result.kind, result.rows_total, result.taken, result.new_producers), ("quarterly-updates", 3, 3, 2)
		)
		updates = {update.quarter: update for update in self.updates()}
		self.assertEqual(set(updates), {"Q2", "Q3"})
		self.assertEqual([row.area_or_stock for row in updates["Q2"].rows], [12, 3])
		self.assertEqual((updates["Q2"].docstatus, updates["Q2"].year, updates["Q2"].town), (1, 2022, "测试镇"))
		names = [frappe.db.get_value("Producer", row.producer, "producer_name") for row in updates["Q2"].rows]
		self.assertEqual(names, ["季度甲户", "季度乙户"])

	def test_year_and_quarter_of_the_title(self):
		row = {heading: value for heading, value in UPDATE.items() if heading not in ("年度", "季度")}
		title = ["洛阳镇2022年第四季度重点品种生产主体信息更新表"]
		content = workbook_of(title, list(row), list(row.values()))
		take(content, kind="quarterly-updates")
		self.assertEqual([(update.year, update.quarter) for update in self.updates()], [(2022, "Q4")])

	def test_the_same_file_twice_and_another_one(self):
		self.take({})
		self.assertEqual(self.take({}).known, 1)
		self.assertIn("says something else", self.reasons({"面积/存栏": 13}))

	def test_one_bad_row_keeps_the_village_back(self):
		result = self.take({}, {"生产主体": "季度乙户", "品种": "没有的菜"}, {"季度": "1季度"})
		self.assertEqual((result.taken, len(result.refused)), (1, 2))
		told = {row.row_no: "; ".join(row.reasons) for row in result.refused}
		self.assertIn("as row 3", told[2])
		self.assertIn("没有的菜", told[3])
		self.assertNotIn("as row", told[3])

	def test_rules_hold(self):
		for text, row in {
			"quarter": {"季度": "某季度"},
			"year": {"年度": "去年"},
			"village": {"村": "没有的村"},
		}.items():
			with self.subTest(text):
				self.assertIn(text, self.reasons(row).lower())

	def test_by_a_village_officer(self):
		with self.as_user(make_user("Village Officer", villages=[registers.VILLAGE])):
			result = self.take({}, {"村": registers.OTHER_VILLAGE})
		self.assertEqual((result.taken, len(result.refused)), (1, 1))


class TestInputSales(LedgerTestCase):
	ROW = SALE

	def sales(self):
		names = frappe.get_all("Input Sale", {"village": registers.OTHER_VILLAGE}, pluck="name", order_by="name")
		return [frappe.get_doc("Input Sale", name) for name in names]

	def test_the_rows_of_a_sale_make_one_document(self):
		result = self.take({}, {"数量": 5}, {"购买人": "买药乙", "身份证号": None}, {"销售日期": "2022-06-02"})
		self.assertEqual((result.kind, result.taken), ("input-sales", 4))
		sales = self.sales()
		self.assertEqual([len(sale.items) for sale in sales], [2, 1, 1])
		self.assertEqual([row.quantity for row in sales[0].items], [2, 5])
		self.assertEqual((sales[0].docstatus, sales[0].town, sales[0].buyer_name), (1, "测试镇", "买药甲"))

	def test_a_number_joins_rows_that_leave_out_the_rest(self):
		self.take({"销售单号": "S1"}, {"销售单号": "S1", "销售日期": None, "购买人": None, "身份证号": None})
		self.assertEqual([len(sale.items) for sale in self.sales()], [2])

	def test_rows_of_one_number_that_contradict_each_other(self):
		result = self.take({"销售单号": "S1"}, {"销售单号": "S1", "购买人": "买药乙"})
		self.assertEqual((result.taken, len(result.refused)), (0, 2))
		self.assertIn("买药乙", "".join(result.refused[1].reasons))

	def test_the_same_file_twice(self):
		for number in (None, "S2"):
			with self.subTest(number):
				self.assertEqual(self.take({"销售单号": number}, {"销售单号": number, "数量": 5}).taken, 2)
				self.assertEqual(self.take({"销售单号": number}, {"销售单号": number, "数量": 5}).known, 2)

	def test_a_number_with_something_else(self):
		self.take({"销售单号": "S1"})
		self.assertIn("S1", self.reasons({"销售单号": "S1", "数量": 9}))

	def test_a_buyer_on_record_is_linked(self):
		producer = make_producer("买药丙", registers.VILLAGE)
		self.take({"购买人": "买药丙"})
		self.assertEqual(self.sales()[0].producer, producer.name)

	def test_the_dealer_of_the_title(self):
		row = {heading: value for heading, value in SALE.items() if heading != "经营门店"}
		take(workbook_of([f"{DEALER}农药销售台账"], list(row), list(row.values())))
		self.assertEqual(len(self.sales()), 1)

	def test_rules_hold(self):
		for text, row in {
			"dealer": {"经营门店": "没有的店"},
			"input": {"农药名称": "没有的药"},
			"not allow": {"使用作物": registers.LIVESTOCK},
			"banned": {"农药名称": BANNED_INPUT},
			"identity": {"身份证号": "320412199001011234"},
			"future": {"销售日期": str(add_days(getdate(), 30))},
			"zero": {"数量": 0},
			"number": {"数量": "几瓶"},
		}.items():
			with self.subTest(text):
				self.assertIn(text, self.reasons(row).lower())

	def test_identity_numbers_are_in_no_key(self):
		"""A digest of a number could be guessed."""
		self.take({})
		key = self.sales()[0].import_key
		self.take({"身份证号": None})
		self.assertEqual({sale.import_key for sale in self.sales()}, {key})


class TestProductionRecords(LedgerTestCase):
	ROW = RECORD

	def records(self, **filters):
		return frappe.get_all(
			"Production Record",
			{"village": registers.VILLAGE, **filters},
			["activity", "safe_from", "harvest_quantity", "harvest_unit", "case_clue", "producer"],
			order_by="recorded_on, name",
		)

	def test_a_row_becomes_a_record(self):
		result = self.take({}, {"日期": "2022-06-20", "农事活动": "采收", "投入品名称": None, "单位": "公斤"})
		self.assertEqual((result.kind, result.taken, result.new_producers), ("production-records", 2, 1))
		use, harvest = self.records()
		self.assertEqual((use.activity, str(use.safe_from)), ("Input Use", "2022-06-08"))
		self.assertEqual((harvest.activity, harvest.harvest_quantity, harvest.harvest_unit), ("Harvest", 20, "公斤"))
		self.assertEqual(use.producer, harvest.producer)

	def test_a_harvest_inside_the_interval_of_a_row_above(self):
		result = self.take({}, {"日期": "2022-06-05", "农事活动": "采收", "投入品名称": None})
		self.assertEqual((result.taken, len(result.refused)), (1, 1))
		self.assertIn("06-08-2022", "".join(result.refused[0].reasons).replace("2022-06-08", "06-08-2022"))

	def test_a_banned_input_opens_a_clue(self):
		result = self.take({"投入品名称": BANNED_INPUT})
		self.assertEqual((result.taken, result.positives), (1, 1))
		self.assertTrue(self.records()[0].case_clue)

	def test_the_same_file_twice(self):
		self.take({}, {})
		self.assertEqual(self.take({}, {}).known, 2)

	def test_what_was_done_follows_from_what_is_filled_in(self):
		row = {heading: value for heading, value in RECORD.items() if heading != "农事活动"}
		take(workbook_of(list(row), list(row.values())))
		self.assertEqual(self.records()[0].activity, "Input Use")

	def test_rules_hold(self):
		for text, row in {
			"input": {"投入品名称": "没有的药"},
			"future": {"日期": str(add_days(getdate(), 30))},
			"activity": {"农事活动": "睡觉"},
			"enter the input": {"投入品名称": None},
		}.items():
			with self.subTest(text):
				self.assertIn(text, self.reasons(row).lower())


class TestInputSampling(LedgerTestCase):
	ROW = registers.TEST_ROW

	def take(self, *rows: dict, **options):
		return take(registers.register(*rows), **options)

	def test_an_input_of_a_dealer(self):
		row = {
			"村": registers.OTHER_VILLAGE,
			"生产主体": None,
			"样品名称": None,
			"经营门店": DEALER,
			"投入品名称": INPUT,
			"检测类别": "投入品抽检",
			"检测方法": "定量",
			"检测项目": registers.CONVENTIONAL,
			"检测结果": None,
			"检测值": "0.5 g/kg",
			"限量": 1,
			"报告编号": "BG-1",
			"检测机构": "示例检测站",
		}
		result = self.take(row)
		self.assertEqual(result.taken, 1, result.refused)
		test = frappe.get_doc("Residue Test", {"input": INPUT})
		self.assertEqual((test.purpose, test.stage, test.verdict), ("Input Sampling", "Dealer", "Pass"))
		self.assertEqual((test.report_no, test.lab, test.producer), ("BG-1", "示例检测站", None))
		self.assertEqual(frappe.db.get_value("Input Dealer", test.dealer, "dealer_name"), DEALER)
		self.assertEqual(self.take(row).known, 1)

	def test_an_input_in_the_columns_of_produce(self):
		row = {"检测类别": "投入品抽检", "生产主体": DEALER, "样品名称": INPUT, "村": registers.OTHER_VILLAGE}
		self.assertEqual(self.take(row).taken, 1)

	def test_a_market_sample_without_a_producer(self):
		row = {"抽样环节": "市场", "生产主体": None, "经营门店": DEALER, "检测类别": "风险监测"}
		self.assertEqual(self.take(row).taken, 1)

	def test_every_purpose(self):
		for word in ("快检", "风险监测", "例行监测", "监督抽检", "执法抽检", "复检"):
			with self.subTest(word):
				row = {"检测类别": word, "检测方法": "定量", "检测值": 0.01, "检测项目": registers.CONVENTIONAL}
				self.assertEqual(self.take({**row, "样品编号": f"目的{word}"}).taken, 1)

	def test_unknown_ones_are_refused(self):
		row = {"生产主体": None, "样品名称": None, "检测类别": "投入品抽检"}
		self.assertIn("没有的店", reasons({**row, "经营门店": "没有的店", "投入品名称": INPUT}))
		self.assertIn("没有的药", reasons({**row, "经营门店": DEALER, "投入品名称": "没有的药"}))

"""Registers that come again: what says the same is known, and no correction of what is stored is lost unseen."""

from __future__ import annotations

from nongan_supervision.tests import registers
from nongan_supervision.tests.test_exchange_ledgers import RECORD, SALE, UPDATE, LedgerTestCase


class TestProductionRecords(LedgerTestCase):
	ROW = {**RECORD, "记录编号": None, "备注": None}

	def test_a_numbered_file_twice(self):
		"""What the rules don't keep of an entry makes no other entry of it."""
		use = {"记录编号": "N1", "备注": "浓度<5%"}
		harvest = {"记录编号": "N2", "日期": "2022-06-20", "农事活动": "采收", "投入品名称": None, "用量": 500}
		both = {**harvest, "记录编号": "N3", "用量": 5, "采收量": 500}
		sowing = {**harvest, "记录编号": "N4", "农事活动": "播种", "用量": 5}
		self.assertEqual(self.take(use, harvest, both, sowing).taken, 4)
		again = self.take(use, harvest, both, sowing)
		self.assertEqual((again.known, again.refused), (4, []))

	def test_a_correction_of_a_numbered_entry(self):
		use = {"记录编号": "N1"}
		harvest = {"记录编号": "N2", "日期": "2022-06-20", "农事活动": "采收", "投入品名称": None, "用量": 500}
		self.take(use, harvest)
		for entry, correction in (
			(use, {"用量": 30}),
			(use, {"单位": "克"}),
			(use, {"地块": "2号棚"}),
			(harvest, {"用量": 800}),
			(harvest, {"用量": None, "采收量": 800}),
			(harvest, {"用量": None}),
		):
			with self.subTest(correction):
				self.assertIn("says something else", self.reasons({**entry, **correction}))


class TestQuarterlyUpdates(LedgerTestCase):
	ROW = {**UPDATE, "预计上市日期": None, "变动情况": None}

	def test_a_correction_of_what_an_update_told(self):
		told = {"预计上市日期": "2022-07-01", "变动情况": "有变化"}
		self.take(told)
		self.assertEqual(self.take(told).known, 1)
		for correction in (
			{"预计上市日期": "2022-07-15"},
			{"预计上市日期": None},
			{"变动情况": "停产"},
			{"单位": "公顷"},
			{"变动说明": "改种"},
		):
			with self.subTest(correction):
				self.assertIn("says something else", self.reasons({**told, **correction}))

	def test_a_change_that_the_rules_tell_better(self):
		self.take({"变动情况": "不变"})
		self.assertEqual(self.take({"变动情况": "不变"}).known, 1)
		self.assertEqual(self.take({}).known, 1)


class TestInputSales(LedgerTestCase):
	ROW = {**SALE, "联系电话": None}

	def test_a_correction_of_a_sale(self):
		self.take({"销售单号": "S1"})
		for correction in ({"单位": "箱"}, {"销售日期": "2022-06-02"}, {"联系电话": "13800000001"}):
			with self.subTest(correction):
				self.assertIn("says something else", self.reasons({"销售单号": "S1", **correction}))


class TestResidueTests(LedgerTestCase):
	ROW = {**registers.TEST_ROW, "检测日期": None, "抽样人": None, "抽样环节": None}

	def test_a_correction_of_a_test(self):
		self.take({"样品编号": "1", "检测日期": "2022-07-01", "抽样人": "张三"})
		for correction in ({"检测日期": "2022-07-02"}, {"抽样人": "李四"}, {"抽样环节": "采收"}):
			with self.subTest(correction):
				self.assertIn("says something else", self.reasons({"样品编号": "1", **correction}))
		self.assertEqual(self.take({"样品编号": "1"}).known, 1)

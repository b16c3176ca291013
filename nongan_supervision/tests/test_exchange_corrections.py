"""Registers that come again: what says the same is known, and no correction of what is stored is lost unseen."""

from __future__ import annotations

from nongan_supervision.tests.test_exchange_ledgers import RECORD, LedgerTestCase


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

"""Failing rows of a register have the consequences that they have in a form, once; passing rows cost nothing more."""

from __future__ import annotations

from unittest import mock

import frappe

from nongan_supervision.monitoring import bans
from nongan_supervision.tests import registers
from nongan_supervision.tests.factories import make_producer
from nongan_supervision.tests.registers import RegisterTestCase, register, take

WRITE_ONE = "nongan_supervision.exchange.writing.writer.Writer._save"


class TestRegisters(RegisterTestCase):
	def setUp(self):
		super().setUp()
		self.producer = make_producer("登记户", registers.VILLAGE, products=[{"product": registers.PRODUCT}])

	def test_a_failing_row_opens_what_follows_once(self):
		content = register(
			{"样品编号": "G-1", "检测项目": registers.CONVENTIONAL, "检测结果": "阳性"},
			{"样品编号": "G-2", "检测结果": "阳性"},
			{"样品编号": "G-3"},
		)
		for taken in (3, 0):
			self.assertEqual(take(content).taken, taken)
			self.assertEqual(len(bans.active_bans(self.producer.name, registers.PRODUCT)), 1)
			self.assertEqual(frappe.db.count("Enforcement Escalation", {"producer": self.producer.name}), 1)

	def test_passing_rows_are_written_together(self):
		rows = [{"样品编号": f"G-{number}"} for number in range(10)]
		with mock.patch(WRITE_ONE, autospec=True) as one_by_one:
			take(register(*rows))
		one_by_one.assert_not_called()

	def test_an_enforcement_sample_comes_back_to_its_suspicion(self):
		take(register({"样品编号": "G-1", "检测结果": "阳性"}))
		sample = {"检测方法": "定量", "检测类别": "执法抽检", "抽样日期": "2022-07-04"}
		take(register({"样品编号": "G-2", "检测结果": "未检出", **sample}))
		escalation = frappe.get_doc("Enforcement Escalation", {"producer": self.producer.name})
		self.assertEqual(escalation.enforcement_test, self.only_test(sample_no="G-2").name)

	def test_a_product_that_the_producer_does_not_grow_is_noted(self):
		content = register({"样品编号": "G-1", "样品名称": registers.LIVESTOCK}, {"样品编号": "G-2"})
		result = take(content)
		self.assertEqual((result.taken, list(result.notes.values())), (2, [1]))
		self.assertEqual(frappe.get_message_log(), [])

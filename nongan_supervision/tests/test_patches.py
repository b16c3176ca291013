"""Patches: what they bring to a site of an earlier version, and what they leave alone."""

from __future__ import annotations

import frappe

from nongan_supervision.patches.v0_2 import count_quarterly_updates, seal_personal_numbers
from nongan_supervision.registry.personal_numbers import number_of
from nongan_supervision.setup import shipped
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_producer

NUMBER = "11010519491231002X"
UPDATES, INSTRUCTORS = count_quarterly_updates.UPDATES, count_quarterly_updates.INSTRUCTORS


class TestSealPersonalNumbers(NonganTestCase):
	def test_plain_numbers_go(self):
		producer = make_producer()
		producer.db_set("id_number", NUMBER)
		seal_personal_numbers.execute()
		self.assertEqual(number_of(producer.reload()), NUMBER)
		self.assertNotEqual(producer.id_number, NUMBER)


class TestCountQuarterlyUpdates(NonganTestCase):
	"""On a site as version 0.1 left it: one indicator by hand, the other not there."""

	def setUp(self):
		super().setUp()
		frappe.db.set_value("Checklist Indicator", UPDATES, {"measure": "Manual", "method": None})
		frappe.db.set_value("Checklist Item", {"indicator": UPDATES}, "manual_value", 0)
		self.item = frappe.db.get_value("Checklist Item", {"indicator": INSTRUCTORS})
		frappe.db.set_value("Checklist Item", self.item, "indicator", None)
		frappe.delete_doc("Checklist Indicator", INSTRUCTORS)
		ledger = shipped._read()
		ledger.remove(f"Checklist Indicator/{INSTRUCTORS}")
		shipped._write(ledger)

	def measure(self) -> str:
		return frappe.db.get_value("Checklist Indicator", UPDATES, "measure")

	def test_both_are_counted(self):
		count_quarterly_updates.execute()
		self.assertEqual(self.measure(), "Built-in")
		self.assertEqual(frappe.db.get_value("Checklist Item", self.item, "indicator"), INSTRUCTORS)

	def test_figures_by_hand_stay(self):
		name = frappe.db.get_value("Checklist Item", {"indicator": UPDATES})
		frappe.db.set_value("Checklist Item", name, "manual_value", 83)
		count_quarterly_updates.execute()
		self.assertEqual(self.measure(), "Manual")

	def test_what_the_office_chose_stays(self):
		frappe.db.set_value("Checklist Indicator", UPDATES, "measure", "Count")
		frappe.db.set_value("Checklist Item", self.item, "indicator", UPDATES)
		count_quarterly_updates.execute()
		self.assertEqual(self.measure(), "Count")
		self.assertEqual(frappe.db.get_value("Checklist Item", self.item, "indicator"), UPDATES)

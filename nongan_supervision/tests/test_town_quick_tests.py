"""The quick tests on the page on a town: counted and dated as the checklist's indicator says."""

from __future__ import annotations

import frappe

from nongan_supervision.tests.factories import make_residue_test
from nongan_supervision.tests.test_town_overview import EAST, WEST, OverviewTest


class TestQuickTests(OverviewTest):
	def test_quick_tests_month_by_month_against_the_pace(self):
		self.add_checklist()
		for day in ("2022-01-31", "2022-06-01", "2022-06-30"):
			make_residue_test(self.grower, sampled_on=day, tested_on=day)
		make_residue_test(self.grower, sampled_on="2022-08-01", tested_on="2022-08-01")
		found = self.overview()["quick_tests"]
		self.assertEqual(found["months"], [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0])
		self.assertAlmostEqual(sum(found["paces"]), 120, 0)
		self.assertEqual((found["total"], found["target"], found["expected"]), (3, 120, 70))

	def test_quick_tests_are_dated_as_their_indicator_says(self):
		self.add_checklist()
		make_residue_test(self.grower, sampled_on="2021-12-31", tested_on="2022-01-02")
		self.assertEqual(self.overview()["quick_tests"]["total"], 0)
		frappe.db.set_value("Checklist Indicator", {"source_doctype": "Residue Test"}, "date_field", "tested_on")
		self.assertEqual(self.overview()["quick_tests"]["months"][0], 1)
		scores = {row["village"]: row["score"] for row in self.overview()["map"]["villages"]}
		self.assertGreater(scores[EAST], scores[WEST])

	def test_a_limit_is_no_target_of_quick_tests(self):
		self.add_checklist()
		frappe.db.set_value("Checklist Item", {"item_no": "A4a", "target": 120}, "comparison", "At Most")
		self.assertIsNone(self.overview()["quick_tests"]["target"])

	def test_quick_tests_of_several_methods(self):
		self.add_checklist(counted=("in", ["Colloidal Gold", "Enzyme Inhibition"]))
		self.assertEqual(self.overview()["quick_tests"]["target"], 120)

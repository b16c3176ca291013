"""Whose figures the checklist's progress shows to whom, what that costs, and an indicator's preview."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import frappe

from nongan_supervision.checklist import indicators
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.factories import make_checklist_item, make_user
from nongan_supervision.tests.progress_town import (
	MIDYEAR,
	NAME,
	QUICK,
	TOWN,
	VILLAGE_A,
	VILLAGE_B,
	YEAR,
	ProgressTestCase,
	make_indicator,
)
from nongan_supervision.tests.web import call, message_of, text_of


class TestWhoAsks(ProgressTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.officer = make_user(VILLAGE, villages=[VILLAGE_A])
		cls.office = make_user(AGRICULTURE)
		cls.police = make_user(POLICE)

	def run_report(self, user: str, /, **arguments: Any) -> list[dict]:
		filters = {"checklist": self.checklist, "as_on": str(MIDYEAR)}
		response = call(user, "frappe.desk.query_report.run", report_name=NAME, filters=filters, **arguments)
		return message_of(response)["result"]

	def test_a_village_officer_sees_the_figures_of_the_village(self):
		row = self.run_report(self.officer)[0]
		self.assertEqual((row["actual"], row["state"]), (4, "Share of Town"))

	def test_a_department_is_not_behind_with_what_others_have_done(self):
		"""It sees its own activities alone: their number is a share, whatever the town's is."""
		held = make_indicator(source_doctype="Outreach Activity", filters="[]", date_field="held_on")
		item = make_checklist_item(frappe.get_doc("Responsibility Checklist", self.checklist), "A8", indicator=held)
		frappe.db.set_value("Checklist Item", item.name, {"target": 5, "comparison": "At Least"})
		found = {}
		for user in (make_user(MARKET), self.office):
			with self.as_user(user):
				found[user] = self.rows()["A8"]["state"]
		self.assertEqual(list(found.values()), ["Share of Town", "Behind"])

	def test_a_user_named_in_the_request_changes_nothing(self):
		own = self.run_report(self.officer)
		for other in ("Administrator", self.office):
			self.assertEqual(self.run_report(self.officer, user=other), own)

	def test_the_office_sees_the_town(self):
		self.assertEqual(self.run_report(self.office)[0]["actual"], 7)

	def test_the_police_see_their_own_items_and_no_figure_of_others(self):
		self.assertEqual([row["item_no"] for row in self.run_report(self.police)], ["A5"])

	def test_another_village_is_refused(self):
		with self.as_user(self.officer):
			self.assertRaises(frappe.PermissionError, self.rows, village=VILLAGE_B)

	def test_what_a_town_reports_by_hand_is_no_villages_figure(self):
		self.report("A5", 1)
		with self.as_user(self.officer):
			self.assertEqual((self.rows()["A5"]["actual"], self.rows()["A5"]["state"]), (None, "Manual"))


class TestCost(ProgressTestCase):
	def queries(self) -> int:
		count = 0
		database = frappe.local.db
		original = database.sql

		def counted(*args: Any, **kwargs: Any) -> Any:
			nonlocal count
			count += 1
			return original(*args, **kwargs)

		with patch.object(database, "sql", counted):
			self.rows()
		return count

	def test_further_figures_of_a_table_cost_no_query(self):
		self.rows()  # fills the caches of meta and settings
		before = self.queries()
		checklist = frappe.get_doc("Responsibility Checklist", self.checklist)
		for number in range(10):
			filters = json.dumps([["Residue Test", "sample_no", "=", f"A{number}"]])
			make_checklist_item(checklist, f"A7-{number}", indicator=make_indicator(filters=filters))
		self.assertEqual(len(self.rows()), 16)
		self.assertEqual(self.queries(), before)

	def test_nor_does_a_figure_of_another_table(self):
		self.rows()
		before = self.queries()
		checklist = frappe.get_doc("Responsibility Checklist", self.checklist)
		villages = make_indicator(source_doctype="Village", date_field=None)
		make_checklist_item(checklist, "A7", indicator=villages)
		self.rows()
		self.assertEqual(self.queries(), before)

	def test_twenty_items_stay_below_fifty_queries(self):
		checklist = frappe.get_doc("Responsibility Checklist", self.checklist)
		for number in range(14):
			make_checklist_item(checklist, f"A7-{number}", indicator=make_indicator(filters=QUICK))
		self.rows()
		self.assertLess(self.queries(), 50)

	def test_documents_do_not_add_queries(self):
		self.rows()
		before = self.queries()
		for _number in range(5):
			self.make_test(VILLAGE_A, "2021-03-01")
		self.assertEqual(self.queries(), before)


class TestPreview(ProgressTestCase):
	def preview(self, user: str, **values: Any) -> Any:
		indicator = {"indicator_name": "未保存", "measure": "Count", "source_doctype": "Residue Test", **values}
		return call(user, "nongan_supervision.api.preview_indicator", indicator=indicator)

	def test_an_office_sees_the_figure_before_it_saves(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": YEAR})
		office = make_user(AGRICULTURE)
		found = message_of(self.preview(office, filters=QUICK, date_field="sampled_on"))
		self.assertEqual((found["value"], found["documents"]), (8, "Residue Test"))
		self.assertFalse(frappe.db.exists("Checklist Indicator", "未保存"))

	def test_the_figure_is_that_of_the_report(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": YEAR})
		with patch.object(indicators, "getdate", return_value=MIDYEAR):
			found = message_of(self.preview("Administrator", filters=QUICK, date_field="sampled_on"))
		self.assertEqual(found["value"], self.rows()["A1"]["actual"])

	def test_a_broken_indicator_says_what_is_wrong(self):
		response = self.preview("Administrator", filters="{")
		found = message_of(response)
		self.assertEqual((found["value"], found["problem"]), (None, "Indicator Error"))
		self.assertIn("JSON", found["explanation"])
		self.assertNotIn("_server_messages", text_of(response))

	def test_an_unfinished_indicator_says_what_is_still_to_be_filled_in(self):
		for values, said in (
			({}, "Document Type"),
			({"measure": "Sum", "source_doctype": "Residue Test"}, "Value Field"),
			({"measure": "Coverage"}, "Document Type, Out Of Document Type"),
			({"measure": "Built-in"}, "Method"),
		):
			with self.subTest(values):
				response = self.preview("Administrator", **{"source_doctype": None, **values})
				found = message_of(response)
				self.assertEqual(found, {"value": None, "explanation": f"Still to fill in: {said}"})
				self.assertNotIn("_server_messages", text_of(response))

	def test_a_figure_without_a_date_says_that_it_is_of_all_years(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": YEAR})
		for values, is_of_all_years in (
			({}, True),
			({"date_field": "sampled_on"}, False),
			({"measure": "Ratio", "denominator_doctype": "Residue Test"}, True),
			({"filters": "{"}, False),
		):
			with self.subTest(values):
				found = message_of(self.preview("Administrator", **values))
				self.assertEqual("all years" in found["remark"], is_of_all_years)
				self.assertEqual(found["year"], None if is_of_all_years else YEAR)

	def test_what_is_no_value_is_refused_by_its_field(self):
		office = make_user(AGRICULTURE)
		for odd in ({"measure": ["Count"]}, {"source_doctype": {"a": 1}}, {"measure": "Sum", "value_field": ["a"]}):
			with self.subTest(odd):
				response = self.preview(office, **odd)
				self.assertEqual(response.status_code, 417)
				self.assertIn("MisshapenValueError", text_of(response))

	def test_only_who_may_define_indicators_may_try_them(self):
		self.assertEqual(self.preview(make_user(POLICE)).status_code, 403)

"""The checklist's progress by department and by village, and what a broken item does to them."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import nowdate

from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	responsibility_checklist_progress as report,
)
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, POLICE, VILLAGE
from nongan_supervision.tests.factories import make_user
from nongan_supervision.tests.progress_town import (
	MIDYEAR,
	NAME,
	TOWN,
	VILLAGE_A,
	VILLAGE_B,
	ProgressTestCase,
)
from nongan_supervision.tests.web import call, message_of


class BreakdownTestCase(ProgressTestCase):
	def ask(self, view: str, **filters: Any) -> tuple:
		return report.execute({"checklist": self.checklist, "as_on": MIDYEAR, "view": view, **filters})

	def figures(self, **filters: Any) -> dict[str, dict[str, Any]]:
		"""Figures of the report by village, by item number."""
		columns, rows, *_rest = self.ask(report.VILLAGES, **filters)
		numbers = {column["fieldname"]: column["label"].split()[0] for column in columns[1:]}
		return {row["place"]: {number: row[field] for field, number in numbers.items()} for row in rows}


class TestDepartments(BreakdownTestCase):
	def test_counts_are_those_of_the_items(self):
		items = report.execute({"checklist": self.checklist, "as_on": MIDYEAR})[1]
		for row in self.ask(report.DEPARTMENTS)[1]:
			of_department = self.rows(department=row["department"]).values()
			self.assertEqual(row["items"], len(of_department))
			self.assertEqual(row["achieved"], sum(item["state"] == "Achieved" for item in of_department))
			self.assertEqual(row["behind"], sum(item["state"] == "Behind" for item in of_department))
		self.assertEqual(len(items), 6)

	def test_every_item_is_in_one_column(self):
		columns, rows, *_rest = self.ask(report.DEPARTMENTS)
		counted = [column["fieldname"] for column in columns[2:-2]]
		for row in rows:
			self.assertEqual(sum(row[field] for field in counted), row["items"], row)

	def test_the_mean_takes_no_more_than_all_of_a_target(self):
		rows = {row["department"]: row for row in self.ask(report.DEPARTMENTS)[1]}
		self.assertEqual(rows[f"进度{MARKET}"]["percent"], (70 + 100) / 2)  # the second has reached 125
		self.assertIsNone(rows[f"进度{POLICE}"]["percent"])

	def test_chart_stacks_the_states(self):
		rows, chart = self.ask(report.DEPARTMENTS)[1], self.ask(report.DEPARTMENTS)[3]
		self.assertEqual(chart["data"]["labels"], [row["department"] for row in rows])
		self.assertTrue(chart["barOptions"]["stacked"])
		drawn = {dataset["name"]: dataset["values"] for dataset in chart["data"]["datasets"]}
		self.assertEqual(drawn[_("Achieved")], [row["achieved"] for row in rows])
		self.assertEqual(drawn[_("Manual")], [row["manual"] for row in rows])
		self.assertTrue(any(drawn[_("Achieved")]) and any(drawn[_("Manual")]))

	def test_the_mean_is_of_no_share_of_the_town(self):
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_B])):
			rows = {row["department"]: row for row in self.ask(report.DEPARTMENTS)[1]}
			self.assertEqual(self.rows()["A1"]["state"], "Share of Town")
		self.assertIsNone(rows[f"进度{MARKET}"]["percent"])

	def test_no_checklist(self):
		_columns, rows, message, chart, _summary = report.execute({"town": TOWN, "year": 2050, "view": "Departments"})
		self.assertEqual((rows, chart), ([], None))
		self.assertTrue(message)


class TestVillages(BreakdownTestCase):
	def test_figures_and_their_sum(self):
		figures = self.figures()
		self.assertEqual([figures[place]["A1"] for place in (VILLAGE_A, VILLAGE_B, _("Total"))], [4, 3, 7])
		self.assertEqual([figures[place]["A2"] for place in (VILLAGE_A, VILLAGE_B, _("Total"))], [500, 0, 500])

	def test_each_is_what_the_report_says_of_that_village(self):
		figures = self.figures()
		for village in (VILLAGE_A, VILLAGE_B):
			of_village = self.rows(village=village)
			for item_no, value in figures[village].items():
				self.assertEqual(value, of_village[item_no]["actual"], (village, item_no))

	def test_of_one_village_the_town_has_no_total(self):
		self.assertEqual(set(self.figures(village=VILLAGE_B)), {VILLAGE_B})

	def test_items_of_the_whole_town_are_named(self):
		message = self.ask(report.VILLAGES)[2]
		self.assertIn("A5", message)
		self.assertIn("A6", message)

	def test_who_misses_a_rate_is_marked(self):
		self.make_test(VILLAGE_A, "2021-02-01", purpose="Routine Monitoring")
		self.make_test(VILLAGE_B, "2021-02-02", purpose="Routine Monitoring")
		failing = {"purpose": "Routine Monitoring", "docstatus": 1, "village": VILLAGE_B}
		frappe.db.set_value("Residue Test", failing, "verdict", "Fail")
		missed = {row["place"]: row["missed"] for row in self.ask(report.VILLAGES)[1]}
		self.assertEqual((len(missed[VILLAGE_A]), len(missed[VILLAGE_B])), (0, 1))

	def test_a_broken_indicator_leaves_the_others(self):
		broken = frappe.db.get_value("Checklist Item", self.rows()["A1"]["item"], "indicator")
		frappe.db.set_value("Checklist Indicator", broken, "filters", "{")
		figures = self.figures()
		self.assertEqual((figures[VILLAGE_A]["A1"], figures[VILLAGE_A]["A2"]), (None, 500))

	def test_a_village_officer_gets_their_village_alone(self):
		user = make_user(VILLAGE, villages=[VILLAGE_B])
		for view, place in (("Villages", "place"), ("Departments", None)):
			filters = {"checklist": self.checklist, "as_on": str(MIDYEAR), "view": view}
			answer = call(user, "frappe.desk.query_report.run", report_name=NAME, filters=filters)
			rows = message_of(answer)["result"]
			self.assertTrue(rows)
			self.assertIn(_("figures of your villages only"), message_of(answer)["message"])
			if place:
				self.assertEqual([row[place] for row in rows], [VILLAGE_B, _("Total")])
				self.assertNotIn(VILLAGE_A, str(rows))

	def test_another_village_is_refused(self):
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_B])):
			self.assertRaises(frappe.PermissionError, self.ask, report.VILLAGES, village=VILLAGE_A)

	def test_offices_get_all(self):
		with self.as_user(make_user(AGRICULTURE)):
			self.assertEqual(set(self.figures()), {VILLAGE_A, VILLAGE_B, _("Total")})
			self.assertNotIn(_("figures of your villages only"), self.ask(report.VILLAGES)[2])


class TestForecast(BreakdownTestCase):
	def test_is_the_rate_so_far(self):
		row = self.rows()["A1"]
		self.assertEqual((row["forecast"], row["is_forecast_to_miss"]), (13, False))
		frappe.db.set_value("Checklist Item", row["item"], "target", 14)
		self.assertTrue(self.rows()["A1"]["is_forecast_to_miss"])
		said = {
			entry["label"]: entry["value"]
			for entry in report.execute({"checklist": self.checklist, "as_on": MIDYEAR})[4]
		}
		self.assertEqual(said[_("Forecast to Miss")], 1)

	def test_a_share_of_the_town_has_none(self):
		self.assertIsNone(self.rows(village=VILLAGE_A)["A1"]["forecast"])

	def test_a_figure_without_a_date_says_that_it_is_todays(self):
		indicator = frappe.db.get_value("Checklist Item", self.rows()["A1"]["item"], "indicator")
		frappe.db.set_value("Checklist Indicator", indicator, "date_field", None)
		undated = _("Counted as of today: how it stood on that day is not known.")
		self.assertIn(undated, self.rows()["A1"]["note"])
		noted = [note for row in self.ask(report.VILLAGES)[1] for note in row["notes"].values()]
		self.assertIn(undated, noted)
		self.assertNotIn(undated, self.rows(as_on=nowdate())["A1"]["note"] or "")

	def test_a_figure_of_a_span_up_to_today_says_so_too(self):
		indicator = frappe.db.get_value("Checklist Item", self.rows()["A1"]["item"], "indicator")
		spanned = json.dumps([["Residue Test", "tested_on", "timespan", "last year"]])
		frappe.db.set_value("Checklist Indicator", indicator, "filters", spanned)
		of_today = _("Counted as of today: how it stood on that day is not known.")
		self.assertIn(of_today, self.rows()["A1"]["note"])
		noted = [note for row in self.ask(report.VILLAGES)[1] for note in row["notes"].values()]
		self.assertIn(of_today, noted)

	def test_a_share_of_what_has_no_date_says_so_too(self):
		self.make_test(VILLAGE_A, "2021-02-01", purpose="Routine Monitoring")
		item = self.rows()["A4"]["item"]
		indicator = frappe.db.get_value("Checklist Item", item, "indicator")
		undated = _("Counted as of today: how it stood on that day is not known.")
		self.assertNotIn(undated, self.rows()["A4"]["note"])
		frappe.db.set_value(
			"Checklist Indicator", indicator, {"denominator_doctype": "Producer", "denominator_filters": "[]"}
		)
		self.assertIn(undated, self.rows()["A4"]["note"])


class TestTargets(BreakdownTestCase):
	def stand(self, **values: Any) -> dict:
		frappe.db.set_value("Checklist Item", self.rows()["A1"]["item"], values)
		return self.rows()["A1"]

	def test_at_least_nothing_is_no_target(self):
		row = self.stand(target=0)
		self.assertEqual((row["state"], row["percent"], row["actual"]), ("No Target", None, 7))

	def test_at_most_nothing_is_one(self):
		row = self.stand(target=0, comparison="At Most")
		self.assertEqual((row["state"], row["percent"], row["is_forecast_to_miss"]), ("Behind", None, True))

"""The report "Responsibility Checklist Progress": its rows, their states, and what stands around them."""

from __future__ import annotations

from collections import Counter
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from nongan_supervision.checklist.pace import BEHIND
from nongan_supervision.checklist.progress import NO_TARGET, SHARE_OF_TOWN
from nongan_supervision.nongan_supervision.report.responsibility_checklist_progress import (
	responsibility_checklist_progress as report,
)
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET
from nongan_supervision.tests.factories import make_checklist
from nongan_supervision.tests.progress_town import (
	MIDYEAR,
	NAME,
	TOWN,
	VILLAGE_A,
	VILLAGE_B,
	YEAR,
	ProgressTestCase,
)
from nongan_supervision.tests.registers import counted_queries
from nongan_supervision.tests.web import call, text_of


class TestRows(ProgressTestCase):
	def test_a_count_against_its_pace(self):
		row = self.rows()["A1"]
		self.assertEqual((row["actual"], row["target"], row["percent"]), (7, 10, 70))
		self.assertAlmostEqual(row["pace"], 10 * 183 / 365)
		self.assertEqual((row["state"], row["unit"], row["due_on"]), ("On Track", "批次", date(YEAR, 12, 31)))
		self.assertEqual(row["departments"], _(", ").join((f"进度{AGRICULTURE}", f"进度{MARKET}")))

	def test_a_sum_that_reached_its_target(self):
		row = self.rows()["A2"]
		self.assertEqual((row["actual"], row["percent"], row["state"]), (500, 125, "Achieved"))

	def test_the_population_is_asked_for(self):
		row = self.rows()["A3"]
		self.assertEqual((row["actual"], row["state"]), (None, "Population Missing"))
		self.assertIn(TOWN, row["note"])
		frappe.db.set_value("Town", TOWN, "population", 14_000)
		row = self.rows()["A3"]
		self.assertAlmostEqual(row["actual"], 0.5)
		self.assertEqual(row["state"], "Behind")

	def test_a_share_of_nothing_has_no_figure(self):
		self.assertEqual(self.rows()["A4"]["state"], "No Data")

	def test_a_rate_is_not_paced(self):
		self.make_test(VILLAGE_A, "2021-02-01", purpose="Routine Monitoring")
		row = self.rows()["A4"]
		self.assertEqual((row["actual"], row["pace"], row["state"]), (100, None, "On Track"))
		self.assertEqual(self.rows(as_on="2022-01-01")["A4"]["state"], "Achieved")

	def test_what_is_reported_by_hand(self):
		self.assertEqual((self.rows()["A5"]["actual"], self.rows()["A5"]["state"]), (None, "Manual"))
		self.report("A5", 1, on="2021-01-20")
		self.assertEqual((self.rows()["A5"]["actual"], self.rows()["A5"]["state"]), (1, "Behind"))
		self.assertEqual(self.rows(as_on="2021-02-01")["A5"]["state"], "On Track")

	def test_a_reported_0_is_a_figure(self):
		self.report("A5", 0)
		self.assertEqual((self.rows()["A5"]["actual"], self.rows()["A5"]["state"]), (0, "Behind"))
		at_most_0 = {"target": 0, "comparison": "At Most"}
		frappe.db.set_value("Checklist Item", self.rows()["A5"]["item"], at_most_0)
		self.assertEqual((self.rows()["A5"]["actual"], self.rows()["A5"]["state"]), (0, "On Track"))
		self.assertEqual(self.rows(as_on="2022-01-01")["A5"]["state"], "Achieved")

	def test_an_earlier_day_knows_nothing_of_what_was_reported_later(self):
		self.report("A5", 1, on="2021-06-01")
		self.assertEqual((self.rows(as_on="2021-06-01")["A5"]["actual"], self.rows()["A5"]["note"]), (1, None))
		before = self.rows(as_on="2021-05-31")["A5"]
		self.assertEqual((before["actual"], before["state"]), (None, "Manual"))
		self.assertIn(frappe.utils.formatdate("2021-06-01"), before["note"])

	def test_without_a_target_there_is_nothing_to_judge(self):
		row = self.rows()["A6"]
		self.assertEqual((row["target"], row["comparison"], row["state"]), (None, None, "Manual"))

	def test_the_day_that_is_asked_for(self):
		self.assertEqual(self.rows(as_on="2021-06-29")["A1"]["actual"], 0)
		self.assertEqual(self.rows(as_on="2021-07-03")["A1"]["actual"], 8)
		after = self.rows(as_on="2022-03-01")["A1"]
		self.assertEqual((after["actual"], after["state"]), (8, "Overdue"))

	def test_drafts_and_other_years_do_not_count(self):
		self.make_test(VILLAGE_A, "2021-06-01", submit=False)
		self.make_test(VILLAGE_A, "2020-12-31")
		self.assertEqual(self.rows()["A1"]["actual"], 7)

	def test_a_department_sees_its_items(self):
		self.assertEqual(set(self.rows(department=f"进度{MARKET}")), {"A1", "A2"})

	def test_a_villages_figures_are_a_share_of_the_towns_target(self):
		row = self.rows(village=VILLAGE_B)["A1"]
		self.assertEqual((row["actual"], row["percent"], row["state"]), (3, 30, "Share of Town"))

	def test_a_broken_indicator_is_one_row_and_no_crash(self):
		broken = frappe.db.get_value("Checklist Item", self.rows()["A1"]["item"], "indicator")
		frappe.db.set_value("Checklist Indicator", broken, "filters", "{")
		rows = self.rows()
		self.assertEqual((rows["A1"]["state"], rows["A2"]["state"]), ("Indicator Error", "Achieved"))
		self.assertIn("JSON", rows["A1"]["note"])

	def test_each_table_is_read_once(self):
		self.rows()  # what is cached is read
		with counted_queries() as statements:
			self.rows()
		of_tests = [each for each in statements if "FROM `tabResidue Test`" in each or 'FROM "tabResidue Test"' in each]
		self.assertEqual(len(of_tests), 1, of_tests)


class TestReport(ProgressTestCase):
	def test_summary_counts_every_item(self):
		_columns, rows, _message, _chart, summary = report.execute({"checklist": self.checklist, "as_on": MIDYEAR})
		counted = {entry["label"]: entry["value"] for entry in summary}
		for state, number in Counter(row["state"] for row in rows).items():
			self.assertEqual(counted[frappe._(state)], number)
		self.assertEqual(sum(counted.values()), len(rows))

	def test_chart_is_percent_by_item(self):
		chart = report.execute({"checklist": self.checklist, "as_on": MIDYEAR})[3]
		self.assertEqual(chart["data"]["labels"], ["A1", "A2"])
		self.assertEqual(chart["data"]["datasets"][0]["values"], [70.0, 125.0])

	def test_what_is_far_beyond_its_target_leaves_room_for_the_others(self):
		rows = [{"item_no": "A1", "percent": 400.0}, {"item_no": "A2", "percent": 75.04}]
		chart = report.get_chart([{**row, "state": BEHIND} for row in rows])
		(drawn,) = chart["data"]["datasets"]
		self.assertEqual(drawn["values"], [report.HIGHEST_BAR, 75.0])
		self.assertIn(str(report.HIGHEST_BAR), drawn["name"])

	def test_a_share_of_the_town_is_drawn_apart(self):
		states = {"A1": BEHIND, "A2": SHARE_OF_TOWN, "A3": NO_TARGET}
		percents = {"A1": 75.0, "A2": 4.67, "A3": None}
		rows = [{"item_no": item, "state": state, "percent": percents[item]} for item, state in states.items()]
		chart = report.get_chart(rows)
		self.assertEqual(chart["data"]["labels"], ["A1", "A2"])
		of_target, share = chart["data"]["datasets"]
		self.assertEqual((of_target["values"], share["values"]), ([75.0, 0], [0, 4.7]))
		self.assertEqual((share["name"], chart["barOptions"]), (frappe._(SHARE_OF_TOWN), {"stacked": 1}))

	def test_nothing_stands_above_the_villages_where_nothing_is_counted(self):
		asked = {"checklist": self.checklist, "as_on": MIDYEAR, "view": report.VILLAGES}
		self.assertIsNone(report.execute(asked)[4])  # of an empty list the Desk draws an empty box

	def test_the_current_checklist_is_the_default(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": YEAR})
		self.assertEqual([row["item_no"] for row in report.execute()[1]], ["A1", "A2", "A3", "A4", "A5", "A6"])
		self.assertIn(frappe.utils.formatdate(nowdate()), report.execute()[2])

	def test_the_calendars_year_is_current_where_the_settings_name_none(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": 0})
		make_checklist(TOWN, getdate(nowdate()).year, title="今年的清单")
		self.assertIn("今年的清单", report.execute()[2])

	def test_a_year_without_a_checklist_shows_the_latest_before(self):
		frappe.db.set_single_value("Nongan Supervision Settings", {"current_town": TOWN, "current_year": YEAR + 3})
		self.assertEqual(report.execute()[1][0]["item"], self.rows()["A1"]["item"])
		self.assertFalse(report.execute({"year": YEAR + 3})[1])

	def test_no_checklist_is_said_and_not_an_error(self):
		columns, rows, message, chart, summary = report.execute({"town": TOWN, "year": 2050})
		self.assertTrue(columns)
		self.assertEqual((rows, chart), ([], None))
		self.assertTrue(message)
		self.assertEqual({entry["value"] for entry in summary}, {0})

	def test_texts_of_users_are_escaped(self):
		frappe.db.set_value("Responsibility Checklist", self.checklist, "title", "<img src=x>")
		self.assertNotIn("<img", report.execute({"checklist": self.checklist})[2])

	def test_drill_down_lists_as_many_documents_as_were_counted(self):
		for row in self.rows().values():
			if row["item_no"] in ("A1", "A2"):
				listed = frappe.get_list(row["documents"], filters=row["documents_filters"], pluck="name")
				self.assertEqual(len(listed), 7 if row["item_no"] == "A1" else 1)

	def test_export(self):
		sent = {"file_format_type": "CSV", "visible_idx": [], "custom_columns": []}
		filters = {"checklist": self.checklist, "as_on": str(MIDYEAR)}
		method = "frappe.desk.query_report.export_query"
		exported = call("Administrator", method, report_name=NAME, filters=filters, **sent)
		self.assertIn(frappe._("On Track"), text_of(exported))

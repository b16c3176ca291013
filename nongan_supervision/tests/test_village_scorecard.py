"""The scorecard of the villages: its figures, the lists behind them, and who sees what."""

from __future__ import annotations

import frappe

from nongan_supervision.nongan_supervision.report.village_scorecard import village_scorecard
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, POLICE, VETERINARY, VILLAGE
from nongan_supervision.tests.factories import (
	make,
	make_certificate,
	make_checklist,
	make_checklist_item,
	make_key_product,
	make_producer,
	make_residue_test,
	make_suspect_test,
	make_user,
	make_village,
)
from nongan_supervision.tests.inspection_world import TO_RECTIFIED, TO_RECTIFYING, InspectionTestCase
from nongan_supervision.tests.progress_town import make_indicator
from nongan_supervision.tests.registers import counted_queries

TOWN = "评分镇"
EAST, WEST = "评分东村", "评分西村"
YEAR = 2022
BEFORE_THE_TESTS = "2022-06-30"
END_OF_YEAR = "2022-12-31"


class ScorecardTest(InspectionTestCase):
	def setUp(self):
		super().setUp()
		for village in (EAST, WEST):
			make_village(village, town=TOWN)
		self.crop = make_key_product("评分菜").name
		self.grower = make_producer(
			"评分种植户", village=EAST, of_scale=1, networked=1, products=[{"product": self.crop, "unit": "亩"}]
		)
		self.other = make_producer("评分养殖场", village=WEST, sector="Livestock", of_scale=1)

	def report(self, **filters):
		return village_scorecard.execute({"town": TOWN, "year": YEAR, "as_on": END_OF_YEAR, **filters})

	def row(self, village=EAST, **filters):
		return next(row for row in self.report(**filters)[1] if row["village"] == village)

	def figures(self, *names, **filters):
		row = self.row(**filters)
		return [row[name] for name in names]

	def set_target(self, target=100):
		indicator = make_indicator(
			source_doctype="Residue Test", filters='[["Residue Test", "method", "=", "Colloidal Gold"]]'
		)
		checklist = make_checklist(TOWN, YEAR)
		make_checklist_item(checklist, "A4a", indicator=indicator, target=target)


class TestFigures(ScorecardTest):
	def test_quick_tests_against_the_share_of_the_target(self):
		make_residue_test(self.grower)
		make_residue_test(self.grower, method="Enzyme Inhibition")
		make_residue_test(self.grower, submit=False)
		self.assertEqual(self.figures("quick_tests", "quick_share", "quick_expected"), [2, 0, 0])
		self.set_target()
		self.assertEqual(self.figures("quick_tests", "quick_share", "quick_expected"), [1, 50, 50])
		self.assertEqual(
			self.figures("quick_tests", "quick_share", "quick_expected", as_on=BEFORE_THE_TESTS), [0, 50, 25]
		)

	def test_updates(self):
		rows = [{"producer": self.grower.name, "product": self.crop, "area_or_stock": 3, "unit": "亩"}]
		make("Quarterly Production Update", village=EAST, year=YEAR, quarter="Q1", rows=rows, submit=True)
		today = frappe.utils.today()
		self.assertEqual(self.figures("updates_submitted", "updates_due", as_on=today), [1, 4])

	def test_failures_and_bans(self):
		test = make_suspect_test(self.grower)
		names = ("failures", "follow_ups_overdue", "active_bans")
		ban = frappe.get_doc("Sale Ban", {"residue_test": test.name})
		today = frappe.utils.today()
		self.assertEqual(self.figures(*names, as_on=today), [1, 0, 1])
		ban.db_set("banned_on", "2022-07-01")
		self.assertEqual(self.figures(*names), [1, 1, 1])
		ban.db_set("notified_on", "2022-07-01")
		self.assertEqual(self.figures(*names), [1, 0, 1])
		ban.db_set({"status": "Lifted", "lifted_on": "2022-08-01"})
		self.assertEqual(self.figures(*names), [1, 0, 0])
		self.assertEqual(self.figures("active_bans", as_on="2022-07-15"), [1])

	def test_producers_products_and_certificates(self):
		make_certificate(self.grower)
		make("Safe Use Instructor", instructor_name="指导员", products=[{"product": self.crop}])
		self.assertEqual(
			self.figures("slips", "of_scale", "networked_percent", "instructed_percent"), [10, 1, 100, 100]
		)
		west = self.row(WEST)
		self.assertEqual((west["slips"], west["networked_percent"], west["instructed_percent"]), (0, 0, None))

	def test_inspections_and_rectification(self):
		values = {"producer": self.grower.name, "village": EAST, "planned_on": frappe.utils.today()}
		self.task_in(**values)
		self.task(**values, task_type="Unannounced Inspection")
		task = self.task_in(*TO_RECTIFYING, problems=True, **values)
		names = ("tasks_planned", "tasks_done", "tasks_overdue", "problems", "rectified", "rectifications_overdue")
		asked = {"year": frappe.utils.getdate().year, "as_on": frappe.utils.today()}
		self.assertEqual(self.figures(*names, **asked), [2, 1, 0, 1, 0, 0])
		later = {**asked, "as_on": frappe.utils.add_days(task.rectification_due_on, 1)}
		self.assertEqual(self.figures(*names, **later), [2, 1, 1, 1, 0, 1])
		self.take(task, TO_RECTIFIED[-1])
		self.assertEqual(self.figures(*names, **later), [2, 1, 1, 1, 1, 0])

	def test_guidance_outreach_and_clues(self):
		guidance = {"guidance_type": "Safe Use", "guided_on": "2022-05-05", "product": self.crop, "summary": "测试"}
		make("Technical Guidance", village=EAST, **guidance)
		make("Outreach Activity", activity_type="Training", held_on="2022-05-05", village=EAST, topic="测试")
		make("Case Clue", clue_source="Inspection", received_on="2022-05-05", village=EAST, description="测试")
		self.assertEqual(self.figures("guidance", "outreach", "clues"), [1, 1, 1])
		self.assertEqual(self.figures("guidance", "outreach", "clues", as_on="2022-05-04"), [0, 0, 0])


class TestReport(ScorecardTest):
	def test_score_and_order(self):
		_columns, rows, message, chart, summary = self.report()
		self.assertEqual([row["village"] for row in rows], [WEST, EAST, "Total"])
		self.assertEqual([row["state"] for row in rows], ["Behind", "Behind", "Behind"])
		self.assertEqual(rows[0]["score"], 0)
		self.assertEqual(rows[1]["score"], round(100 * 15 / 45, 1))  # of updates, networking, guidance and outreach
		self.assertEqual((rows[2]["of_scale"], rows[2]["networked_percent"]), (2, 50))
		self.assertEqual(chart["data"]["labels"], [WEST, EAST])
		self.assertEqual([entry["value"] for entry in summary], [0, 0, 2])
		self.assertIn("Networked Producers 15", message)

	def test_a_year_to_come_is_not_rated(self):
		row = self.row(as_on="2021-12-31")
		self.assertEqual(row["score"], 100)  # the register of producers has no year
		make_village("评分南村", town=TOWN)
		row = self.row("评分南村", as_on="2021-12-31")
		self.assertEqual((row["score"], row["state"]), (None, "Not Rated"))

	def test_lists_hold_what_the_figures_count(self):
		self.set_target()
		make_residue_test(self.grower)
		make_certificate(self.grower)
		make_suspect_test(self.grower, method="Enzyme Inhibition")
		make("Outreach Activity", activity_type="Training", held_on="2022-05-05", village=EAST, topic="测试")
		self.task_in(*TO_RECTIFYING, problems=True, producer=self.grower.name, village=EAST)
		row = self.row()
		for name, (doctype, filters) in row["documents"].items():
			with self.subTest(name):
				count = len(frappe.get_list(doctype, filters=filters, limit_page_length=0))
				if name == "networked_percent":
					self.assertEqual(count, row["networked"])
				elif name == "slips":
					self.assertEqual(count, 1)
				elif name != "follow_ups_overdue":
					self.assertEqual(count, row[name])

	def test_what_was_found_not_to_be_rectified_is_not_listed_as_such(self):
		values = {"producer": self.grower.name, "village": EAST, "planned_on": frappe.utils.today()}
		task = self.task_in(*TO_RECTIFIED, problems=True, **values)
		asked = {"year": frappe.utils.getdate().year, "as_on": frappe.utils.today()}
		for result, expected in ((None, 1), ("Not Rectified", 0)):
			task.db_set("reinspection_result", result)
			row = self.row(**asked)
			doctype, filters = row["documents"]["rectified"]
			with self.subTest(result):
				self.assertEqual((row["rectified"], len(frappe.get_list(doctype, filters=filters))), (expected,) * 2)

	def test_own_village_only(self):
		with self.as_user(make_user(VILLAGE, villages=[EAST])):
			rows = self.report()[1]
			self.assertEqual([row["village"] for row in rows], [EAST])
			self.assertNotIn("is_total", rows[0])
			self.assertEqual(self.report(village=WEST)[1], [])

	def test_the_same_score_for_the_village_and_its_leader(self):
		self.set_target()
		make_suspect_test(self.grower)
		self.task(producer=self.grower.name, village=EAST, task_type="Unannounced Inspection")
		self.task_in(*TO_RECTIFYING, problems=True, producer=self.grower.name, village=EAST)
		make("Outreach Activity", activity_type="Training", held_on="2022-05-05", village=EAST, topic="测试")
		scores = set()
		for user in (make_user(VILLAGE, villages=[EAST]), make_user(LEADER), make_user(AGRICULTURE)):
			with self.as_user(user):
				scores.add(self.row()["score"])
		self.assertEqual(len(scores), 1)

	def test_no_score_for_who_sees_a_part(self):
		for role in (MARKET, VETERINARY):
			with self.subTest(role), self.as_user(make_user(role)):
				_columns, rows, message, chart, _summary = self.report()
				self.assertEqual({(row["score"], row["state"]) for row in rows}, {(None, "Not Rated")})
				self.assertIsNone(chart)
				self.assertIn("without a score", message)

	def test_not_for_the_police(self):
		roles = frappe.get_all("Has Role", {"parent": "Village Scorecard", "parenttype": "Report"}, pluck="role")
		self.assertNotIn(POLICE, roles)
		with self.as_user(make_user(POLICE)):
			self.assertRaises(frappe.PermissionError, self.report)

	def test_villages_do_not_add_queries(self):
		self.set_target()
		make_suspect_test(self.grower)
		self.report()  # what is cached from now on
		with counted_queries() as before:
			self.report()
		for number in range(4):
			make_village(f"评分新村{number}", town=TOWN)
			make_suspect_test(make_producer(village=f"评分新村{number}"))
		with counted_queries() as after:
			self.report()
		self.assertEqual(len(after), len(before))

	def test_what_can_not_be_meant_is_refused(self):
		for filters in ({"as_on": "soon"}, {"village": ["=", EAST]}):
			with self.subTest(filters):
				self.assertRaises(frappe.ValidationError, self.report, **filters)

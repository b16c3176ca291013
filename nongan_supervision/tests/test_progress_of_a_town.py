"""The checklist's progress as an office of one town among several sees it: a User Permission limits it to its own."""

from __future__ import annotations

import io
from datetime import date

import frappe
from frappe import _
from frappe.utils import get_fullname
from openpyxl import load_workbook

from nongan_supervision.checklist.measurement import Period, Place
from nongan_supervision.checklist.measures import Measurer
from nongan_supervision.checklist.printing import printed_progress, question_of
from nongan_supervision.checklist.workbook import progress_workbook
from nongan_supervision.outreach.regularity import measure_weekly_messages
from nongan_supervision.permissions.grants import AGRICULTURE, LEADER, MARKET, VILLAGE
from nongan_supervision.permissions.scope import is_limited_to_villages, sees_whole_town
from nongan_supervision.tests.factories import (
	make,
	make_producer,
	make_residue_test,
	make_town,
	make_user,
	make_village,
	printed,
)
from nongan_supervision.tests.progress_town import (
	MIDYEAR,
	TOWN,
	VILLAGE_A,
	YEAR,
	ProgressTestCase,
	make_indicator,
	report,
)

ELSEWHERE = "进度他镇"


class TestOfficeOfOneTown(ProgressTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		make_town(ELSEWHERE, population=30_000)
		frappe.db.set_value("Town", TOWN, "population", 4_000)
		village = make_village("进度他村", ELSEWHERE, population=9_000)
		frappe.db.set_value("Village", VILLAGE_A, "population", 2_500)
		make_residue_test(make_producer(village=village.name), sampled_on="2021-05-05")
		cls.everywhere, cls.here = make_user(AGRICULTURE), make_user(AGRICULTURE)
		make("User Permission", user=cls.here, allow="Town", for_value=TOWN)

	def test_its_figures_are_the_towns(self):
		self.report("A5", 1)
		seen = []
		for user in (self.everywhere, self.here):
			with self.as_user(user):
				seen.append(self.rows())
		self.assertEqual(*seen)
		self.assertEqual({row["state"] for row in seen[0].values()}.intersection({"Share of Town"}), set())
		self.assertEqual(seen[0]["A3"]["actual"], 7 / 4_000 * 1000)

	def test_it_sees_the_whole_of_its_town_and_of_no_other(self):
		for doctype in ("Residue Test", "Village", "Town", "Outreach Activity"):
			self.assertTrue(sees_whole_town(doctype, TOWN, self.here), doctype)
			self.assertFalse(sees_whole_town(doctype, ELSEWHERE, self.here), doctype)
			self.assertFalse(sees_whole_town(doctype, None, self.here), doctype)
		self.assertFalse(is_limited_to_villages(self.here, TOWN))
		self.assertTrue(is_limited_to_villages(self.here))

	def test_another_limit_beside_it_makes_it_a_part(self):
		user = make_user(AGRICULTURE)
		make("User Permission", user=user, allow="Town", for_value=TOWN)
		make("User Permission", user=user, allow="Village", for_value=VILLAGE_A)
		self.assertFalse(sees_whole_town("Residue Test", TOWN, user))
		self.assertTrue(is_limited_to_villages(user, TOWN))
		measurer = Measurer(Period.of_year(YEAR, date(YEAR, 7, 2)), Place(TOWN), user)
		self.assertEqual(measurer.population(), 2_500)

	def test_what_reaches_the_whole_town_has_a_figure(self):
		period, place = Period.of_year(YEAR, date(YEAR, 7, 2)), Place(TOWN)
		self.assertEqual(measure_weekly_messages(period, place, self.here).value, 0)

	def test_a_village_officer_of_it_sees_a_part(self):
		user = make_user(VILLAGE, villages=[VILLAGE_A])
		make("User Permission", user=user, allow="Town", for_value=TOWN)
		self.assertFalse(sees_whole_town("Residue Test", TOWN, user))
		with self.as_user(user):
			self.assertEqual(self.rows()["A1"]["state"], "Share of Town")


class TestOfficeOfOneDepartment(ProgressTestCase):
	"""An office sees its own clues alone: a rate of them is none of the town's, and says so."""

	def setUp(self):
		super().setUp()
		clues = {"source_doctype": "Case Clue", "date_field": "received_on", "denominator_doctype": "Case Clue"}
		frappe.db.set_value("Checklist Item", self.rows()["A4"]["item"], "indicator", make_indicator("Ratio", **clues))
		for role in (AGRICULTURE, MARKET):
			clue = {"received_on": "2021-03-01", "village": VILLAGE_A, "description": "线索"}
			make("Case Clue", department=f"进度{role}", **clue)

	def notes(self, role: str) -> tuple[str, list[str]]:
		"""What is said of the clues' share by item, and by village."""
		with self.as_user(make_user(role)):
			by_village = report.execute({"checklist": self.checklist, "as_on": MIDYEAR, "view": report.VILLAGES})[1]
			return self.rows()["A4"]["note"], [note for row in by_village for note in row["notes"].values()]

	def test_its_rate_is_of_what_it_sees(self):
		said = _("Of those documents alone that you may see.")
		item, by_village = self.notes(AGRICULTURE)
		self.assertIn(said, item)
		self.assertTrue(any(said in note for note in by_village), by_village)
		item, by_village = self.notes(LEADER)
		self.assertNotIn(said, item)
		self.assertFalse(any(said in note for note in by_village), by_village)

	def test_of_one_village_too(self):
		with self.as_user(make_user(AGRICULTURE)):
			note = self.rows(village=VILLAGE_A)["A4"]["note"]
		self.assertIn(_("Of those documents alone that you may see."), note)

	def test_an_officer_s_paper_names_the_village(self):
		frappe.local.lang = "zh"
		with self.as_user(make_user(VILLAGE, villages=[VILLAGE_A])):
			found = printed_progress(question_of({"checklist": self.checklist, "as_on": str(MIDYEAR)}))
			html = printed(frappe.get_doc("Responsibility Checklist", self.checklist), "责任清单完成情况")
		self.assertEqual(found.of, [VILLAGE_A])
		self.assertIn(f"范围：{VILLAGE_A}", html)

	def test_and_says_so_on_paper_and_in_excel(self):
		frappe.local.lang = "zh"
		for role, is_said in ((AGRICULTURE, True), (LEADER, False)):
			user = make_user(role)
			with self.as_user(user):
				found = printed_progress(question_of({"checklist": self.checklist, "as_on": str(MIDYEAR)}))
				frappe.form_dict.as_on = str(MIDYEAR)
				html = printed(frappe.get_doc("Responsibility Checklist", self.checklist), "责任清单完成情况")
			sheet = load_workbook(io.BytesIO(progress_workbook(found))).active
			indicator = frappe.db.get_value("Checklist Item", self.rows()["A4"]["item"], "indicator")
			said = f"注：{indicator}：仅统计{get_fullname(user)}有权查看的单据。"
			with self.subTest(role):
				self.assertEqual(said in html, is_said)
				self.assertEqual(said in [row[0] for row in sheet.iter_rows(values_only=True)], is_said)

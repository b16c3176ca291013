from __future__ import annotations

from datetime import date

import frappe

from nongan_supervision.checklist.measurement import NO_DATA, NOT_BY_VILLAGE, Missing, Period, Place
from nongan_supervision.inspections.measures import measure_feedback
from nongan_supervision.permissions.grants import POLICE
from nongan_supervision.tests.campaign_case import TOWN, VILLAGES, CampaignTestCase
from nongan_supervision.tests.factories import make_user

YEAR = 2023


class TestFeedback(CampaignTestCase):
	def fed_back(self, season: str, submitted_on: str | None) -> None:
		campaign = self.campaign(year=YEAR, season=season)
		frappe.db.set_value("Supervision Campaign", campaign.name, "feedback_submitted_on", submitted_on)

	def share(self, as_on: date, **asked) -> str:
		place = Place(asked.pop("town", TOWN), asked.pop("village", None))
		found = measure_feedback(Period.of_year(YEAR, as_on), place, asked.pop("user", "Administrator"), **asked)
		return f"{round(found.value)}: {found.explanation}"

	def test_in_time_late_and_not_at_all(self):
		self.fed_back("Summer", "2023-06-30")
		self.fed_back("Autumn", "2023-10-01")
		for as_on, expected in (
			(date(2023, 6, 30), "100: 1 of 1"),
			(date(2023, 9, 29), "100: 1 of 1"),
			(date(2023, 9, 30), "50: 1 of 2"),
			(date(2023, 12, 30), "50: 1 of 2"),
			(date(2023, 12, 31), "33: 1 of 3"),
			(date(2024, 2, 29), "33: 1 of 3"),
		):
			with self.subTest(as_on):
				self.assertEqual(self.share(as_on), expected)

	def test_done_ahead_of_its_day(self):
		self.fed_back("Summer", "2023-06-20")
		self.assertEqual(self.share(date(2023, 6, 20)), "100: 1 of 1")
		with self.assertRaises(Missing) as caught:
			self.share(date(2023, 6, 19))
		self.assertEqual(caught.exception.problem, NO_DATA)

	def test_a_day_of_the_offices_own(self):
		campaign = self.campaign(year=YEAR, season="Summer", feedback_due_on="2023-07-05")
		frappe.db.set_value("Supervision Campaign", campaign.name, "feedback_submitted_on", "2023-07-05")
		self.assertEqual(self.share(date(2023, 7, 5)), "100: 1 of 1")

	def test_of_its_town_and_of_no_village(self):
		self.fed_back("Summer", "2023-06-30")
		self.assertEqual(self.share(date(2023, 7, 1), town="别镇"), "0: 0 of 1")
		for asked in ({"village": VILLAGES[0]}, {"is_limited_to_villages": True}):
			with self.subTest(asked), self.assertRaises(Missing) as caught:
				self.share(date(2023, 7, 1), **asked)
			self.assertEqual(caught.exception.problem, NOT_BY_VILLAGE)

	def test_the_list_behind_it(self):
		self.fed_back("Summer", "2023-06-30")
		found = measure_feedback(Period.of_year(YEAR, date(2023, 7, 1)), Place(TOWN), "Administrator")
		listed = frappe.get_list(found.doctype, filters=[each.as_list() for each in found.filters])
		self.assertEqual(len(listed), 1)

	def test_the_plan_counts_it(self):
		item = frappe.db.get_value("Checklist Item", "洛阳镇-2022-A8-6", ["indicator", "target", "unit"])
		self.assertEqual(item, ("督导检查按时反馈率", 100, "%"))
		indicator = frappe.get_doc("Checklist Indicator", item[0])
		self.assertIn(indicator.method, frappe.get_hooks("checklist_indicator_methods"))
		self.assertTrue(indicator.description)

	def test_who_reads_no_campaign_reads_no_figure(self):
		user = make_user(POLICE)
		self.fed_back("Summer", "2023-06-30")
		self.assertEqual(self.share(date(2023, 7, 1), user=user), "100: 1 of 1")

from datetime import date

import frappe

from nongan_supervision.checklist.measurement import NO_DATA, NOT_BY_VILLAGE, Missing, Period, Place
from nongan_supervision.inspections.measures import measure_feedback
from nongan_supervision.inspections.rotation import AUTUMN, SUMMER
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make_village

TOWN, VILLAGE, YEAR = "反馈镇", "反馈村", 2022


class TestFeedback(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_village(VILLAGE, TOWN)

	def campaign(self, season: str, submitted_on: str, due_on: str, town: str = TOWN):
		"""Past the rules of campaigns, which set these dates themselves."""
		dates = {"feedback_submitted_on": submitted_on, "feedback_due_on": due_on}
		campaign = frappe.new_doc("Supervision Campaign", town=town, year=YEAR, season=season, **dates)
		campaign.name = f"{town}-{season}"
		campaign.db_insert()

	def said(self, as_on: date, place: Place | None = None) -> tuple[float, str]:
		period = Period(date(YEAR, 1, 1), date(YEAR, 12, 31), as_on)
		found = measure_feedback(period, place or Place(TOWN), "Administrator")
		return round(found.value), found.explanation

	def test_in_the_course_of_the_year(self):
		self.campaign(SUMMER, "2022-06-28", "2022-06-30")
		self.campaign(AUTUMN, "2022-10-08", "2022-09-30")
		for as_on, said in {
			date(2022, 6, 28): (100, "1 of 1"),
			date(2022, 9, 29): (100, "1 of 1"),
			date(2022, 9, 30): (50, "1 of 2"),
			date(2022, 10, 8): (50, "1 of 2"),
			date(2022, 12, 31): (33, "1 of 3"),
		}.items():
			with self.subTest(as_on):
				self.assertEqual(self.said(as_on), said)

	def test_nothing_is_due_before_the_first_season(self):
		with self.assertRaises(Missing) as raised:
			self.said(date(2022, 6, 29))
		self.assertEqual(raised.exception.problem, NO_DATA)

	def test_a_season_without_a_campaign_is_not_in_time(self):
		self.assertEqual(self.said(date(2022, 6, 30)), (0, "0 of 1"))

	def test_the_campaign_s_own_deadline(self):
		self.campaign(SUMMER, "2022-07-05", "2022-07-06")
		self.assertEqual(self.said(date(2022, 7, 5)), (100, "1 of 1"))

	def test_other_towns_and_years(self):
		make_village("反馈外村", "反馈外镇")
		self.campaign(SUMMER, "2022-06-28", "2022-06-30", "反馈外镇")
		self.assertEqual(self.said(date(2022, 6, 30)), (0, "0 of 1"))
		self.assertEqual(self.said(date(2022, 6, 30), Place("反馈外镇")), (100, "1 of 1"))

	def test_a_village_has_no_figure(self):
		with self.assertRaises(Missing) as raised:
			self.said(date(2022, 12, 31), Place(TOWN, VILLAGE))
		self.assertEqual(raised.exception.problem, NOT_BY_VILLAGE)

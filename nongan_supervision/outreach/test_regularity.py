from datetime import date

import frappe
from hypothesis import given
from hypothesis import strategies as st

from nongan_supervision.checklist.measurement import NOT_PERMITTED, Missing, Period, Place
from nongan_supervision.outreach.regularity import (
	count_briefings,
	measure_monthly_media,
	measure_weekly_messages,
	months_passed,
	sayings,
	weeks_passed,
)
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import TOWN, make, make_town, make_user, make_village
from nongan_supervision.tests.registers import counted_queries

YEAR = date(2022, 1, 1), date(2022, 12, 31)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


class TestPassed(NonganTestCase):
	def test_weeks(self):
		self.assertEqual(weeks_passed(date(2022, 1, 1), date(2022, 1, 15)), [date(2022, 1, 3)])
		self.assertEqual(weeks_passed(date(2022, 1, 3), date(2022, 1, 9)), [date(2022, 1, 3)])
		self.assertEqual(weeks_passed(date(2022, 1, 3), date(2022, 1, 8)), [])
		self.assertEqual(len(weeks_passed(*YEAR)), 51)

	def test_months(self):
		self.assertEqual(months_passed(date(2022, 1, 1), date(2022, 2, 27)), [date(2022, 1, 1)])
		self.assertEqual(months_passed(date(2022, 1, 2), date(2022, 2, 28)), [date(2022, 2, 1)])
		self.assertEqual(len(months_passed(*YEAR)), 12)

	@given(days, days)
	def test_weeks_and_months_lie_within(self, start, until):
		for passed, length in ((weeks_passed, 7), (months_passed, 28)):
			found = passed(start, until)
			self.assertEqual(found, sorted(set(found)))
			for first in found:
				self.assertGreaterEqual(first, start)
				self.assertGreaterEqual((until - first).days + 1, length)


class TestRegularity(NonganTestCase):
	def setUp(self):
		super().setUp()
		make_town()
		self.place = Place(TOWN)

	def publish(self, activity_type: str, *held_on: str, **values):
		for day in held_on:
			held = {"activity_type": activity_type, "held_on": day, "topic": "测试", "media_name": "测试报"}
			make("Outreach Activity", **{**held, "town": TOWN, **values})

	def share(self, measure, as_on, place=None, user="Administrator"):
		return round(measure(Period(*YEAR, as_on), place or self.place, user).value)

	def test_weeks_with_a_message(self):
		self.publish("SMS", "2022-01-03", "2022-01-04", "2022-01-17")
		self.publish("News Media", "2022-01-10")
		self.assertEqual(self.share(measure_weekly_messages, date(2022, 1, 30)), 50)

	def test_the_running_week_counts_once_its_message_is_out(self):
		self.publish("SMS", "2022-01-03")
		self.assertEqual(self.share(measure_weekly_messages, date(2022, 1, 12)), 100)
		self.publish("SMS", "2022-01-11")
		self.assertEqual(self.share(measure_weekly_messages, date(2022, 1, 12)), 100)
		self.assertEqual(self.share(measure_weekly_messages, date(2022, 1, 10)), 100)

	def test_months_with_enough_media(self):
		self.publish("News Media", "2022-01-05", "2022-01-05", "2022-02-01")
		self.assertEqual(self.share(measure_monthly_media, date(2022, 2, 28)), 50)
		frappe.db.set_single_value("Nongan Supervision Settings", "media_per_month", 1)
		self.assertEqual(self.share(measure_monthly_media, date(2022, 2, 28)), 100)

	def test_nothing_to_say_yet_or_of_one_village(self):
		self.assertRaises(Missing, self.share, measure_weekly_messages, date(2022, 1, 1))
		self.assertRaises(Missing, self.share, measure_monthly_media, date(2022, 1, 30))
		village = make_village().name
		self.assertRaises(Missing, self.share, measure_weekly_messages, date(2022, 2, 1), Place(TOWN, village))
		officer = make_user("Village Officer", villages=[village])
		self.assertRaises(Missing, self.share, measure_weekly_messages, date(2022, 2, 1), None, officer)

	def test_only_what_the_user_may_see(self):
		self.publish("SMS", "2022-01-03")
		for measure in (measure_weekly_messages, measure_monthly_media):
			with self.assertRaises(Missing) as raised:  # a part of the messages says nothing of the town's weeks
				self.share(measure, date(2022, 2, 9), user=make_user("Police Station"))
			self.assertEqual(raised.exception.problem, NOT_PERMITTED)
		self.assertEqual(self.share(measure_weekly_messages, date(2022, 1, 9), user=make_user("District Bureau")), 100)

	def test_briefings(self):
		village = make_village().name
		for activity_type, briefed in (("Training", 1), ("Household Visit", 0), ("Rural Outreach", 0)):
			self.publish(activity_type, "2022-01-03", village=village, policy_briefing=briefed)
		self.publish("Training", "2023-01-03", village=village)
		for place in (self.place, Place(village=village)):
			self.assertEqual(count_briefings(Period(*YEAR), place, "Administrator"), (1, 2))
		self.assertEqual(count_briefings(Period(*YEAR), Place("洛阳镇无"), "Administrator"), (0, 0))

	def test_the_three_rules_in_words(self):
		self.publish("SMS", "2022-01-03")
		with counted_queries() as statements:
			said = sayings(Period(*YEAR, date(2022, 1, 9)), self.place, "Administrator")
		self.assertEqual(len(said), 3)
		read = [statement for statement in statements if "tabOutreach Activity" in statement]
		self.assertEqual(len(read), 2, read)  # the days of messages and media at once, and the briefings
		self.assertTrue(any("1 / 1" in text or "1 of 1" in text for text in said), said)
		officer = make_user("Village Officer", villages=[make_village().name])
		said = sayings(Period(*YEAR, date(2022, 1, 9)), self.place, officer)
		self.assertEqual(len(said), 3, said)  # that of the whole town once, the briefings, and that it is limited

from __future__ import annotations

import datetime
from unittest import TestCase

import frappe

from nongan_supervision.cases.deadlines import due_at, due_on, first_working_day, is_working_day
from nongan_supervision.tests.base import NonganTestCase
from nongan_supervision.tests.factories import make
from nongan_supervision.tests.properties import given, st

days = st.dates(min_value=datetime.date(2020, 1, 1), max_value=datetime.date(2040, 1, 1))
tables = st.dictionaries(st.integers(0, 20), st.booleans(), max_size=12)


def day(text: str) -> datetime.date:
	return datetime.date.fromisoformat(text)


class TestWorkingDays(TestCase):
	@given(days, tables)
	def test_the_first_working_day_is_one_and_none_lies_before_it(self, start, table):
		holidays = {start + datetime.timedelta(days=offset): worked for offset, worked in table.items()}
		found = first_working_day(start, holidays)
		self.assertTrue(is_working_day(found, holidays))
		skipped = [start + datetime.timedelta(days=offset) for offset in range((found - start).days)]
		self.assertFalse([each for each in skipped if is_working_day(each, holidays)])

	def test_weekends_holidays_and_worked_weekends(self):
		saturday, monday = day("2022-10-01"), day("2022-10-03")
		self.assertEqual(first_working_day(saturday, {}), monday)
		self.assertEqual(first_working_day(saturday, {saturday: True}), saturday)
		self.assertEqual(first_working_day(monday, {monday: False}), day("2022-10-04"))

	@given(st.datetimes(), st.integers(1, 72))
	def test_hours_run_through_days_off(self, moment, hours):
		self.assertEqual(due_at(moment, hours) - moment, datetime.timedelta(hours=hours))


class TestDueOn(NonganTestCase):
	def test_day_of_the_event_is_not_counted(self):
		self.assertEqual(due_on(day("2022-07-04"), 3), day("2022-07-07"))

	def test_last_day_moves_over_a_weekend_and_the_office_s_holidays(self):
		self.assertEqual(due_on(day("2022-07-06"), 3), day("2022-07-11"))
		make("Legal Holiday", holiday_date="2022-07-11", holiday_name="测试节")
		self.assertEqual(due_on(day("2022-07-06"), 3), day("2022-07-12"))

	def test_a_worked_saturday_is_a_working_day(self):
		make("Legal Holiday", holiday_date="2022-07-09", holiday_name="调休", is_workday=1)
		self.assertEqual(due_on(day("2022-07-06"), 3), day("2022-07-09"))

	def test_none_is_shipped(self):
		self.assertEqual(frappe.db.count("Legal Holiday"), 0)

from __future__ import annotations

import datetime
from unittest import TestCase

from nongan_supervision.registry.quarters import FIRST_YEAR, LAST_YEAR, Quarter
from nongan_supervision.tests.properties import given, st

DAYS = st.dates(datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))


class TestQuarters(TestCase):
	@given(DAYS)
	def test_every_day_lies_in_its_quarter(self, day):
		quarter = Quarter.on(day)
		self.assertLessEqual(quarter.starts_on, day)
		self.assertLessEqual(day, quarter.ends_on)
		self.assertEqual(Quarter.of(quarter.year, quarter.name), quarter)

	@given(DAYS)
	def test_the_next_begins_the_day_after(self, day):
		quarter = Quarter.on(day)
		self.assertEqual(quarter.next().starts_on, quarter.ends_on + datetime.timedelta(days=1))
		self.assertLess(quarter, quarter.next())

	def test_due_so_many_days_after_the_end(self):
		self.assertEqual(Quarter.of(2022, "Q4").due_on(10), datetime.date(2023, 1, 10))
		self.assertEqual(Quarter.of("2022", "Q1").due_on(0), datetime.date(2022, 3, 31))

	def test_what_is_no_quarter(self):
		for year, name in ((2022, "Q5"), (2022, None), (0, "Q1"), (20222, "Q1")):
			self.assertRaises(ValueError, Quarter.of, year, name)

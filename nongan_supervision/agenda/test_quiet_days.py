from __future__ import annotations

import datetime
import unittest

from nongan_supervision.agenda.mentions import LASTING, STATES, Mention, is_to_be_told
from nongan_supervision.agenda.quiet_days import QuietDays
from nongan_supervision.tests.properties import given, st

WEEKEND = frozenset({5, 6})
NATIONAL_DAY = datetime.date(2022, 10, 1)
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))
QUIET = st.builds(
	QuietDays,
	st.frozensets(st.integers(0, 6)),
	st.dictionaries(DAYS, st.booleans(), max_size=20),
)


def week_of_national_day() -> QuietDays:
	"""The first week of October is off; the Saturday and Sunday after it are worked."""
	off = {NATIONAL_DAY + datetime.timedelta(days=n): False for n in range(7)}
	return QuietDays(WEEKEND, {**off, datetime.date(2022, 10, 8): True, datetime.date(2022, 10, 9): True})


class TestQuietDays(unittest.TestCase):
	def test_a_weekend_is_carried_by_the_monday(self):
		quiet = QuietDays(WEEKEND)
		saturday = datetime.date(2022, 7, 9)
		self.assertEqual(quiet.day_of_digest(saturday), datetime.date(2022, 7, 11))
		self.assertEqual(quiet.day_of_digest(datetime.date(2022, 7, 8)), datetime.date(2022, 7, 8))

	def test_a_holiday_is_carried_by_the_first_day_worked_be_it_a_saturday(self):
		self.assertEqual(week_of_national_day().day_of_digest(NATIONAL_DAY), datetime.date(2022, 10, 8))

	def test_where_every_day_is_quiet_somebody_has_to_hear_of_it(self):
		day = datetime.date(2022, 7, 9)
		self.assertEqual(QuietDays(frozenset(range(7))).day_of_digest(day), day)

	@given(QUIET, DAYS)
	def test_the_day_is_not_quiet_and_none_before_it_would_do(self, quiet, day):
		found = quiet.day_of_digest(day)
		self.assertGreaterEqual(found, day)
		if found != day:
			self.assertNotIn(found, quiet)
		for days in range((found - day).days):
			self.assertIn(day + datetime.timedelta(days=days), quiet)

	@given(QUIET, DAYS)
	def test_nothing_is_heard_from_the_day_after_until_the_next(self, quiet, day):
		last = quiet.unheard_until(day)
		self.assertGreaterEqual(last, day)
		for days in range(1, (last - day).days + 1):
			self.assertIn(day + datetime.timedelta(days=days), quiet)
		self.assertEqual(quiet.day_of_digest(last + datetime.timedelta(days=1)), last + datetime.timedelta(days=1))

	def test_what_is_near_on_a_holiday_is_told_before_it(self):
		self.assertEqual(week_of_national_day().unheard_until(datetime.date(2022, 9, 30)), datetime.date(2022, 10, 7))
		self.assertEqual(QuietDays(WEEKEND).unheard_until(datetime.date(2022, 7, 7)), datetime.date(2022, 7, 7))

	@given(QUIET, DAYS)
	def test_a_days_own_rule_goes_before_its_weekday(self, quiet, day):
		if day in quiet.holidays:
			self.assertEqual(day in quiet, not quiet.holidays[day])
		else:
			self.assertEqual(day in quiet, day.weekday() in quiet.weekdays)


class TestMentions(unittest.TestCase):
	@given(st.sampled_from(STATES), DAYS, st.integers(0, 90))
	def test_what_was_never_told_is_told(self, state, today, repeat):
		self.assertTrue(is_to_be_told(state, today, None, repeat))

	@given(st.sampled_from(STATES), st.sampled_from(STATES), DAYS, st.integers(1, 90), st.integers(0, 90))
	def test_a_new_state_is_told_at_once(self, state, before, today, ago, repeat):
		last = Mention(today - datetime.timedelta(days=ago), before)
		if state != before:
			self.assertTrue(is_to_be_told(state, today, last, repeat))

	@given(st.sampled_from(STATES), DAYS, st.integers(1, 90), st.integers(0, 90))
	def test_a_state_that_lasts_is_told_again_when_its_days_are_over(self, state, today, ago, repeat):
		last = Mention(today - datetime.timedelta(days=ago), state)
		expected = state in LASTING and repeat > 0 and ago >= repeat
		self.assertEqual(is_to_be_told(state, today, last, repeat), expected)

	@given(DAYS, st.integers(1, 10), st.integers(1, 60))
	def test_overdue_day_by_day_it_is_told_every_so_many_days(self, first, repeat, days):
		last, told = None, []
		for number in range(days):
			day = first + datetime.timedelta(days=number)
			if is_to_be_told("Overdue", day, last, repeat):
				last = Mention(day, "Overdue")
				told.append(number)
		self.assertEqual(told, list(range(0, days, repeat)))

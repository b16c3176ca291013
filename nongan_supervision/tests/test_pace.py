"""Pace and state of a figure: by example, and by properties that hold for any figures."""

from __future__ import annotations

import unittest
from datetime import date, timedelta

from nongan_supervision.checklist.pace import (
	ACHIEVED,
	AT_MOST,
	BEHIND,
	FEWEST_DAYS,
	ON_TRACK,
	OVERDUE,
	Goal,
	elapsed_share,
	expected_by,
	forecast_of,
	percent_of,
	stand,
)
from nongan_supervision.tests.properties import given, st

START, END = date(2022, 1, 1), date(2022, 12, 31)
QUICK_TESTS = Goal(1800, START, END)
PASS_RATE = Goal(98, START, END, is_rate=True)
COMPLAINTS = Goal(12, START, END, comparison=AT_MOST)


def state(goal: Goal, actual: float, as_on: date) -> str:
	return stand(goal, actual, as_on).state


class TestGrowingFigures(unittest.TestCase):
	def test_pace_is_the_day_of_the_year(self):
		self.assertAlmostEqual(expected_by(QUICK_TESTS, date(2022, 7, 2)), 1800 * 183 / 365)
		leap = Goal(1800, date(2024, 1, 1), date(2024, 12, 31))
		self.assertAlmostEqual(expected_by(leap, date(2024, 7, 1)), 1800 * 183 / 366)

	def test_pace_runs_to_the_due_date(self):
		by_june = Goal(100, START, date(2022, 6, 30))
		self.assertAlmostEqual(expected_by(by_june, date(2022, 3, 31)), 100 * 90 / 181)
		self.assertEqual(expected_by(by_june, date(2022, 8, 1)), 100)

	def test_states_through_the_year(self):
		midyear = date(2022, 7, 2)
		self.assertEqual(state(QUICK_TESTS, 902, midyear), BEHIND)
		self.assertEqual(state(QUICK_TESTS, 903, midyear), ON_TRACK)
		self.assertEqual(state(QUICK_TESTS, 1800, midyear), ACHIEVED)
		self.assertEqual(state(QUICK_TESTS, 1799, END), BEHIND)
		self.assertEqual(state(QUICK_TESTS, 1799, END + timedelta(days=1)), OVERDUE)

	def test_nothing_is_expected_before_the_year(self):
		self.assertEqual(expected_by(QUICK_TESTS, date(2021, 12, 31)), 0)
		self.assertEqual(state(QUICK_TESTS, 0, date(2021, 12, 31)), ON_TRACK)

	def test_due_before_it_starts(self):
		self.assertEqual(elapsed_share(Goal(4, START, date(2021, 6, 30)), START), 1)


class TestForecast(unittest.TestCase):
	def test_goes_on_as_so_far(self):
		self.assertEqual(forecast_of(QUICK_TESTS, 903, date(2022, 7, 2)), 1801)
		self.assertEqual(forecast_of(QUICK_TESTS, 902, date(2022, 7, 2)), 1799)

	def test_of_a_figure_that_is_no_count(self):
		per_1000 = Goal(1.5, START, END)
		self.assertAlmostEqual(forecast_of(per_1000, 0.5, date(2022, 7, 2)), 0.5 * 365 / 183)

	def test_too_early_to_tell(self):
		self.assertIsNone(forecast_of(QUICK_TESTS, 60, START + timedelta(days=FEWEST_DAYS - 2)))
		self.assertIsNotNone(forecast_of(QUICK_TESTS, 60, START + timedelta(days=FEWEST_DAYS - 1)))

	def test_a_rate_has_none(self):
		self.assertIsNone(forecast_of(PASS_RATE, 97, date(2022, 7, 2)))

	def test_at_the_end_it_is_the_figure(self):
		for later in (END, END + timedelta(days=90)):
			self.assertEqual(forecast_of(QUICK_TESTS, 1700, later), 1700)

	@given(st.integers(0, 5000), st.integers(FEWEST_DAYS - 1, 364))
	def test_who_is_on_track_is_forecast_to_make_it(self, actual, passed):
		as_on = START + timedelta(days=passed)
		on_track = actual >= expected_by(QUICK_TESTS, as_on)
		self.assertEqual(forecast_of(QUICK_TESTS, actual, as_on) >= QUICK_TESTS.target, on_track)


class TestRates(unittest.TestCase):
	def test_a_rate_has_no_pace(self):
		self.assertIsNone(expected_by(PASS_RATE, date(2022, 7, 2)))

	def test_a_rate_is_as_it_should_be_or_not(self):
		self.assertEqual(state(PASS_RATE, 98, date(2022, 1, 2)), ON_TRACK)
		self.assertEqual(state(PASS_RATE, 97.9, date(2022, 1, 2)), BEHIND)
		self.assertEqual(state(PASS_RATE, 98, date(2023, 1, 1)), ACHIEVED)
		self.assertEqual(state(PASS_RATE, 97.9, date(2023, 1, 1)), OVERDUE)


class TestLimits(unittest.TestCase):
	def test_a_limit_is_kept_only_when_the_period_is_over(self):
		self.assertEqual(state(COMPLAINTS, 12, END), ON_TRACK)
		self.assertEqual(state(COMPLAINTS, 12, date(2023, 1, 1)), ACHIEVED)
		self.assertEqual(state(COMPLAINTS, 13, date(2022, 2, 1)), BEHIND)
		self.assertEqual(state(COMPLAINTS, 13, date(2023, 1, 1)), OVERDUE)

	def test_a_limit_may_not_be_used_up_too_early(self):
		self.assertEqual(state(COMPLAINTS, 1, date(2022, 1, 2)), ON_TRACK)
		self.assertEqual(state(COMPLAINTS, 12, date(2022, 1, 31)), BEHIND)

	def test_none_at_all_is_a_target(self):
		none_at_all = Goal(0, START, END, comparison=AT_MOST)
		self.assertTrue(none_at_all.is_set)
		self.assertFalse(Goal(0, START, END).is_set)
		self.assertIsNone(percent_of(none_at_all, 0))
		self.assertEqual(state(none_at_all, 0, date(2022, 7, 2)), ON_TRACK)
		self.assertEqual(state(none_at_all, 1, date(2022, 7, 2)), BEHIND)


days = st.dates(date(2021, 12, 1), date(2023, 2, 1))
figures = st.floats(0, 1e6, allow_nan=False)
goals = st.builds(
	Goal,
	target=st.floats(0.01, 1e6),
	starts_on=st.just(START),
	due_on=st.dates(START, END),
	comparison=st.sampled_from(["At Least", "At Most"]),
	is_rate=st.booleans(),
)
better = {BEHIND: 0, OVERDUE: 0, ON_TRACK: 1, ACHIEVED: 2}


class TestProperties(unittest.TestCase):
	@given(goals, figures, days)
	def test_after_the_due_date_it_is_decided(self, goal, actual, as_on):
		decided = state(goal, actual, as_on) in (ACHIEVED, OVERDUE)
		self.assertTrue(decided or as_on <= goal.due_on)
		self.assertEqual(state(goal, actual, as_on) == OVERDUE, as_on > goal.due_on and not goal.is_met_by(actual))

	@given(goals, figures, figures, days)
	def test_a_better_figure_is_never_in_a_worse_state(self, goal, one, other, as_on):
		worse, best = sorted((one, other), reverse=goal.comparison == AT_MOST)
		self.assertLessEqual(better[state(goal, worse, as_on)], better[state(goal, best, as_on)])

	@given(goals, days, days)
	def test_more_is_expected_as_time_passes_and_never_more_than_the_target(self, goal, one, other):
		if goal.is_rate:
			return
		earlier, later = sorted((one, other))
		self.assertLessEqual(0, expected_by(goal, earlier))
		self.assertLessEqual(expected_by(goal, earlier), expected_by(goal, later))
		self.assertLessEqual(expected_by(goal, later), goal.target)

	@given(goals, figures, days)
	def test_on_pace_is_on_track_or_better(self, goal, actual, as_on):
		if as_on <= goal.due_on and not goal.is_rate and goal.comparison != AT_MOST:
			on_pace = actual >= expected_by(goal, as_on)
			self.assertEqual(state(goal, actual, as_on) in (ON_TRACK, ACHIEVED), on_pace)

	@given(goals, figures)
	def test_percent_is_of_the_target(self, goal, actual):
		self.assertAlmostEqual(percent_of(goal, actual) * goal.target / 100, actual, delta=1e-6 + actual * 1e-9)

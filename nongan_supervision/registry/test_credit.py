"""Points and levels as plain functions."""

import unittest
from datetime import date

from nongan_supervision.registry.credit import COMMENDATION, LOWEST_POINTS, CreditScheme, has_right_sign
from nongan_supervision.setup.settings import CREDIT_POINTS
from nongan_supervision.tests.properties import given, st

SCHEME = CreditScheme(start_points=100, period_months=12, a_from=90, b_from=75, c_from=60)

sums = st.integers(min_value=-1000, max_value=1000)
thresholds = st.lists(st.integers(0, 200), min_size=3, max_size=3, unique=True).map(lambda three: sorted(three)[::-1])


class TestStanding(unittest.TestCase):
	def test_levels_start_at_their_thresholds(self):
		for sum_of_events, points, level in (
			(0, 100, "A"),
			(-10, 90, "A"),
			(-11, 89, "B"),
			(-25, 75, "B"),
			(-26, 74, "C"),
			(-40, 60, "C"),
			(-41, 59, "D"),
			(5, 105, "A"),
		):
			self.assertEqual(SCHEME.standing(sum_of_events), (points, level))

	@given(sums)
	def test_points_have_a_lowest(self, sum_of_events):
		points, level = SCHEME.standing(sum_of_events)
		self.assertGreaterEqual(points, LOWEST_POINTS)
		self.assertIn(level, "ABCD")

	@given(sums, sums, thresholds)
	def test_more_points_are_never_worse(self, one, other, three):
		scheme = CreditScheme(100, 12, *three)
		worse, better = sorted((one, other))
		self.assertLessEqual(scheme.standing(worse).points, scheme.standing(better).points)
		self.assertGreaterEqual(scheme.standing(worse).level, scheme.standing(better).level)

	def test_events_count_for_the_period(self):
		self.assertEqual(SCHEME.counts_after(date(2022, 7, 1)), date(2021, 7, 1))
		self.assertEqual(SCHEME.counts_after(date(2024, 2, 29)), date(2023, 2, 28))
		self.assertIsNone(CreditScheme(100, 0, 90, 75, 60).counts_after(date(2022, 7, 1)))

	def test_course_forgets_what_no_longer_counts(self):
		events = [(date(2021, 1, 10), -30), (date(2021, 6, 1), -15), (date(2022, 1, 10), 5)]
		self.assertEqual(SCHEME.course(events), [(70, "C"), (55, "D"), (90, "A")])
		for_ever = CreditScheme(100, 0, 90, 75, 60)
		self.assertEqual(for_ever.course(events)[-1], (60, "C"))


class TestSign(unittest.TestCase):
	def test_of_what_the_app_ships(self):
		for event_type, points in CREDIT_POINTS.items():
			self.assertTrue(has_right_sign(event_type, points), event_type)

	@given(st.sampled_from(sorted(CREDIT_POINTS)), st.integers(1, 100))
	def test_the_other_sign_is_wrong(self, event_type, points):
		is_commendation = event_type == COMMENDATION
		self.assertEqual(has_right_sign(event_type, points), is_commendation)
		self.assertEqual(has_right_sign(event_type, -points), not is_commendation)

	def test_zero_is_no_event(self):
		for event_type in (*CREDIT_POINTS, "Other"):
			self.assertFalse(has_right_sign(event_type, 0))

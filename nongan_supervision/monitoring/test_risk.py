"""The points of a risk, and how a village's tests are shared among its products."""

from __future__ import annotations

import unittest
from dataclasses import replace
from datetime import date

from nongan_supervision.monitoring.risk import TESTS_PER_PRODUCT, WORTH_A_TEST, Risk, score, share_out
from nongan_supervision.monitoring.risk_facts import is_within, months_between
from nongan_supervision.tests.properties import given, st

LEVELS = (None, "A", "B", "C", "D")

risks = st.builds(
	Risk,
	months_since_test=st.none() | st.integers(0, 60),
	fails=st.integers(0, 9),
	is_banned=st.booleans(),
	on_market=st.booleans(),
	untested=st.lists(st.sampled_from("甲乙丙丁戊"), unique=True).map(tuple),
	credit_level=st.sampled_from(LEVELS),
)
scores = st.lists(st.integers(0, 150), max_size=30)


class TestScore(unittest.TestCase):
	def test_nothing_known_against_it(self):
		self.assertEqual(score(Risk(months_since_test=0)), 0)

	def test_never_tested_counts_as_long_ago(self):
		self.assertEqual(score(Risk()), score(Risk(months_since_test=60)))

	def test_a_ban_outweighs_a_product_that_was_never_tested_and_is_on_the_market(self):
		unknown = Risk(on_market=True, untested=("甲",))
		self.assertGreater(score(Risk(months_since_test=0, is_banned=True)), score(unknown))

	@given(risks)
	def test_more_against_it_is_never_fewer_points(self, risk):
		worse = (
			replace(risk, is_banned=True),
			replace(risk, on_market=True),
			replace(risk, fails=risk.fails + 1),
			replace(risk, months_since_test=None),
			replace(risk, untested=(*risk.untested, "己")),
			replace(risk, credit_level="D"),
		)
		for one in worse:
			self.assertGreaterEqual(score(one), score(risk))

	@given(risks)
	def test_is_bounded(self, risk):
		self.assertTrue(0 <= score(risk) <= 50 + 30 + 24 + 20 + 12 + 20)


class TestSharing(unittest.TestCase):
	@given(scores, st.integers(0, 60))
	def test_never_more_than_there_are(self, points, tests):
		shares = share_out(points, tests)
		worthy = [share for share, score in zip(shares, points, strict=True) if score >= WORTH_A_TEST]
		self.assertEqual(sum(shares), min(tests, len(worthy) * TESTS_PER_PRODUCT))
		self.assertTrue(all(0 <= share <= TESTS_PER_PRODUCT for share in shares))

	@given(scores, st.integers(0, 60))
	def test_the_more_urgent_never_has_fewer(self, points, tests):
		ranked = sorted(points, reverse=True)
		shares = share_out(ranked, tests)
		self.assertEqual(shares, sorted(shares, reverse=True))
		self.assertLessEqual(max(shares[: sum(1 for one in ranked if one >= WORTH_A_TEST)], default=0), 3)

	@given(scores, st.integers(0, 60))
	def test_what_is_not_worth_a_test_gets_none(self, points, tests):
		for share, points_of_it in zip(share_out(points, tests), points, strict=True):
			if points_of_it < WORTH_A_TEST:
				self.assertEqual(share, 0)

	def test_everybody_before_anybody_again(self):
		self.assertEqual(share_out([90, 10, 40], 2), [1, 0, 1])
		self.assertEqual(share_out([90, 10, 40], 4), [2, 1, 1])
		self.assertEqual(share_out([90, 5], 9), [3, 0])


class TestMonths(unittest.TestCase):
	def test_whole_months(self):
		for day, expected in (
			(None, None),
			(date(2022, 6, 30), 0),
			(date(2022, 6, 1), 1),
			(date(2021, 7, 1), 12),
			(date(2021, 7, 2), 11),
			(date(2022, 7, 15), 0),
		):
			with self.subTest(day=day):
				self.assertEqual(months_between(day, date(2022, 7, 1)), expected)

	def test_within_the_month(self):
		for day, expected in ((None, False), ("2022-07-31", True), ("2022-08-01", False), ("2021-07-05", False)):
			with self.subTest(day=day):
				self.assertEqual(is_within(day, date(2022, 7, 1)), expected)

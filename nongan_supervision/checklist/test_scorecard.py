"""The score of a village: what it earns, what is not rated, and its state."""

from __future__ import annotations

import unittest
from dataclasses import fields, replace

from nongan_supervision.checklist.scorecard import (
	ATTENTION,
	BEHIND,
	GOOD,
	NOT_RATED,
	PARTS,
	Facts,
	score_of,
	state_of,
	total_of,
)

FULL = Facts(
	updates_submitted=4,
	updates_due=4,
	quick_tests=100,
	quick_share=100,
	quick_expected=100,
	failures=2,
	of_scale=5,
	networked=5,
	tasks_planned=3,
	tasks_done=3,
	rectifications=2,
	guidance=4,
	outreach=4,
	quarters=4,
)


class TestScore(unittest.TestCase):
	def test_points_make_a_hundred(self):
		self.assertEqual(sum(points for _name, points in PARTS), 100)

	def test_everything_done(self):
		self.assertEqual((score_of(FULL), state_of(FULL)), (100, GOOD))

	def test_each_part_costs_its_points(self):
		for values, lost in (
			({"updates_submitted": 2}, 10),
			({"quick_tests": 25}, 15),
			({"follow_ups_overdue": 1}, 7.5),
			({"networked": 0}, 15),
			({"tasks_overdue": 1}, 2.5),
			({"rectifications_overdue": 2}, 10),
			({"guidance": 1}, 3.75),
			({"outreach": 0}, 5),
		):
			with self.subTest(values):
				self.assertAlmostEqual(score_of(replace(FULL, **values)), 100 - lost, delta=0.051)

	def test_more_than_asked_for_earns_no_more(self):
		self.assertEqual(score_of(replace(FULL, quick_tests=900, outreach=60, networked=0)), 85)

	def test_what_is_not_due_is_not_rated(self):
		self.assertEqual(score_of(Facts(updates_submitted=1, updates_due=2)), 50)
		self.assertEqual(score_of(Facts(updates_submitted=1, updates_due=1, of_scale=1)), 57.1)

	def test_nothing_is_due(self):
		self.assertEqual((score_of(Facts()), state_of(Facts())), (None, NOT_RATED))

	def test_state(self):
		for updates, networked, expected in ((4, 5, GOOD), (4, 0, GOOD), (3, 0, ATTENTION), (0, 0, ATTENTION)):
			with self.subTest(updates=updates, networked=networked):
				self.assertEqual(state_of(replace(FULL, updates_submitted=updates, networked=networked)), expected)
		self.assertEqual(state_of(replace(FULL, updates_submitted=0, quick_tests=0, networked=4)), BEHIND)

	def test_overdue_is_never_good(self):
		late = replace(FULL, failures=100, follow_ups_overdue=1)
		self.assertGreater(score_of(late), 99)
		self.assertEqual(state_of(late), ATTENTION)
		self.assertEqual(state_of(replace(FULL, rectifications=100, rectifications_overdue=1)), ATTENTION)

	def test_together(self):
		both = total_of([FULL, replace(FULL, networked=0)])
		self.assertEqual((both.updates_due, both.of_scale, both.networked), (8, 10, 5))
		self.assertEqual(score_of(both), 92.5)
		self.assertEqual(total_of([]), Facts())
		self.assertEqual(len(fields(both)), len(fields(Facts)))

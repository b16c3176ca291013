"""The rotation: annex 2 itself, and what holds of it in every year."""

from __future__ import annotations

import datetime
from unittest import TestCase

from nongan_supervision.inspections.rotation import BLOCKS, FIRST_YEAR, GROUP_NUMBERS, SEASONS, Season, spread
from nongan_supervision.tests.properties import given, st

seasons = st.builds(Season.of, st.integers(2000, 2100), st.sampled_from(SEASONS))
groups = st.sampled_from(GROUP_NUMBERS)


class TestAnnex2(TestCase):
	def test_blocks_of_2022(self):
		blocks = {season: "".join(Season.of(2022, season).block_of(group) for group in (1, 2, 3)) for season in SEASONS}
		self.assertEqual(blocks, {"Summer": "ABC", "Autumn": "BCA", "Winter": "CAB"})

	def test_days_of_2022(self):
		days = [(Season.of(2022, name).starts_on, Season.of(2022, name).ends_on) for name in SEASONS]
		self.assertEqual(
			days,
			[
				(datetime.date(2022, 6, 1), datetime.date(2022, 6, 30)),
				(datetime.date(2022, 9, 1), datetime.date(2022, 9, 30)),
				(datetime.date(2022, 12, 1), datetime.date(2022, 12, 31)),
			],
		)

	def test_no_other_group_or_season(self):
		self.assertRaises(ValueError, Season.of, 2022, "Spring")
		self.assertRaises(ValueError, Season.of(2022, "Summer").block_of, 4)


class TestRotation(TestCase):
	@given(seasons)
	def test_each_season_every_block_has_one_group(self, season):
		self.assertCountEqual([season.block_of(group) for group in GROUP_NUMBERS], BLOCKS)

	@given(seasons, groups)
	def test_each_group_sees_every_block_in_three_seasons(self, season, group):
		following = [Season(season.turn + step).block_of(group) for step in range(3)]
		self.assertCountEqual(following, BLOCKS)

	@given(seasons, groups)
	def test_each_season_a_group_moves_on_by_one_block(self, season, group):
		moved = BLOCKS.index(season.block_of(group)) - BLOCKS.index(season.before.block_of(group))
		self.assertEqual(moved % len(BLOCKS), 1)

	@given(st.integers(2000, 2100), st.sampled_from(SEASONS))
	def test_name_and_year_are_those_it_was_made_of(self, year, name):
		season = Season.of(year, name)
		self.assertEqual((season.year, season.name), (year, name))
		self.assertEqual(season.turn == 0, (year, name) == (FIRST_YEAR, "Summer"))

	@given(seasons)
	def test_seasons_follow_each_other(self, season):
		self.assertLess(season.before.feedback_due_on, season.starts_on)
		self.assertLessEqual(season.starts_on, season.feedback_due_on)
		self.assertNotEqual((season.feedback_due_on + datetime.timedelta(days=1)).month, season.feedback_due_on.month)


class TestSpreading(TestCase):
	@given(st.integers(0, 40), st.integers(1, 31))
	def test_evenly_and_in_order(self, count, days):
		chosen = spread(count, range(days))
		self.assertEqual((len(chosen), chosen), (count, sorted(chosen)))
		loads = [chosen.count(day) for day in range(days)]
		self.assertLessEqual(max(loads) - min(loads), 1)

	def test_no_days(self):
		self.assertEqual(spread(0, []), [])
		self.assertRaises(ValueError, spread, 1, [])

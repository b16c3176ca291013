"""The map of villages: every one on it once, none over another, on a phone too."""

import unittest
from itertools import combinations

from nongan_supervision.checklist import village_map
from nongan_supervision.checklist.village_map import PLACES, TILES, Spot, map_of

FAR_APART = [Spot("北", 31.70, 119.95), Spot("南", 31.60, 119.95), Spot("西", 31.65, 119.90), Spot("东", 31.65, 120.0)]


class TestMap(unittest.TestCase):
	def assert_readable(self, drawn, villages):
		self.assertEqual(len(drawn.corners), villages)
		for left, top in drawn.corners.values():
			self.assertGreaterEqual(min(left, top), 0)
			self.assertLessEqual(left + village_map.TILE_WIDTH, drawn.width)
			self.assertLessEqual(top + village_map.TILE_HEIGHT, drawn.height)
		for (one_left, one_top), (left, top) in combinations(drawn.corners.values(), 2):
			apart = abs(one_left - left) >= village_map.TILE_WIDTH or abs(one_top - top) >= village_map.TILE_HEIGHT
			self.assertTrue(apart, drawn)

	def test_villages_stand_at_their_places(self):
		drawn = map_of(FAR_APART)
		self.assertEqual(drawn.layout, PLACES)
		self.assert_readable(drawn, 4)
		corners = drawn.corners
		self.assertLess(corners["北"][1], corners["西"][1])
		self.assertLess(corners["西"][1], corners["南"][1])
		self.assertLess(corners["西"][0], corners["东"][0])
		self.assertAlmostEqual(corners["北"][0], corners["南"][0])

	def test_villages_that_would_cover_each_other_move_to_a_grid(self):
		crowd = [Spot(f"村{number}", 31.6 + number * 0.001, 119.9 + (number % 5) * 0.001) for number in range(18)]
		drawn = map_of(crowd)
		self.assertEqual(drawn.layout, TILES)
		self.assert_readable(drawn, 18)
		self.assertLess(drawn.corners["村17"][1], drawn.corners["村0"][1])

	def test_two_villages_at_one_place(self):
		drawn = map_of([Spot("甲", 31.6, 119.9), Spot("乙", 31.6, 119.9)])
		self.assertEqual(drawn.layout, TILES)
		self.assert_readable(drawn, 2)

	def test_villages_without_a_position_stand_by_their_blocks(self):
		spots = [Spot(f"{block}{order}", block=block, order=order) for block in "BA" for order in (2, 1, 3)]
		drawn = map_of(spots)
		self.assertEqual(drawn.layout, TILES)
		self.assert_readable(drawn, 6)
		self.assertEqual(list(drawn.corners), ["A1", "A2", "A3", "B1", "B2", "B3"])
		self.assertEqual(drawn.corners["A1"][1], drawn.corners["A3"][1])
		self.assertLess(drawn.corners["A1"][1], drawn.corners["B1"][1])

	def test_some_with_and_some_without(self):
		drawn = map_of([*FAR_APART, Spot("无", 0, 119.9, "A"), Spot("也无", block="A", order=1)])
		self.assert_readable(drawn, 6)
		self.assertEqual(drawn.layout, PLACES)
		self.assertGreater(min(drawn.corners["无"][1], drawn.corners["也无"][1]), drawn.corners["南"][1])

	def test_one_village_and_none(self):
		self.assert_readable(map_of(FAR_APART[:1]), 1)
		self.assertEqual(map_of([]).corners, {})

	def test_many_villages(self):
		many = [Spot(f"村{number}", 31 + number / 97, 119 + number % 13 / 7) for number in range(90)]
		many += [Spot(f"无{number}", block="ABC"[number % 3], order=number) for number in range(40)]
		self.assert_readable(map_of(many), 130)


if __name__ == "__main__":
	unittest.main()

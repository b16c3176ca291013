"""Where a map of a town shows its villages. Pure: no database, no clock.

The map is as wide as a phone, and drawn larger where there is room. A village is a tile with its name and its state
as a word, which must be readable: where tiles at their villages' places would cover each other, all villages move to
the cells of a grid, north still above south and west left of east.

A village stands at its own position, else in the middle of its producers, else with the others of its block below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

WIDTH = 350.0
TILE_WIDTH, TILE_HEIGHT = 54.0, 40.0
GAP = 4.0
COLUMNS = int((WIDTH + GAP) // (TILE_WIDTH + GAP))

LOWEST, TALLEST = 0.5, 1.3
"""How high a map is at least and at most, for its width."""

PLACES, TILES = "places", "tiles"


@dataclass(frozen=True)
class Spot:
	"""What is known of a village's place: degrees north and east, its block, and its order in that."""

	village: str
	latitude: float | None = None
	longitude: float | None = None
	block: str = ""
	order: int = 0

	@property
	def is_placed(self) -> bool:
		"""Whether it has a position: no village lies at 0 degrees, which is what an empty field holds."""
		return bool(self.latitude and self.longitude)


@dataclass(frozen=True)
class Map:
	"""The left upper corner of each village's tile, in a drawing of `width` and `height`.

	`layout` is `PLACES` where the tiles stand at their villages' places, `TILES` where they stand in a grid.
	"""

	layout: str
	width: float
	height: float
	corners: dict[str, tuple[float, float]]


def map_of(spots: Iterable[Spot]) -> Map:
	"""Return the map of some villages, each on it once, none covering another."""
	spots = sorted(spots, key=lambda spot: (not spot.block, spot.block, spot.order, spot.village))
	placed = [spot for spot in spots if spot.is_placed]
	others = [spot for spot in spots if not spot.is_placed]
	layout, corners = PLACES, _at_their_places(placed) if placed else {}
	if not placed or _covers(corners.values()):
		layout, corners = TILES, _in_a_grid(placed)
	below = _bottom(corners)
	corners |= {village: (left, top + below) for village, (left, top) in _by_block(others).items()}
	return Map(layout, WIDTH, max(_bottom(corners) - GAP, 0), corners)


def _at_their_places(spots: Sequence[Spot]) -> dict[str, tuple[float, float]]:
	"""The corners true to scale, as large as the map's width and height allow."""
	middle = math.radians(sum(spot.latitude for spot in spots) / len(spots))
	points = {spot.village: (spot.longitude * math.cos(middle), -spot.latitude) for spot in spots}
	left, top = (min(point[axis] for point in points.values()) for axis in (0, 1))
	across, down = (max(point[axis] for point in points.values()) - start for axis, start in ((0, left), (1, top)))
	room = WIDTH - TILE_WIDTH, WIDTH * TALLEST - TILE_HEIGHT
	scale = min((space / span for space, span in zip(room, (across, down), strict=True) if span), default=0)
	indent = (room[0] - across * scale) / 2
	lower = max((WIDTH * LOWEST - TILE_HEIGHT - down * scale) / 2, 0)
	return {
		village: (round((x - left) * scale + indent, 1), round((y - top) * scale + lower, 1))
		for village, (x, y) in points.items()
	}


def _in_a_grid(spots: Sequence[Spot]) -> dict[str, tuple[float, float]]:
	"""The corners of cells: rows from north to south, as even as can be, each from west to east."""
	rows = math.ceil(len(spots) / COLUMNS)
	southwards = sorted(spots, key=lambda spot: (-spot.latitude, spot.longitude, spot.village))
	corners = {}
	for number in range(rows):
		start, end = (math.ceil(len(spots) * edge / rows) for edge in (number, number + 1))
		row = sorted(southwards[start:end], key=lambda spot: (spot.longitude, spot.village))
		corners |= _row([spot.village for spot in row], number)
	return corners


def _by_block(spots: Sequence[Spot]) -> dict[str, tuple[float, float]]:
	"""The corners of cells: the blocks one below the other, each in its order."""
	corners, number = {}, 0
	for block in dict.fromkeys(spot.block for spot in spots):
		villages = [spot.village for spot in spots if spot.block == block]
		for start in range(0, len(villages), COLUMNS):
			corners |= _row(villages[start : start + COLUMNS], number)
			number += 1
	return corners


def _row(villages: Sequence[str], number: int) -> dict[str, tuple[float, float]]:
	"""The corners of a row of cells, in the middle of the map."""
	indent = (WIDTH + GAP - len(villages) * (TILE_WIDTH + GAP)) / 2
	top = number * (TILE_HEIGHT + GAP)
	return {village: (round(indent + index * (TILE_WIDTH + GAP), 1), top) for index, village in enumerate(villages)}


def _covers(corners: Iterable[tuple[float, float]]) -> bool:
	"""Whether any two tiles would lie on each other, or touch."""
	return any(
		abs(one[0] - other[0]) < TILE_WIDTH + GAP / 2 and abs(one[1] - other[1]) < TILE_HEIGHT + GAP / 2
		for one, other in combinations(corners, 2)
	)


def _bottom(corners: dict[str, tuple[float, float]]) -> float:
	return max((top + TILE_HEIGHT + GAP for _left, top in corners.values()), default=0)

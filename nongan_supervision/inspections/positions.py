"""Positions on the map: whether one can be true, and how far apart two are.

Plain Python, no framework.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

LATITUDES = (3.8, 53.6)
LONGITUDES = (73.4, 135.1)
"""Between which degrees the country lies."""

EARTH_RADIUS = 6_371_000
"""In metres."""


def is_given(latitude: float | None, longitude: float | None) -> bool:
	"""Whether there is a position at all: none at all is stored as 0, 0."""
	return bool(latitude or longitude)


def is_possible(latitude: float | None, longitude: float | None) -> bool:
	"""Whether a position lies in the country; half a position, or 0, 0, does not."""
	return bool(
		latitude
		and longitude
		and LATITUDES[0] <= latitude <= LATITUDES[1]
		and LONGITUDES[0] <= longitude <= LONGITUDES[1]
	)


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
	"""Return how far two positions are apart, in metres, along a great circle.

	:param one: latitude and longitude in degrees, as is `other`.
	"""
	(latitude, longitude), (other_latitude, other_longitude) = one, other
	a = sin(radians(other_latitude - latitude) / 2) ** 2
	b = sin(radians(other_longitude - longitude) / 2) ** 2
	return 2 * EARTH_RADIUS * asin(sqrt(min(1, a + cos(radians(latitude)) * cos(radians(other_latitude)) * b)))

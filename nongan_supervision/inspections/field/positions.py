"""Where a phone says it is.

Plain Python, no framework.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from nongan_supervision.inspections.positions import is_possible


class Position(NamedTuple):
	"""A place in the country, in degrees of WGS 84."""

	latitude: float
	longitude: float


def usable_position(latitude: Any, longitude: Any) -> Position | None:
	"""Return the position, None for one that is off the map or no position at all."""
	try:
		position = Position(float(latitude), float(longitude))
	except (TypeError, ValueError):
		return None
	return position if is_possible(*position) else None


def is_given(latitude: Any, longitude: Any) -> bool:
	"""Whether a phone has sent anything for a position, right or wrong."""
	return not {str(latitude), str(longitude)} <= {"None", "", "0"}

"""Where a phone says it is.

Plain Python, no framework.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple


class Position(NamedTuple):
	"""A place on the map, in degrees of WGS 84."""

	latitude: float
	longitude: float


def usable_position(latitude: Any, longitude: Any) -> Position | None:
	"""Return the position, None for one that is off the map or the 0, 0 of a phone that knows nothing."""
	try:
		position = Position(float(latitude), float(longitude))
	except (TypeError, ValueError):
		return None
	on_map = abs(position.latitude) <= 90 and abs(position.longitude) <= 180
	return position if all(map(math.isfinite, position)) and on_map and any(position) else None


def is_given(latitude: Any, longitude: Any) -> bool:
	"""Whether a phone has sent anything for a position, right or wrong."""
	return not {latitude, longitude} <= {None, "", 0}

"""The grid of supervision: who looks after a village, from the district down to the station.

Source: the plan of 2022, A2: a system of supervision on the four levels of district, town, village and station.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import frappe

LEVELS = ("District", "Town", "Village", "Station")


def missing_levels(levels: Iterable[str | None]) -> tuple[str, ...]:
	"""Return the levels on which a village with officers on these has nobody."""
	present = set(levels)
	return tuple(level for level in LEVELS if level not in present)


def levels_by_village(villages: Iterable[str]) -> dict[str, set[str]]:
	"""Return the levels on which villages have officers, in one query; nothing for a village without any."""
	found: dict[str, set[str]] = defaultdict(set)
	rows = frappe.get_all(
		"Village Grid Officer",
		filters={"parent": ["in", list(villages)], "parenttype": "Village"},
		fields=["parent", "grid_level"],
	)
	for row in rows:
		found[row.parent].add(row.grid_level)
	return found

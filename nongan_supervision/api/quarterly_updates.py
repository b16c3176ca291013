"""Whitelisted methods of villages' quarterly updates."""

from __future__ import annotations

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.registry import quarterly_drafts
from nongan_supervision.registry.asked import rows_of


@whitelisted(methods=["POST"])
def draft_quarterly_update(village: str, year: int, quarter: str) -> str:
	"""Draft a village's update of a quarter from the last one, and return its name."""
	return quarterly_drafts.draft_update(village, year, quarter)


@whitelisted()
def quarterly_update_rows(village: str, year: int, quarter: str) -> list[dict]:
	"""Return the rows with which a village's update of a quarter begins."""
	return quarterly_drafts.rows_for(village, year, quarter)


@whitelisted(methods=["POST"])
def quarterly_update_state(village: str, year: int, quarter: str, rows: list | str) -> dict:
	"""Return how many of a village's producers an update in the form has confirmed, and which it misses."""
	return quarterly_drafts.state_of_entry(village, year, quarter, rows_of(rows))

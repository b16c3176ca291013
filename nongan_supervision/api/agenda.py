"""Whitelisted method of what waits for a user."""

from __future__ import annotations

from nongan_supervision.agenda import overview
from nongan_supervision.api.arguments import whitelisted


@whitelisted(methods=["GET"])
def my_agenda() -> dict:
	"""Return what waits for the session's user: how much of it, and what comes first."""
	return overview.overview()

"""Whitelisted methods of campaigns, tasks and patrols."""

from __future__ import annotations

from dataclasses import asdict

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.inspections import clues, patrol_plans


@whitelisted(methods=["POST"])
def open_inspection_clue(task: str) -> str:
	"""Open a clue from what an inspection task found, once, and return its name."""
	return clues.open_by_hand(task)


@whitelisted(methods=["POST"])
def propose_patrol_plan(town: str, year: int, month: int, again: bool | int = False) -> dict:
	"""Draft a town's patrols of a month by risk."""
	return asdict(patrol_plans.propose(town, int(year), int(month), again=bool(int(again))))


@whitelisted(methods=["POST"])
def create_patrol_tasks(plan: str) -> list[str]:
	"""Make the tasks of a patrol plan's rows that have none yet, and return their names."""
	return patrol_plans.create_tasks(plan)

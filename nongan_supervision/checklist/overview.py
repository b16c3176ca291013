"""How a town stands, on one page: its checklist, its villages on a map, failing results, cases, the season, the tests.

Everything is counted as the session's user may see it, of one town and one year, in a number of queries that neither
documents nor villages add to.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.query_builder.functions import Avg
from frappe.utils import escape_html

from nongan_supervision.checklist import overview_figures as figures
from nongan_supervision.checklist import pace, progress, scorecard
from nongan_supervision.checklist.measurement import Place
from nongan_supervision.checklist.quick_tests import quick_targets
from nongan_supervision.checklist.scorecard import Facts
from nongan_supervision.checklist.village_facts import Asked, facts_of
from nongan_supervision.checklist.village_map import Spot, map_of
from nongan_supervision.permissions.scope import apply_scope, asked_once
from nongan_supervision.registry.coverage import villages_of
from nongan_supervision.registry.towns import own_town

Part = dict[str, Any]

COLOURS = {
	pace.OVERDUE: "red",
	pace.BEHIND: "orange",
	pace.ON_TRACK: "blue",
	pace.ACHIEVED: "green",
}
VILLAGE_COLOURS = {
	scorecard.BEHIND: "red",
	scorecard.ATTENTION: "orange",
	scorecard.GOOD: "green",
	scorecard.NOT_RATED: "gray",
}


@dataclass(frozen=True)
class Question:
	"""Which town and year, and which day is today; the town is one that the session's user may see."""

	town: str
	year: int
	today: datetime.date


def visible_towns() -> list[str]:
	"""Return the towns that the session's user may see, by name."""
	town = frappe.qb.DocType("Town")
	return apply_scope(frappe.qb.from_(town).select(town.name).orderby(town.name), "Town").run(pluck=True)


def town_to_show(towns: list[str], asked_for: str | None) -> str | None:
	"""Return the town that is asked for, else the user's own, else the first; None where there is none.

	:raises frappe.PermissionError: it is not among those that the user may see.
	"""
	if asked_for and asked_for not in towns:
		frappe.throw(_("There is no town {0} that you may see.").format(escape_html(asked_for)), frappe.PermissionError)
	current = own_town()
	return asked_for or (current if current in towns else next(iter(towns), None))


@asked_once()
def overview(question: Question) -> Part:
	"""Return how the town stands: a part for each section of the page."""
	asked = Asked(dict.fromkeys(villages_of(Place(question.town)), question.town), question.year, question.today)
	targets = quick_targets(asked)
	facts = facts_of(asked, targets)
	return {
		"checklist": checklist_part(question),
		"map": _map(question.town, facts),
		"failing": _failing(asked, list(facts.values())),
		"cases": figures.cases(question.town, question.year, question.today),
		"campaign": figures.campaign(question.town, question.year, question.today),
		"quick_tests": figures.quick_tests(asked, targets.get(question.town)),
	}


def checklist_part(question: Question) -> Part | None:
	"""Return how many of the checklist's items are in which state, and the items, what is behind first.

	None where the town has no checklist of the year.
	"""
	asked = progress.ask({"town": question.town, "year": question.year}, question.today)
	if not asked:
		return None
	rows = progress.progress(asked)
	counts = Counter(row["state"] for row in rows)
	order = list(dict.fromkeys((*pace.WORST_FIRST, progress.MANUAL, *progress.OTHER_STATES, *counts)))
	rows.sort(key=lambda row: order.index(row["state"]))
	return {
		"name": asked.checklist.name,
		"title": asked.checklist.title,
		"states": [_state(state, counts[state], COLOURS) for state in order if counts[state]],
		"items": [_item(row) for row in rows],
	}


def _item(row: Part) -> Part:
	expected = row["pace"] / row["target"] * 100 if row["pace"] is not None and row["target"] else None
	shown = ("item", "item_no", "task_category", "requirement", "target", "comparison_label", "actual", "unit")
	return {
		**{name: row[name] for name in shown},
		"percent": _rounded(row["percent"]),
		"expected": _rounded(expected),
		"note": row["note"],
		**_state(row["state"], 1, COLOURS),
	}


def _map(town: str, facts: dict[str, Facts]) -> Part:
	"""The villages with their states, the worst first, and where their tiles stand."""
	drawn = map_of(_spots(town))
	order = list(VILLAGE_COLOURS)
	villages = []
	for village, known in facts.items():
		left, top = drawn.corners[village]
		state = _state(scorecard.state_of(known), 1, VILLAGE_COLOURS)
		villages.append({"village": village, "score": scorecard.score_of(known), "x": left, "y": top, **state})
	villages.sort(key=lambda row: (order.index(row["state"]), row["score"] or 0, row["village"]))
	counts = Counter(row["state"] for row in villages)
	return {
		"layout": drawn.layout,
		"width": drawn.width,
		"height": drawn.height,
		"villages": villages,
		"states": [_state(state, counts[state], VILLAGE_COLOURS) for state in order if counts[state]],
	}


def _failing(asked: Asked, all_facts: list[Facts]) -> Part:
	total = scorecard.total_of(all_facts)
	return {
		"failures": total.failures,
		"follow_ups_overdue": total.follow_ups_overdue,
		"active_bans": total.active_bans,
		"unpublished": figures.unpublished(asked),
		"rectifications_overdue": total.rectifications_overdue,
	}


def _spots(town: str) -> list[Spot]:
	"""Where the town's villages lie: as entered, else in the middle of their producers that have a position."""
	village, producer = frappe.qb.DocType("Village"), frappe.qb.DocType("Producer")
	columns = (village.name, village.latitude, village.longitude, village.rotation_block, village.rotation_order)
	query = frappe.qb.from_(village).select(*columns).where(village.town == town)
	rows = apply_scope(query, "Village").run()
	middles = frappe.qb.from_(producer).select(producer.village, Avg(producer.latitude), Avg(producer.longitude))
	middles = middles.where((producer.town == town) & (producer.latitude != 0) & (producer.longitude != 0))
	found = {name: place for name, *place in apply_scope(middles.groupby(producer.village), "Producer").run()}
	spots = []
	for name, latitude, longitude, block, order in rows:
		place = (latitude, longitude) if latitude and longitude else found.get(name, (None, None))
		spots.append(Spot(name, *place, block or "", order or 0))
	return spots


def _state(state: str, count: int, colours: dict[str, str]) -> Part:
	return {"state": state, "label": _(state), "colour": colours.get(state, "gray"), "count": count}


def _rounded(percent: float | None) -> float | None:
	return None if percent is None else round(percent, 1)

"""The plan of 2022 as records: loaded once, then the users' own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import frappe

from nongan_supervision.setup import shipped

PLAN_2022 = Path(__file__).parent / "plan_2022"

SETTINGS = "Nongan Supervision Settings"

#: In the order in which the records refer to each other.
FILES = (
	("Town", "towns.json"),
	("Village", "villages.json"),
	("Supervision Department", "departments.json"),
	("Substance", "substances.json"),
	("Key Product", "key_products.json"),
	("Checklist Indicator", "indicators.json"),
	("Responsibility Checklist", "checklist.json"),
	("Checklist Item", "checklist_items.json"),
	("Inspection Template", "inspection_templates.json"),
)


def load_plan_2022() -> int:
	"""Load the plan of 2022 into the site: what was never there is created, the rest is left alone.

	:returns: how many records were created.
	"""
	created = shipped.ship(plan_records())
	shipped.ship_values(SETTINGS, {"current_town": "洛阳镇"})
	return created


def plan_records() -> Iterator[dict]:
	"""Yield every record of the plan, in an order in which each can be inserted."""
	for doctype, filename in FILES:
		for record in read_plan_file(filename):
			yield {"doctype": doctype, **record}


def read_plan_file(filename: str) -> list[dict]:
	"""Return the records of one data file of the plan."""
	return json.loads((PLAN_2022 / filename).read_text(encoding="utf-8"))


def read_indicator(name: str) -> dict:
	"""Return an indicator as the plan's file has it."""
	return next(one for one in read_plan_file("indicators.json") if one["indicator_name"] == name)


def give_indicator(name: str) -> None:
	"""Ship an indicator to a site that has the plan already, and give it to the plan's item if that is untouched.

	Untouched is an item with the plan's words, no indicator, and no figure reported by hand, which would disappear.
	"""
	shipped.ship([{"doctype": "Checklist Indicator", **read_indicator(name)}])
	if not frappe.db.exists("Checklist Indicator", name):
		return  # the office has deleted or renamed it
	planned = next(item for item in read_plan_file("checklist_items.json") if item.get("indicator") == name)
	untouched = {"requirement": planned["requirement"], "indicator": ["is", "not set"], "manual_value": 0}
	for item_name in frappe.get_all("Checklist Item", filters=untouched, pluck="name"):
		item = frappe.get_doc("Checklist Item", item_name)
		item.update({"indicator": name, "unit": item.unit or planned.get("unit")})
		item.save(ignore_permissions=True)  # setup


def ship_templates() -> int:
	"""Bring the templates of inspections to a site that had the plan before there were any.

	:returns: how many were created.
	"""
	templates = read_plan_file("inspection_templates.json")
	return shipped.ship({"doctype": "Inspection Template", **template} for template in templates)

"""The plan of 2022 as records: loaded once, then the users' own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import frappe

from nongan_supervision.inspections.states import IN_PROGRESS, PLANNED, TASK
from nongan_supervision.setup import shipped

PLAN_2022 = Path(__file__).parent / "plan_2022"

SETTINGS = "Nongan Supervision Settings"

DEFINITION = ("measure", "method", "source_doctype", "date_field", "value_field", "filters")
"""The fields that say how an indicator is counted; its name, words and unit are the office's."""

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
	ship_supervision_groups()
	return created


def ship_supervision_groups() -> None:
	"""Give the settings the leaders and departments of annex 2, once in the life of the site.

	Where the office has renamed a department, it is the one of the same role; where there is none, nothing is shipped.
	"""
	rows = read_plan_file("supervision_groups.json")
	for row in rows:
		for fieldname in ("liaison_department", "partner_department"):
			row[fieldname] = _department_of_plan(row[fieldname])
	if all(row["liaison_department"] for row in rows):
		shipped.ship_values(SETTINGS, {"supervision_groups": rows})


def _department_of_plan(name: str) -> str | None:
	if frappe.db.exists("Supervision Department", name):
		return name
	role = next(one["role"] for one in read_plan_file("departments.json") if one["department_name"] == name)
	return frappe.db.get_value("Supervision Department", {"role": role})


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


def read_item(item_no: str) -> dict:
	"""Return a checklist item as the plan's file has it."""
	return next(one for one in read_plan_file("checklist_items.json") if one["item_no"] == item_no)


def let_count(name: str) -> None:
	"""Let an indicator that was reported by hand be counted as the plan's file says, if nobody has reported it yet.

	Figures reported by hand would disappear; an indicator that the office has defined otherwise is the office's.
	"""
	if frappe.db.get_value("Checklist Indicator", name, "measure") != "Manual":
		return
	if frappe.db.exists("Checklist Item", {"indicator": name, "reported_on": ["is", "set"]}):
		return
	planned = read_indicator(name)
	indicator = frappe.get_doc("Checklist Indicator", name)
	indicator.update({field: planned[field] for field in DEFINITION if field in planned})
	indicator.save(ignore_permissions=True)  # setup


def ship_items(*item_nos: str) -> None:
	"""Ship further items of the plan, with their indicators, to a site that has the plan's checklist."""
	for record in map(read_item, item_nos):
		if frappe.db.exists("Responsibility Checklist", record["checklist"]):
			indicator = {"doctype": "Checklist Indicator", **read_indicator(record["indicator"])}
			shipped.ship([indicator, {"doctype": "Checklist Item", **record}])


def give_indicator(name: str) -> None:
	"""Ship an indicator to a site that has the plan already, and give it to the plan's item if that is untouched.

	Untouched is an item with the plan's words, no indicator, and no figure reported by hand, which would disappear.
	"""
	shipped.ship([{"doctype": "Checklist Indicator", **read_indicator(name)}])
	if not frappe.db.exists("Checklist Indicator", name):
		return  # the office has deleted or renamed it
	planned = next(item for item in read_plan_file("checklist_items.json") if item.get("indicator") == name)
	untouched = {
		"requirement": planned["requirement"],
		"indicator": ["is", "not set"],
		"reported_on": ["is", "not set"],
	}
	for item_name in frappe.get_all("Checklist Item", filters=untouched, pluck="name"):
		item = frappe.get_doc("Checklist Item", item_name)
		given = {field: planned[field] for field in ("unit", "target", "comparison") if field in planned}
		item.update({"indicator": name, **{field: item.get(field) or value for field, value in given.items()}})
		item.save(ignore_permissions=True)  # setup


def ship_usual_findings() -> None:
	"""Give the items of the shipped templates their usual findings, where they keep their names and have none yet.

	And those of inspections made by them that are not finished.
	"""
	for template in read_plan_file("inspection_templates.json"):
		shipped_items = {item["item"]: item["usual_findings"] for item in template["items"]}
		_give_findings("Inspection Template Item", [template["title"]], shipped_items)
		unfinished = {"template": template["title"], "workflow_state": ["in", [PLANNED, IN_PROGRESS]]}
		_give_findings("Inspection Item", frappe.get_all(TASK, unfinished, pluck="name"), shipped_items)


def _give_findings(doctype: str, parents: list[str], findings: dict[str, str]) -> None:
	filters = {"parent": ["in", parents or [""]], "usual_findings": ["is", "not set"]}
	for row in frappe.get_all(doctype, filters=filters, fields=["name", "item"]):
		if found := findings.get(row.item):
			frappe.db.set_value(doctype, row.name, "usual_findings", found, update_modified=False)


def ship_templates() -> int:
	"""Bring the templates of inspections to a site that had the plan before there were any.

	:returns: how many were created.
	"""
	templates = read_plan_file("inspection_templates.json")
	return shipped.ship({"doctype": "Inspection Template", **template} for template in templates)

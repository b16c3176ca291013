"""Indicators of the plan's A2 that were reported by hand, or not at all: counted from now on.

Left alone where the office has changed them, or has figures reported by hand that would disappear.
"""

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import read_plan_file

UPDATES = "重点品种信息季度更新率"
INSTRUCTORS = "重点品种安全使用指导员覆盖率"


def execute() -> None:
	count_updates()
	count_instructors()


def count_updates() -> None:
	"""Let the rate of quarterly updates be counted, where nobody has reported it."""
	if frappe.db.get_value("Checklist Indicator", UPDATES, "measure") != "Manual":
		return
	if frappe.db.exists("Checklist Item", {"indicator": UPDATES, "manual_value": ["!=", 0]}):
		return
	record = _shipped(UPDATES)
	frappe.get_doc("Checklist Indicator", UPDATES).update(record).save(ignore_permissions=True)  # setup


def count_instructors() -> None:
	"""Ship the indicator, and give it to the plan's item that has none."""
	if not shipped.ship([{"doctype": "Checklist Indicator", **_shipped(INSTRUCTORS)}]):
		return
	requirement = next(
		item["requirement"] for item in read_plan_file("checklist_items.json") if item.get("indicator") == INSTRUCTORS
	)
	items = frappe.get_all(
		"Checklist Item", filters={"requirement": requirement, "indicator": ["is", "not set"]}, pluck="name"
	)
	for name in items:
		item = frappe.get_doc("Checklist Item", name)
		item.update({"indicator": INSTRUCTORS, "unit": item.unit or "%"})
		item.save(ignore_permissions=True)  # setup


def _shipped(indicator: str) -> dict:
	return next(one for one in read_plan_file("indicators.json") if one["indicator_name"] == indicator)

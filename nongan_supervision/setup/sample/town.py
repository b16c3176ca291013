"""What the office sets for the year: its checklist, its figures reported by hand, the number of inhabitants."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.checklist.carry_over import carry_over
from nongan_supervision.setup.plan import SETTINGS

TOWN = "洛阳镇"
FIRST_YEAR = 2022

POPULATION = 60_000
POPULATION_NOTE = "示例数据：全镇人口 60000 及各村人口均为虚构数字，方案未给出。正式使用前请改为实际常住人口。"
SMALLEST_VILLAGE, STEP = 2_100, 100
"""Inhabitants of the first village, and how many more each that follows has; the rest live in the town itself."""

REPORTED_BY_HAND = {"A5-3": 1, "A8-2": 1}
"""Figures of items that departments report themselves, by item number."""


def set_year_up(today: datetime.date) -> None:
	"""Give the town its checklist of the year and a number of inhabitants, and let forms start with the year."""
	report_by_hand(carry_checklist_over(today.year), today)
	set_population()
	open_year(today.year)


def set_population() -> None:
	"""Give the town and its villages inhabitants, unless it has some, and say that their numbers are made up."""
	town = frappe.get_doc("Town", TOWN)
	if town.population:
		return
	town.population = POPULATION
	town.save()
	town.add_comment("Comment", POPULATION_NOTE)
	villages = frappe.get_all("Village", {"town": TOWN, "population": 0}, order_by="name", pluck="name")
	for number, village in enumerate(villages):
		frappe.get_doc("Village", village).update({"population": SMALLEST_VILLAGE + number * STEP}).save()


def carry_checklist_over(year: int) -> str | None:
	"""Give the town a checklist of the year, with the targets of 2022; return its name."""
	checklist = frappe.db.get_value("Responsibility Checklist", {"town": TOWN, "year": year})
	if not checklist and year > FIRST_YEAR:
		checklist = carry_over(f"{TOWN}-{FIRST_YEAR}", year)
		frappe.get_doc("Responsibility Checklist", checklist).update({"status": "Active"}).save()
	return checklist


def report_by_hand(checklist: str | None, today: datetime.date) -> None:
	"""Report what departments report themselves: in spring, or today where that is still to come."""
	reported_on = min(today, today.replace(month=3, day=31))
	for item_no, value in REPORTED_BY_HAND.items():
		if name := frappe.db.get_value("Checklist Item", {"checklist": checklist, "item_no": item_no}):
			item = frappe.get_doc("Checklist Item", name)
			item.update({"manual_value": value, "reported_on": reported_on}).save()


def open_year(year: int) -> None:
	"""Let forms and reports start with the year."""
	settings = frappe.get_doc(SETTINGS)
	settings.current_year = year
	settings.save()

"""What followed from the year's failing tests: notices, retests, the district's answers, bans that were lifted.

The registers open escalations, bans and clues by themselves, as of the day they are imported on. A made-up year is
imported on one day, so its dates are moved to where they would have been.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from frappe.utils import getdate

from nongan_supervision.cases.clues import check_due_on
from nongan_supervision.monitoring import bans, escalations
from nongan_supervision.monitoring.lifting import lift, suitable_tests
from nongan_supervision.monitoring.sampling_plan import draft_plans
from nongan_supervision.registry.context import Context
from nongan_supervision.setup.sample.days import later
from nongan_supervision.setup.sample.users import DISTRICT, acting_as

DAYS_TO_NOTICE = 1
LAST_DAYS = 14
DAYS_TO_SAMPLING = 2
DAYS_TO_REPLY = 9
DAYS_TO_LIFTING = 2

PLANNED_MONTHS = 3
"""Up to and including the current one, those of the year that have a sampling plan."""

LIFTING_NOTE = "复检合格，整改到位。"


def date_back() -> None:
	"""Move what failing tests have opened to the day of the test; computed fields, which no form lets one enter."""
	for name, test in _opened("Enforcement Escalation"):
		day = _day_of(test)
		values = {"reported_on": day, "due_on": escalations.due_on(day)}
		frappe.db.set_value("Enforcement Escalation", name, values, update_modified=False)
	for name, test in _opened("Sale Ban"):
		frappe.db.set_value("Sale Ban", name, "banned_on", _day_of(test), update_modified=False)
	clues = frappe.get_all(
		"Case Clue", {"reference_doctype": "Residue Test"}, ["name", "reference_name"], as_list=True, order_by="name"
	)
	for name, test in clues:
		values = {"received_on": _day_of(test), "check_due_on": check_due_on(_day_of(test))}
		frappe.db.set_value("Case Clue", name, values, update_modified=False)


def notify_producers(today: datetime.date) -> None:
	"""Tell the producers of their bans; those of the last days have yet to be told."""
	for name, test in _opened("Sale Ban"):
		ban = frappe.get_doc("Sale Ban", name)
		notified_on = later(_day_of(test), DAYS_TO_NOTICE, today)
		if not ban.notified_on and later(_day_of(test), LAST_DAYS, today):
			notice = {"notified_on": notified_on, "notified_by": f"{ban.village}协管员", "notice_method": "In Person"}
			ban.update(notice).save()


def lift_bans(today: datetime.date) -> None:
	"""Lift the bans whose products have passed a retest."""
	for name in frappe.get_all("Sale Ban", {"status": bans.ACTIVE}, pluck="name", order_by="name"):
		for test in suitable_tests(name)[-1:]:
			if lifted_on := later(getdate(test.tested_on), DAYS_TO_LIFTING, today):
				lift(name, test.name, LIFTING_NOTE, Context(today=lifted_on))


def answer_escalations(today: datetime.date) -> None:
	"""Take the district's steps, as far as the days have come; the last suspicion still waits for its answer."""
	reported = _opened("Enforcement Escalation")
	for name, _test in reported:
		_step(name, escalations.REPORTED, "Start Sampling", "sampling_started_on", DAYS_TO_SAMPLING, today)
	for name, _test in reported[:-1]:
		_step(name, escalations.SAMPLING_STARTED, _conclusion_of, "replied_on", DAYS_TO_REPLY, today)


def plan_sampling(today: datetime.date) -> None:
	"""Draft the plans of the last months; those of months that are over are closed."""
	villages = frappe.get_all("Village", pluck="name", order_by="name")
	for month in range(max(today.month - PLANNED_MONTHS + 1, 1), today.month + 1):
		created = draft_plans(villages, today.year, month).created
		if not created:
			continue
		status = "Closed" if month < today.month else "Confirmed"
		frappe.db.set_value("Sampling Plan", {"name": ["in", created]}, "status", status, update_modified=False)


def _opened(doctype: str) -> list[tuple[str, str]]:
	"""Name and test of everything of a kind that tests have opened, in the order of the tests' days."""
	rows = frappe.get_all(doctype, fields=["name", "residue_test"], order_by="name", as_list=True)
	return sorted(rows, key=lambda row: (_day_of(row[1]), row[0]))


def _day_of(test: str) -> datetime.date:
	return getdate(frappe.db.get_value("Residue Test", test, "tested_on"))


def _step(
	name: str,
	state: str,
	action: str | Callable[[Document], str],
	dated: str,
	days: int,
	today: datetime.date,
) -> None:
	"""Let the district take a step, so many days after the report, unless that day has not come."""
	escalation = frappe.get_doc("Enforcement Escalation", name)
	taken_on = later(getdate(escalation.reported_on), days, today)
	if escalation.workflow_state != state or not taken_on:
		return
	action = action if isinstance(action, str) else action(escalation)
	if not action:
		return
	with acting_as(DISTRICT.email):
		apply_workflow(escalation, action)
	frappe.db.set_value("Enforcement Escalation", name, dated, taken_on, update_modified=False)


def _conclusion_of(escalation: Document) -> str | None:
	"""What the enforcement test shows; nothing before there is one."""
	verdict = escalation.enforcement_test and frappe.db.get_value(
		"Residue Test", escalation.enforcement_test, "verdict"
	)
	return {"Fail": "Confirm", "Pass": "Not Confirm"}.get(verdict)

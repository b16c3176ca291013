"""How what follows from failing tests stands: escalation, ban, notice, clue, retest, publication.

Everything is read as the session's user may see it: what is hidden from them is neither named nor counted.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from nongan_supervision.monitoring import bans, escalations
from nongan_supervision.monitoring.verdicts import FAIL
from nongan_supervision.monitoring.withdrawal import WITHDRAWN
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.context import Context

OVERDUE = "Overdue"
IN_HAND = "In Hand"
DONE = "Done"

COLOURS = {
	"Reported": "orange",
	"Sampling Started": "blue",
	"Confirmed": "red",
	"Not Confirmed": "green",
	"Active": "red",
	"Lifted": "green",
	"Open": "orange",
	"Pass": "green",
	"Fail": "red",
	"Suspect": "orange",
}


class Point(NamedTuple):
	"""Something that is still to be done, and the day by which it should be, if there is one."""

	text: str
	due_on: datetime.date | None = None

	def days_overdue(self, today: datetime.date) -> int:
		return max((today - self.due_on).days, 0) if self.due_on else 0


@dataclass
class Standing:
	"""What the user may see of what a test has opened."""

	escalations: list[frappe._dict] = field(default_factory=list)
	bans: list[frappe._dict] = field(default_factory=list)
	clues: list[frappe._dict] = field(default_factory=list)
	retests: list[frappe._dict] = field(default_factory=list)


def standings(tests: Sequence[str]) -> dict[str, Standing]:
	"""Return how things stand with each of some tests: four queries, however many tests."""
	found: dict[str, Standing] = defaultdict(Standing)
	if not tests:
		return found
	for row in _escalations(tests):
		found[row.test].escalations.append(row)
	for row in _bans(tests):
		found[row.test].bans.append(row)
	for row in _clues({row.name: row.test for one in found.values() for row in one.escalations}, tests):
		found[row.test].clues.append(row)
	for row in _retests(tests):
		found[row.test].retests.append(row)
	return found


def open_points(test: Mapping[str, Any], standing: Standing) -> Iterator[Point]:
	"""Yield what is still to be done about a failing test."""
	for escalation in standing.escalations:
		if escalation.state == escalations.REPORTED:
			yield Point(_("enforcement sampling not started"), getdate(escalation.due_on))
		elif escalation.state == escalations.SAMPLING_STARTED:
			yield Point(_("the district's result is awaited"))
	for ban in standing.bans:
		if ban.state == bans.ACTIVE and not ban.notified_on:
			yield Point(_("producer not notified"), getdate(ban.banned_on))
		if ban.state == bans.ACTIVE:
			yield Point(_("sale ban not lifted"))
	for clue in standing.clues:
		if clue.state == "Open":
			yield Point(_("clue not checked"), getdate(clue.due_on))
	if test["verdict"] == FAIL and not test["published"]:
		yield Point(_("result not published"))


def state_of(points: Sequence[Point], today: datetime.date) -> str:
	"""Return the state of a test's follow-up: what is overdue outweighs what is in hand."""
	if any(point.days_overdue(today) for point in points):
		return OVERDUE
	return IN_HAND if points else DONE


def of_test(name: str, context: Context) -> list[dict]:
	"""Return what a test has opened for its form: each document with its state, a colour and what is said of it.

	:raises frappe.PermissionError: the session's user may not read the test.
	"""
	test = frappe.get_doc("Residue Test", name)
	test.check_permission("read")
	standing = standings([test.name])[test.name]
	entries = [
		*(_entry("Enforcement Escalation", row, _said_of_escalation(row)) for row in standing.escalations),
		*(_entry("Sale Ban", row, _said_of_ban(row)) for row in standing.bans),
		*(_entry("Case Clue", row, _("to be checked by {0}").format(formatdate(row.due_on))) for row in standing.clues),
		*(
			_entry("Residue Test", row, _("retest of {0}").format(formatdate(row.sampled_on)))
			for row in standing.retests
		),
	]
	points = list(open_points(test.as_dict(), standing)) if test.docstatus == 1 else []
	for entry in entries:
		entry["label"] = _(entry["doctype"])
		entry["state_label"] = _(entry["state"], context=entry["doctype"])
	overdue = [point.text for point in points if point.days_overdue(context.today)]
	return [*entries, *({"overdue": text} for text in overdue)]


def _entry(doctype: str, row: frappe._dict, said: str) -> dict[str, Any]:
	colour = COLOURS.get(row.state, "gray")
	return {"doctype": doctype, "name": row.name, "state": row.state, "colour": colour, "said": said}


def _said_of_escalation(row: frappe._dict) -> str:
	if row.state == WITHDRAWN:
		return _("{0}, withdrawn on {1}").format(row.substance, formatdate(row.withdrawn_on))
	if row.state in escalations.CONCLUDED:
		return _("{0}, replied on {1}").format(row.substance, formatdate(row.replied_on))
	return _("{0}, sampling due by {1}").format(row.substance, formatdate(row.due_on))


def _said_of_ban(row: frappe._dict) -> str:
	if row.state == WITHDRAWN:
		return _("withdrawn on {0}").format(formatdate(row.withdrawn_on))
	if row.state == bans.LIFTED:
		return _("lifted on {0} with {1}").format(formatdate(row.lifted_on), row.lifted_by_test)
	if row.notified_on:
		return _("producer notified on {0}").format(formatdate(row.notified_on))
	return _("producer not notified")


def _escalations(tests: Sequence[str]) -> list[frappe._dict]:
	table = frappe.qb.DocType("Enforcement Escalation")
	query = (
		frappe.qb.from_(table)
		.select(
			table.name,
			table.residue_test.as_("test"),
			table.workflow_state.as_("state"),
			table.substance,
			table.due_on,
			table.replied_on,
			table.enforcement_test,
			table.withdrawn_on,
		)
		.where(table.residue_test.isin(tests))
		.orderby(table.name)
	)
	return _seen(query, "Enforcement Escalation")


def _bans(tests: Sequence[str]) -> list[frappe._dict]:
	table, row = frappe.qb.DocType("Sale Ban"), frappe.qb.DocType("Sale Ban Substance")
	query = (
		frappe.qb.from_(table)
		.join(row)
		.on((row.parent == table.name) & (row.parenttype == "Sale Ban"))
		.select(
			table.name,
			row.residue_test.as_("test"),
			table.status.as_("state"),
			table.banned_on,
			table.notified_on,
			table.lifted_on,
			table.lifted_by_test,
			table.withdrawn_on,
		)
		.where(row.residue_test.isin(tests))
		.distinct()
		.orderby(table.name)
	)
	return _seen(query, "Sale Ban")


def _clues(tests_of_escalations: Mapping[str, str], tests: Sequence[str]) -> list[frappe._dict]:
	"""The clues of tests, and of their escalations where the district has confirmed them."""
	table = frappe.qb.DocType("Case Clue")
	references = [*tests, *tests_of_escalations]
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.reference_name, table.status.as_("state"), table.check_due_on.as_("due_on"))
		.where(table.reference_doctype.isin(["Residue Test", "Enforcement Escalation"]))
		.where(table.reference_name.isin(references))
		.orderby(table.name)
	)
	rows = _seen(query, "Case Clue")
	for row in rows:
		row.test = tests_of_escalations.get(row.reference_name, row.reference_name)
	return rows


def _retests(tests: Sequence[str]) -> list[frappe._dict]:
	table = frappe.qb.DocType("Residue Test")
	query = (
		frappe.qb.from_(table)
		.select(table.name, table.retest_of.as_("test"), table.verdict.as_("state"), table.sampled_on)
		.where(table.retest_of.isin(tests) & (table.docstatus == 1))
		.orderby(table.sampled_on, table.name)
	)
	return _seen(query, "Residue Test")


def _seen(query: Any, doctype: str) -> list[frappe._dict]:
	"""The rows that the session's user may see; none of a DocType that they may not read."""
	if not frappe.has_permission(doctype, "read"):
		return []
	return apply_scope(query, doctype).run(as_dict=True)

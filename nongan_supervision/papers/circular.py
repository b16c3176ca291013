"""A month's findings for the joint meeting (通报): figures, failing tests and their follow-up, cases, notices.

Every query is limited to what the session's user may see; what they may not read at all is left out, and no figure
tells of it. Of what they see a part of the town's alone, a line of its own says.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.query_builder import Criterion
from frappe.query_builder.functions import Count
from frappe.utils import get_last_day

from nongan_supervision.cases.states import CASE
from nongan_supervision.checklist.measurement import Place
from nongan_supervision.monitoring import standing
from nongan_supervision.monitoring.findings import found_in
from nongan_supervision.monitoring.verdicts import FAIL, PASS, SUSPECT
from nongan_supervision.monitoring.withdrawal import WITHDRAWN
from nongan_supervision.permissions.partial import note_of_part
from nongan_supervision.permissions.scope import apply_scope, asked_once
from nongan_supervision.registry.producer_names import names_of
from nongan_supervision.registry.towns import own_town

TEST = "Residue Test"
CLUE = "Case Clue"
NOTICE = "Nonconformity Notice"
BAN = "Sale Ban"
COUNTED = (TEST, BAN, CLUE, CASE, NOTICE)

FIGURES = "Figures of the Month"
FAILING = "Failing Results and Follow-up"
CASES = "Enforcement Cases"
NOTICES = "Notices between Origin and Market"
NOTE = "Note on the Figures"
SECTIONS = (FIGURES, NOTE, FAILING, CASES, NOTICES)

Row = dict[str, Any]


@dataclass(frozen=True)
class Month:
	"""A calendar month, or the days to another end; of a town or village, or of all that one may see."""

	first: datetime.date
	today: datetime.date
	place: Place
	until: datetime.date | None = None

	@property
	def last(self) -> datetime.date:
		return self.until or get_last_day(self.first)


@asked_once()
def sections(month: Month) -> list[Row]:
	"""Return the lines of the circular, section by section."""
	failing, cases, notices = list(_failing(month)), list(_cases(month)), list(_notices(month))
	return [*_figures(month), *_note(month), *failing, *cases, *notices]


def _figures(month: Month) -> Iterator[Row]:
	if frappe.has_permission(TEST, "read"):
		yield from _tests(month)
	for label, doctype, fieldname in (
		(_("Sale Bans Pronounced", context="Circular"), BAN, "banned_on"),
		(_("Sale Bans Lifted", context="Circular"), BAN, "lifted_on"),
		(_("Clues Received", context="Circular"), CLUE, "received_on"),
		(_("Cases Filed", context="Circular"), CASE, "filed_on"),
		(_("Cases Decided", context="Circular"), CASE, "decided_on"),
		(_("Notices Sent and Received", context="Circular"), NOTICE, "notified_on"),
	):
		if frappe.has_permission(doctype, "read"):
			yield _figure(label, _count(month, doctype, fieldname))


def _tests(month: Month) -> Iterator[Row]:
	verdicts = _verdicts(month)
	tested = sum(verdicts.values())
	yield _figure(_("Tests", context="Circular"), tested)
	yield _figure(_("Failing", context="Circular"), verdicts[FAIL])
	yield _figure(_("Suspect", context="Circular"), verdicts[SUSPECT])
	if tested:
		yield _figure(_("Pass Rate"), f"{round(verdicts[PASS] / tested * 100, 1):g}%")


def _note(month: Month) -> Iterator[Row]:
	if said := note_of_part(COUNTED, month.place.town or own_town()):
		yield {**_line(NOTE), "subject": "", "finding": said}


def _figure(label: str, value: int | str) -> Row:
	return {**_line(FIGURES), "subject": label, "finding": str(value)}


def _verdicts(month: Month) -> Counter[str]:
	table = frappe.qb.DocType(TEST)
	query = frappe.qb.from_(table).select(table.verdict, Count(table.name)).groupby(table.verdict)
	query = query.where((table.docstatus == 1) & in_month(month, table, "sampled_on"))
	return Counter(dict(apply_scope(query, TEST).run()))


def _count(month: Month, doctype: str, fieldname: str) -> int:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Count(table.name)).where(in_month(month, table, fieldname))
	if doctype == BAN:
		query = query.where(table.status != WITHDRAWN)
	return apply_scope(query, doctype).run()[0][0]


def _failing(month: Month) -> Iterator[Row]:
	"""The tests that failed or raised a suspicion, each with what was found and how its follow-up stands."""
	if not frappe.has_permission(TEST, "read"):
		return
	table = frappe.qb.DocType(TEST)
	fields = ("name", "sampled_on", "village", "producer", "product", "input", "verdict", "published")
	query = frappe.qb.from_(table).select(*(table[field] for field in fields))
	query = query.where((table.docstatus == 1) & (table.verdict != PASS) & in_month(month, table, "sampled_on"))
	tests = apply_scope(query.orderby(table.sampled_on).orderby(table.name), TEST).run(as_dict=True)
	names = [test.name for test in tests]
	stands, found, producers = standing.standings(names), found_in(names), names_of(test.producer for test in tests)
	for test in tests:
		points = list(standing.open_points(test, stands[test.name]))
		yield {
			**_line(FAILING, TEST, test),
			"subject": producers.get(test.producer) or "",
			"product": test.product or test.input,
			"happened_on": test.sampled_on,
			"finding": f"{_(test.verdict)}：{found.get(test.name, '')}",
			"state": _(standing.state_of(points, month.today)),
			"still_to_do": "；".join(dict.fromkeys(point.text for point in points)),
		}


def _cases(month: Month) -> Iterator[Row]:
	"""The cases that were filed or decided in the month."""
	if not frappe.has_permission(CASE, "read"):
		return
	table = frappe.qb.DocType(CASE)
	fields = ("name", "title", "party_name", "village", "product", "case_type", "filed_on", "workflow_state")
	query = frappe.qb.from_(table).select(*(table[field] for field in fields)).orderby(table.filed_on, table.name)
	query = query.where(Criterion.any([in_month(month, table, "filed_on"), in_month(month, table, "decided_on")]))
	for case in apply_scope(query, CASE).run(as_dict=True):
		yield {
			**_line(CASES, CASE, case),
			"subject": case.party_name,
			"product": case.product,
			"happened_on": case.filed_on,
			"finding": _(case.case_type, context=CASE),
			"state": _(case.workflow_state),
		}


def _notices(month: Month) -> Iterator[Row]:
	"""The notices of the month, sent to the markets or received from them, and whether they were answered."""
	if not frappe.has_permission(NOTICE, "read"):
		return
	table = frappe.qb.DocType(NOTICE)
	fields = ("name", "direction", "counterpart", "village", "product", "finding", "notified_on", "replied_on")
	query = frappe.qb.from_(table).select(*(table[field] for field in fields), table.reply_due_on)
	query = query.where(in_month(month, table, "notified_on")).orderby(table.notified_on).orderby(table.name)
	for notice in apply_scope(query, NOTICE).run(as_dict=True):
		yield {
			**_line(NOTICES, NOTICE, notice),
			"subject": f"{_(notice.direction, context=NOTICE)}：{notice.counterpart or ''}",
			"product": notice.product,
			"happened_on": notice.notified_on,
			"finding": notice.finding,
			"state": _("Replied") if notice.replied_on else _("No reply yet"),
			"still_to_do": "" if notice.replied_on else _("reply due on {0}").format(notice.reply_due_on or "—"),
		}


def in_month(month: Month, table: Any, fieldname: str) -> Criterion:
	"""Whether a document is of the month by a day of its, and of the place."""
	is_there = (table[name] == value for name, value in month.place.fields.items())
	return Criterion.all([table[fieldname][month.first : month.last], *is_there])


def _line(section: str, doctype: str | None = None, record: frappe._dict | None = None) -> Row:
	"""What all lines have: the section, and the record that they tell of."""
	return {
		"section": section,
		"section_label": _(section),
		"reference_doctype": doctype,
		"reference_name": record.name if record else None,
		"village": record.village if record else None,
	}

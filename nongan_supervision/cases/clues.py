"""Rules of a case clue, and how other parts of the app open one."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import deadlines, errors, informants
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, VETERINARY
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place, complete_sector

CLUE = "Case Clue"

OPEN = "Open"
FILED = "Case Filed"
NEEDS_A_REASON = frozenset({"Not Filed", "Passed On"})
TAKEN_UP = ("check_begun_on", "handler")
"""What only taking up a clue sets."""
MARKET_STAGES = frozenset({"Market", "Dealer"})


def apply_rules(clue: Document, context: Context) -> None:
	"""Complete a clue and refuse it if a rule is broken.

	:raises CaseError: one of :mod:`nongan_supervision.cases.errors`.
	"""
	complete_place(clue, context)
	complete_sector(clue, context)
	check_date(clue, context)
	clue.check_due_on = check_due_on(getdate(clue.received_on))
	clue.department = clue.department or responsible_department(clue.sector)
	keep_taken_up(clue)
	keep_automatic(clue)
	informants.seal(clue)
	start_open(clue)
	check_outcome(clue)
	settle(clue, context)


def check_date(clue: Document, context: Context) -> None:
	"""Refuse a date in the future."""
	if getdate(clue.received_on) > context.today:
		frappe.throw(
			_("A clue cannot have been received on {0} already.").format(clue.received_on), errors.FutureClueError
		)


def keep_taken_up(clue: Document) -> None:
	"""Leave as it is stored who handles a clue since when, whatever was sent: `clue_work.py` sets it."""
	stored = clue.get_doc_before_save()
	for fieldname in () if clue.flags.taken_up else TAKEN_UP:
		clue.set(fieldname, stored.get(fieldname) if stored else None)


def keep_automatic(clue: Document) -> None:
	"""Tell apart what the system opens: somebody's own clue about a document doesn't take the place of the system's."""
	stored = clue.get_doc_before_save()
	clue.automatic = stored.automatic if stored else int(bool(clue.flags.opened_by_rule))


def start_open(clue: Document) -> None:
	"""A new clue is open, whatever was sent: who reports one doesn't settle it."""
	if clue.is_new():
		clue.status = OPEN


def check_outcome(clue: Document) -> None:
	"""Refuse to put a clue aside or to pass it on without saying why."""
	if clue.status in NEEDS_A_REASON and not (clue.outcome_reason or "").strip():
		frappe.throw(_("Say why the clue is not filed, or to whom it is passed on."), errors.MissingOutcomeReasonError)


def settle(clue: Document, context: Context) -> None:
	"""Let a clue be settled once: filed by its case, put aside or passed on by its department.

	:raises StatusOfCaseError: somebody calls it filed without a case.
	:raises ClueSettledError: it is settled already, or a case is being made of it.
	"""
	stored = clue.get_doc_before_save()
	before = stored.status if stored else OPEN
	if not clue.flags.by_case:
		clue.enforcement_case = stored.enforcement_case if stored else None
		clue.settled_on = stored.settled_on if stored else None
	if clue.status == before:
		return
	if before != OPEN:
		frappe.throw(_("The clue {0} is settled already: {1}.").format(clue.name, _(before)), errors.ClueSettledError)
	if not clue.flags.by_case:
		_refuse_beside_case(clue)
	clue.settled_on = context.today


def check_due_on(received_on: datetime.date) -> datetime.date:
	"""Return the day by which a clue must be checked.

	Source: 《农业行政处罚程序规定》; the number of days stands in the settings.
	"""
	return deadlines.due_on(received_on, deadlines.setting("clue_check_days"))


def responsible_department(sector: str | None, stage: str | None = None) -> str | None:
	"""Return the department that looks after a sector or, from the market on, the trade; None if there is none."""
	role = AGRICULTURE
	if stage in MARKET_STAGES:
		role = MARKET
	elif sector == "Livestock":
		role = VETERINARY
	return frappe.db.get_value("Supervision Department", {"role": role})


def open_clue(
	source: str,
	reference: Document,
	description: str,
	*,
	received_on: datetime.date | None = None,
	department: str | None = None,
) -> str:
	"""Open a clue from a document of the app and return its name; the one that it has opened before, if there is one.

	:param source: a value of Case Clue's ``clue_source``.
	:param reference: where the clue comes from; ``producer``, ``product``, ``village``, ``sector`` and ``stage`` are
		taken from it where it has them.
	:param department: who checks the clue; unless given, who looks after the sector or the trade.
	"""
	if existing := clue_of(reference):
		return existing
	clue = frappe.get_doc(
		{
			"doctype": CLUE,
			"clue_source": source,
			"reference_doctype": reference.doctype,
			"reference_name": reference.name,
			"received_on": received_on or getdate(),
			"producer": reference.get("producer"),
			"product": reference.get("product"),
			"village": reference.get("village"),
			"sector": reference.get("sector"),
			"department": department or responsible_department(reference.get("sector"), reference.get("stage")),
			"description": description,
		}
	)
	clue.flags.opened_by_rule = True
	# the system opens it, for whoever's document it follows from: they need not have a right to clues
	return clue.insert(ignore_permissions=True).name


def clue_of(reference: Document) -> str | None:
	"""Return the clue that the system has opened for a document, if there is one."""
	filters = {"reference_doctype": reference.doctype, "reference_name": reference.name, "automatic": 1}
	return frappe.db.get_value(CLUE, filters)


def withdraw_clue(reference: Document) -> None:
	"""Delete the clue of a document that is cancelled, unless work on it has begun: see `work_begun_on`."""
	name = clue_of(reference)
	if name and not work_begun_on(name):
		frappe.delete_doc(CLUE, name, ignore_permissions=True)  # the system's own follow-up


def work_begun_on(clue: str) -> bool:
	"""Tell whether somebody has dealt with a clue: its status or outcome was changed, or a case is made of it."""
	status, reason = frappe.db.get_value(CLUE, clue, ["status", "outcome_reason"])
	return status != OPEN or bool(reason) or bool(case_of(clue))


def case_of(clue: str, besides: str | None = None) -> str | None:
	"""Return a case that is made of a clue, other than the one named, if there is one."""
	return frappe.db.get_value("Enforcement Case", {"clue": clue, "name": ["!=", besides or ""]})


def _refuse_beside_case(clue: Document) -> None:
	if clue.status == FILED:
		frappe.throw(_("A clue is filed by the filing of its case. Use “File a Case”."), errors.StatusOfCaseError)
	if case := case_of(clue.name):
		frappe.throw(
			_("The case {0} is made of this clue: its filing, or its refusal, settles the clue.").format(case),
			errors.ClueSettledError,
		)

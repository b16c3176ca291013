"""Rules of a case clue, and how other parts of the app open one."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import clue_locks, deadlines, errors, informants
from nongan_supervision.permissions import wording
from nongan_supervision.permissions.grants import AGRICULTURE, MARKET, VETERINARY
from nongan_supervision.permissions.scopes import scope_of
from nongan_supervision.permissions.table import grant_of
from nongan_supervision.permissions.viewer import SessionViewer, department_of
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
	clue_locks.keep_settled(clue)
	clue_locks.keep_told(clue)
	complete_place(clue, context, (clue.reference_doctype, clue.reference_name))
	complete_sector(clue, context)
	check_date(clue, context)
	clue.check_due_on = check_due_on(getdate(clue.received_on))
	check_reference(clue)
	choose_department(clue)
	keep_taken_up(clue)
	keep_automatic(clue)
	keep_receipt(clue)
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


def check_reference(clue: Document) -> None:
	"""Refuse to name a document that the session's user doesn't see: a clue would tell that it is there.

	:raises frappe.PermissionError: there is none, or it is hidden from them.
	"""
	doctype, name = clue.reference_doctype, clue.reference_name
	stored = clue.get_doc_before_save()
	is_known = stored and (stored.reference_doctype, stored.reference_name) == (doctype, name)
	if not name or is_known or _is_the_systems(clue):
		return
	is_there = doctype and frappe.db.exists("DocType", doctype) and frappe.db.exists(doctype, name)
	if not is_there or not frappe.has_permission(doctype, "read", doc=name):
		frappe.throw(wording.hidden_reference(doctype or "", name), frappe.PermissionError)


def choose_department(clue: Document) -> None:
	"""Leave a clue to a department that may deal with it.

	What somebody reports who doesn't deal with clues (a village) goes to who looks after the sector or, by the test
	that it is about, the trade: whatever was sent.

	:raises WrongDepartmentError: the department's role has no part in clues, or not in those of this sector.
	"""
	stored = clue.get_doc_before_save()
	is_report = not stored and not _is_the_systems(clue) and scope_of(frappe.session.user, CLUE, "write").is_empty
	if is_report or not clue.department:
		clue.department = responsible_department(clue.sector, _stage_of_reference(clue))
	is_new_to_it = clue.department and clue.department != (stored.department if stored else None)
	if is_new_to_it and not clue.flags.opened_by_rule and not may_deal_with(clue.department, clue):
		frappe.throw(
			_("{0} doesn't deal with clues of this kind, and would not see it. Choose another department.").format(
				clue.department
			),
			errors.WrongDepartmentError,
		)


def complete_department(clue: Document) -> None:
	"""Give what somebody enters who deals with clues to their own department, where they name none."""
	if not clue.department and not _is_the_systems(clue) and not scope_of(frappe.session.user, CLUE, "write").is_empty:
		clue.department = department_of(frappe.session.user)


def may_deal_with(department: str, clue: Document) -> bool:
	"""Tell whether a department's role may write a clue of this department and sector."""
	role = frappe.db.get_value("Supervision Department", department, "role") or ""
	viewer, values = SessionViewer("", role), {"department": department, "sector": clue.sector}
	return any(clause.condition.holds(CLUE, values, viewer) for clause in grant_of(CLUE, role).clauses_with("write"))


def keep_taken_up(clue: Document) -> None:
	"""Leave as it is stored who handles a clue since when, whatever was sent: `clue_work.py` sets it."""
	stored = clue.get_doc_before_save()
	for fieldname in () if clue.flags.taken_up else TAKEN_UP:
		clue.set(fieldname, stored.get(fieldname) if stored else None)


def keep_automatic(clue: Document) -> None:
	"""Tell apart what the system opens: somebody's own clue about a document doesn't take the place of the system's."""
	stored = clue.get_doc_before_save()
	clue.automatic = stored.automatic if stored else int(bool(clue.flags.opened_by_rule))


def keep_receipt(clue: Document) -> None:
	"""Leave the number by which the public asks how things stand to the page that gives it: nobody else makes one."""
	stored = clue.get_doc_before_save()
	if stored or not clue.flags.from_the_public:
		clue.receipt_no = stored.receipt_no if stored else None


def start_open(clue: Document) -> None:
	"""A new clue is open and has no outcome, whatever was sent: who reports one doesn't settle it."""
	if clue.is_new():
		clue.update({"status": OPEN, "outcome_reason": None, "passed_on_to": None})


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
		with clue_locks.withdrawing(name):
			frappe.delete_doc(CLUE, name, ignore_permissions=True)  # the system's own follow-up


def work_begun_on(clue: str) -> bool:
	"""Tell whether somebody has dealt with a clue: its status or outcome was changed, or a case is made of it."""
	status, reason = frappe.db.get_value(CLUE, clue, ["status", "outcome_reason"])
	return status != OPEN or bool(reason) or bool(case_of(clue))


def case_of(clue: str, besides: str | None = None) -> str | None:
	"""Return a case that is made of a clue, other than the one named, if there is one."""
	return frappe.db.get_value("Enforcement Case", {"clue": clue, "name": ["!=", besides or ""]})


def _is_the_systems(clue: Document) -> bool:
	"""Whether the app opens or follows up the clue by itself, for whoever's deed it follows from."""
	return bool(clue.flags.opened_by_rule or clue.flags.ignore_permissions)


def _stage_of_reference(clue: Document) -> str | None:
	if clue.reference_doctype != "Residue Test":
		return None
	return frappe.db.get_value("Residue Test", clue.reference_name, "stage")


def _refuse_beside_case(clue: Document) -> None:
	if clue.status == FILED:
		frappe.throw(_("A clue is filed by the filing of its case. Use “File a Case”."), errors.StatusOfCaseError)
	if case := case_of(clue.name):
		frappe.throw(
			_("The case {0} is made of this clue: its filing, or its refusal, settles the clue.").format(case),
			errors.ClueSettledError,
		)

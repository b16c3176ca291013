"""The referral of a suspected crime to the police, and what becomes of its case.

Source: 国务院令第310号《行政执法机关移送涉嫌犯罪案件的规定》（2020年修订）第五条、第六条、第八条、第九条: the head
decides within 3 days of the report, an approved case goes to the police within 24 hours with its five kinds of
document, the police decide within 3 days, and the authority may ask once, within 3 days, for a refusal to be
reconsidered.

While the referral runs, nobody moves its case by hand. The case is Transferred when the police file it. It goes back to
Investigating when the leader rejects the referral, when the police decline and the time for reconsideration passes
unused, or when they decline again.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import clock, deadlines, errors, files
from nongan_supervision.cases.apart import each_apart
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.history import move, note_change
from nongan_supervision.cases.locks import check_changes, keep_computed
from nongan_supervision.cases.recusal import officer_users
from nongan_supervision.cases.states import (
	APPROVE,
	CASE,
	INVESTIGATING,
	POLICE_DECLINE,
	POLICE_DECLINED,
	POLICE_FILE,
	REFERRAL,
	REFERRAL_IN_PROGRESS,
	REJECT,
	REPORT,
	REQUEST_RECONSIDERATION,
	TRANSFER,
	TRANSFERRED,
	Step,
)
from nongan_supervision.cases.steps import (
	check_own_request,
	refuse_if_settled,
	require,
	require_reason,
	step_taken,
)
from nongan_supervision.cases.waiting import deadline_of
from nongan_supervision.workflows import errors as step_errors

DOCUMENT_TYPES = (
	"Transfer Letter",
	"Investigation Report",
	"List of Articles",
	"Test Report or Expert Opinion",
	"Other Material",
)
"""The five kinds of document of a transferred file (国务院令第310号第六条)."""

FILED = "Filed"
NOT_FILED = "Not Filed"


def apply_rules(referral: Document) -> None:
	"""Complete a referral and refuse it if a rule is broken.

	:raises CaseError: one of :mod:`nongan_supervision.cases.errors`.
	"""
	refuse_if_settled(referral)
	keep_computed(referral)
	step = step_taken(referral)
	check_changes(referral)
	if referral.is_new():
		refuse_without_case(referral)
	referral.flags.new_files = files.hash_files(referral)
	if step:
		require_reason(referral, step)
		files.require_unaltered(referral)
		if rule := RULES.get(step.action):
			rule(referral, step, clock.now())
	deadline = deadline_of(referral)
	referral.waits_until = deadline.last_moment if deadline else None
	referral.flags.step = step


def follow_up(referral: Document) -> None:
	"""Do what follows from a saved referral, and put it on record."""
	step = referral.flags.step
	files.attach(referral, referral.flags.new_files or [])
	note_change(referral, step)
	if step:
		tell_case(referral, step)


# Of the case
# -----------


def check_suspicion(case: Document, step: Step, moment: Moment) -> None:
	"""Refuse to refer a case in which nobody has noted the suspicion of a crime."""
	require(case, "suspected_crime")


def open_referral(case: Document) -> None:
	"""Open the referral of a case that its department refers to the police: a draft to be completed."""
	referral = frappe.get_doc(
		{
			"doctype": REFERRAL,
			"enforcement_case": case.name,
			"department": case.department,
			"village": case.village,
			"report": case.facts,
		}
	)
	referral.flags.by_case = True
	referral.flags.ignore_mandatory = True  # the offence is for the department to name
	referral.insert()
	case.db_set("referral", referral.name, update_modified=False)


def refuse_without_case(referral: Document) -> None:
	"""Refuse a referral that isn't opened by its case's step: there would be one that its case doesn't know.

	:raises OutOfTurnError:
	"""
	if not referral.flags.by_case:
		frappe.throw(
			_("A referral starts from its case, by “Refer to Police”."),
			step_errors.OutOfTurnError,
		)


def tell_case(referral: Document, step: Step) -> None:
	"""End the case's waiting where the referral has ended."""
	if step.action == POLICE_FILE:
		_end(referral, TRANSFERRED, _("The police have filed the case ({0}).").format(referral.name))
	elif step.action == REJECT:
		_end(referral, INVESTIGATING, referral.rejection_reason)
	elif step.action == POLICE_DECLINE and referral.reconsideration_requested_on:
		_end(referral, INVESTIGATING, referral.police_reason)


def return_declined_cases() -> None:
	"""Take back to investigation the cases that the police declined and whose time for reconsideration has passed.

	A daily job.
	"""
	overdue = frappe.get_all(
		REFERRAL,
		{"workflow_state": POLICE_DECLINED, "reconsideration_due_on": ["<", clock.now().day]},
		pluck="name",
	)
	each_apart(overdue, _return_declined, "Return of the case of")


def _return_declined(name: str) -> None:
	_end(
		frappe.get_doc(REFERRAL, name),
		INVESTIGATING,
		_("The police have not filed the case, and no reconsideration was requested in time ({0}).").format(name),
	)


def _end(referral: Document, state: str, reason: str) -> None:
	case = frappe.get_doc(CASE, referral.enforcement_case, for_update=True)
	if case.workflow_state == REFERRAL_IN_PROGRESS and case.referral == referral.name:
		move(case, state, reason)


# Of the referral, step by step
# -----------------------------


def report(referral: Document, step: Step, moment: Moment) -> None:
	"""Report to the head: the decision is due within the settings' days."""
	require(referral, "suspected_offence", "report")
	referral.reported_on = moment.day
	referral.reported_by = frappe.session.user
	referral.approval_due_on = deadlines.due_on(moment.day, deadlines.setting("referral_head_days"))


def approve(referral: Document, step: Step, moment: Moment) -> None:
	"""Approve the transfer: it is due within 24 hours, to the hour."""
	case = frappe.get_doc(CASE, referral.enforcement_case)
	check_own_request(step, referral.owner, referral.reported_by, case.owner, *officer_users(case))
	referral.approved_at = moment.site
	referral.approved_by = frappe.utils.get_fullname()
	referral.transfer_due_at = deadlines.due_at(moment.site, deadlines.setting("referral_transfer_hours"))


def transfer(referral: Document, step: Step, moment: Moment) -> None:
	"""Hand the complete file to the police, who decide within the settings' days.

	:raises IncompleteError: names the kinds of document that are missing.
	"""
	if missing := missing_documents(referral):
		frappe.throw(
			_("The file is not complete. Still missing: {0}.").format("、".join(_(kind) for kind in missing)),
			step_errors.IncompleteError,
		)
	referral.transferred_at = moment.site
	referral.police_decision_due_on = deadlines.due_on(moment.day, deadlines.setting("police_decision_days"))


def police_file(referral: Document, step: Step, moment: Moment) -> None:
	"""Note that the police have filed the case."""
	referral.police_decision = FILED
	referral.police_decided_on = moment.day


def police_decline(referral: Document, step: Step, moment: Moment) -> None:
	"""Note that the police don't file the case, and why; reconsideration can be requested once."""
	referral.police_decision = NOT_FILED
	referral.police_decided_on = moment.day
	if not referral.reconsideration_requested_on:
		referral.reconsideration_due_on = deadlines.due_on(moment.day, deadlines.setting("reconsideration_days"))


def request_reconsideration(referral: Document, step: Step, moment: Moment) -> None:
	"""Ask the police to reconsider, with the reason: once, and in time.

	:raises OutOfTurnError: they have reconsidered already.
	:raises TooLateError: the time has passed.
	"""
	if referral.reconsideration_requested_on:
		frappe.throw(_("The police have reconsidered already; it can be requested once."), step_errors.OutOfTurnError)
	if moment.day > getdate(referral.reconsideration_due_on):
		frappe.throw(
			_("Reconsideration could be requested until {0}.").format(referral.reconsideration_due_on),
			errors.TooLateError,
		)
	referral.reconsideration_requested_on = moment.day
	referral.first_police_reason = referral.police_reason
	referral.update({"police_reason": None, "police_decision": None, "police_decided_on": None})
	referral.police_decision_due_on = deadlines.due_on(moment.day, deadlines.setting("police_decision_days"))


def missing_documents(referral: Document) -> list[str]:
	"""Return the kinds of document that the file doesn't have yet, each with a hashed file."""
	present = {row.document_type for row in referral.documents if row.file}
	return [kind for kind in DOCUMENT_TYPES if kind not in present]


def refuse_deletion(referral: Document) -> None:
	"""Refuse to delete a referral: it is opened with its case's step, and ends by its own.

	:raises SettledRecordError:
	"""
	frappe.throw(_("A referral stays on record with its case."), step_errors.SettledRecordError)


RULES: dict[str, Callable[[Document, Step, Moment], None]] = {
	REPORT: report,
	APPROVE: approve,
	TRANSFER: transfer,
	POLICE_FILE: police_file,
	POLICE_DECLINE: police_decline,
	REQUEST_RECONSIDERATION: request_reconsideration,
}

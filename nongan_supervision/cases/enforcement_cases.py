"""The rules of an enforcement case in their order: what a save is checked for, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import answers, clock, decision, evidence, files, filing, referrals, refusals
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.clues import CLUE
from nongan_supervision.cases.history import note_change, was_requested
from nongan_supervision.cases.locks import check_changes, keep_computed
from nongan_supervision.cases.recusal import check_officers
from nongan_supervision.cases.states import (
	APPROVE_DECISION,
	APPROVE_FILING,
	CLOSE,
	DRAFT,
	INVESTIGATING,
	REFER_TO_POLICE,
	REJECT_FILING,
	REQUEST_FILING,
	RETURN_FILING,
	RETURN_FOR_INVESTIGATION,
	SUBMIT_FOR_REVIEW,
	Step,
)
from nongan_supervision.cases.steps import refuse_if_settled, require_reason, step_taken
from nongan_supervision.registry import personal_numbers
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.places import complete_place, complete_sector
from nongan_supervision.registry.producers import check_credit_code
from nongan_supervision.workflows import errors as step_errors

RULES: dict[str, Callable[[Document, Step, Moment], None]] = {
	REQUEST_FILING: filing.request,
	APPROVE_FILING: filing.approve,
	RETURN_FILING: filing.send_back,
	SUBMIT_FOR_REVIEW: decision.submit,
	RETURN_FOR_INVESTIGATION: decision.send_back,
	APPROVE_DECISION: decision.approve,
	CLOSE: decision.close,
	REFER_TO_POLICE: referrals.check_suspicion,
}

FOLLOW_UPS: dict[str, Callable[[Document], None]] = {
	APPROVE_FILING: filing.tell_clue,
	REJECT_FILING: filing.tell_clue,
	REFER_TO_POLICE: referrals.open_referral,
}


def apply_rules(case: Document, context: Context) -> None:
	"""Complete a case and refuse it if a rule is broken.

	:raises CaseError: one of :mod:`nongan_supervision.cases.errors`.
	"""
	refuse_if_settled(case)
	keep_computed(case)
	seal_numbers(case)
	step = step_taken(case)
	check_changes(case)
	if is_in_the_officers_hands(case):
		complete_place(case, context, (CLUE, case.clue))
		complete_sector(case, context)
		complete_title(case)
		check_credit_code(case, "party_credit_code", step_errors.IncompleteError)
		check_officers(case)
	evidence.check(case, context.today)
	if case.is_new():
		filing.check_clue(case)
	moment = clock.now()
	decision.note_review(case, moment)
	if step:
		require_reason(case, step)
		files.require_unaltered(case)
		if rule := RULES.get(step.action):
			rule(case, step, moment)
	case.decision_due_on = case.flags.new_due_on or case.decision_due_on
	case.flags.step = step


def follow_up(case: Document) -> None:
	"""Do what follows from a saved case, and put it on record."""
	step = case.flags.step
	evidence.attach_new(case)
	if step and step.action in FOLLOW_UPS:
		FOLLOW_UPS[step.action](case)
	note_change(case, step)
	if step:
		answers.tell_requesters(case, step)
	evidence.note(case)
	refusals.end_attempt(case)


def is_in_the_officers_hands(case: Document) -> bool:
	"""Tell whether the case is at a stage in which its officers work on it."""
	stored = case.get_doc_before_save()
	return not stored or stored.workflow_state in (DRAFT, INVESTIGATING)


def refuse_deletion(case: Document) -> None:
	"""Refuse to delete a case that was ever put to a leader.

	:raises SettledRecordError:
	"""
	if case.workflow_state not in (None, "", DRAFT) or was_requested(case):
		frappe.throw(
			_("A case stays on record once its filing was requested. Only a draft can be deleted."),
			step_errors.SettledRecordError,
		)


def seal_numbers(case: Document) -> None:
	"""Seal the identity numbers of the party and of the officers."""
	personal_numbers.seal(case)
	stored = case.get_doc_before_save()
	before = {row.name: row for row in (stored.officers if stored else ())}
	for officer in case.officers:
		officer._doc_before_save = before.get(officer.name)  # which Frappe 15 does not set on rows
		personal_numbers.seal(officer)


def complete_title(case: Document) -> None:
	"""Call a case after its party and its type, if nobody gave it a title."""
	if not (case.title or "").strip():
		case.title = _("Case of {0}: {1}").format(case.party_name, _(case.case_type, context="Enforcement Case"))

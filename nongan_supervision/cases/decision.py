"""From the end of an investigation to the closed case: legal review, decision, service.

Source: 《行政处罚法》第五十七条、第五十八条 (legal review before the decision, by people who did not investigate).
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from nongan_supervision.cases import errors
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.recusal import is_officer, officer_users, require_officers
from nongan_supervision.cases.states import PENDING_REVIEW, Step
from nongan_supervision.cases.steps import check_own_request, require
from nongan_supervision.workflows import errors as step_errors

FINE = "Fine"
OF_REVIEW = ("legal_review_opinion", "legal_reviewer", "legal_reviewed_by", "legal_reviewed_on")
OF_DECISION = ("legal_basis", "penalty_type")


def submit(case: Document, step: Step, moment: Moment) -> None:
	"""Hand the case in for review: with the decision that the officers propose."""
	require_officers(case)
	require(case, *OF_DECISION)
	_require_amount(case)
	case.decision_requested_by = frappe.session.user
	case.return_reason = None
	_clear(case, OF_REVIEW)


def note_review(case: Document, moment: Moment) -> None:
	"""Note who wrote the legal review, and when; refuse it from whoever has had a hand in the case.

	:raises ReviewerError:
	"""
	stored = case.get_doc_before_save()
	if not stored or stored.workflow_state != PENDING_REVIEW:
		return
	opinion = (case.legal_review_opinion or "").strip()
	if opinion == (stored.legal_review_opinion or "").strip():
		return
	hands = (stored.owner, stored.filing_requested_by, stored.decision_requested_by)
	if frappe.session.user in hands or is_officer(case, frappe.session.user):
		frappe.throw(
			_(
				"The legal review is made by somebody who has had no hand in the case: none of its officers, nor who "
				"made it or asked for its filing or its decision."
			),
			errors.ReviewerError,
		)
	case.legal_reviewer = frappe.utils.get_fullname() if opinion else None
	case.legal_reviewed_by = frappe.session.user if opinion else None
	case.legal_reviewed_on = moment.day if opinion else None


def approve(case: Document, step: Step, moment: Moment) -> None:
	"""Decide the case as proposed and reviewed."""
	hands = (case.owner, case.filing_requested_by, case.decision_requested_by, case.legal_reviewed_by)
	check_own_request(step, *hands, *officer_users(case))
	require(case, "legal_review_opinion", *OF_DECISION)
	_require_amount(case)
	if case.hearing_requested:
		require(case, "hearing_held_on")
	case.decision_approved_by = frappe.utils.get_fullname()
	case.decided_on = moment.day


def send_back(case: Document, step: Step, moment: Moment) -> None:
	"""Return the case to its officers, for the reason given; the review so far stays in the journal only."""
	case.decision_requested_by = None
	_clear(case, OF_REVIEW)


def close(case: Document, step: Step, moment: Moment) -> None:
	"""Close the case once its decision is served."""
	require(case, "served_on")
	served_on = getdate(case.served_on)
	if not getdate(case.decided_on) <= served_on <= moment.day:
		frappe.throw(
			_("The decision was served between the day it was made, {0}, and today.").format(case.decided_on),
			step_errors.IncompleteError,
		)
	case.closed_on = moment.day


def _require_amount(case: Document) -> None:
	if case.penalty_type == FINE and flt(case.penalty_amount) <= 0:
		require(case, "penalty_amount")


def _clear(case: Document, fieldnames: tuple[str, ...]) -> None:
	case.update(dict.fromkeys(fieldnames))

"""From a clue to a filed case: the request of the department, the leader's approval or refusal."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import clues, deadlines, errors, extensions
from nongan_supervision.cases.clock import Moment
from nongan_supervision.cases.recusal import officer_users, require_officers
from nongan_supervision.cases.states import CASE, NOT_FILED, Step
from nongan_supervision.cases.steps import check_own_request, require


def check_clue(case: Document) -> None:
	"""Refuse a case of a clue that is settled, or of which another case is made already.

	:raises ClueSettledError:
	"""
	if not case.clue:
		return
	status = frappe.db.get_value("Case Clue", case.clue, "status")
	if status != clues.OPEN:
		frappe.throw(_("The clue {0} is settled already: {1}.").format(case.clue, _(status)), errors.ClueSettledError)
	if other := clues.case_of(case.clue, besides=case.name):
		frappe.throw(
			_("Of the clue {0} the case {1} is made already. Go on with that one.").format(case.clue, other),
			errors.ClueSettledError,
		)


def request(case: Document, step: Step, moment: Moment) -> None:
	"""Ask for a case to be filed: two officers, the facts, the party."""
	require(case, "party_name", "facts", "case_type")
	require_officers(case)
	case.filing_requested_by = frappe.session.user
	case.filing_due_on = filing_due_on(case, moment.day)
	case.return_reason = None


def filing_due_on(case: Document, requested_on: datetime.date) -> datetime.date:
	"""Return the day by which the head decides on the filing: that of the clue's check, which ends with it.

	Without a clue, the same number of days from the request. Source: 《农业行政处罚程序规定》: within seven days of
	finding a clue it is checked, and the head decides whether the case is filed.
	"""
	check_due_on = frappe.db.get_value("Case Clue", case.clue, "check_due_on") if case.clue else None
	return check_due_on or clues.check_due_on(requested_on)


def approve(case: Document, step: Step, moment: Moment) -> None:
	"""File the case: from this day the time limit of the decision runs."""
	check_own_request(step, case.owner, case.filing_requested_by, *officer_users(case))
	case.filing_approved_by = frappe.utils.get_fullname()
	case.filed_on = moment.day
	case.decision_due_on = decision_due_on(case, moment.day)


def send_back(case: Document, step: Step, moment: Moment) -> None:
	"""Return the request to its department, for the reason given; the day by which the head decides stays."""
	case.filing_requested_by = None


def decision_due_on(case: Document, filed_on: datetime.date) -> datetime.date:
	"""Return the day by which a case must be decided: the settings' days from filing, and the approved extensions."""
	return deadlines.due_on(filed_on, deadlines.setting("case_decision_days") + extensions.approved_days(case))


def tell_clue(case: Document) -> None:
	"""Write into the clue what became of it."""
	if not case.clue:
		return
	filed = case.workflow_state != NOT_FILED
	outcome = {"status": "Case Filed"} if filed else {"status": "Not Filed", "outcome_reason": case.return_reason}
	clue = frappe.get_doc("Case Clue", case.clue)
	clue.update({**outcome, "enforcement_case": case.name})
	clue.flags.by_case = True
	clue.save(ignore_permissions=True)  # follows from the leader's decision, who need not have a right to clues


def case_from_clue(name: str) -> Document:
	"""Return a new case, not saved, with what is known from a clue.

	:raises ClueSettledError: the clue is settled, or a case of it is there.
	"""
	clue = frappe.get_doc("Case Clue", name)
	case = frappe.new_doc(CASE, clue=clue.name, facts=clue.description)
	check_clue(case)
	case.update(
		{field: clue.get(field) for field in ("department", "village", "town", "sector", "producer", "product")}
	)
	if clue.reference_doctype == "Residue Test":
		case.residue_test = clue.reference_name
	case.case_type = _case_type(clue)
	if clue.producer:
		_fill_in_party(case)
	return case


def _case_type(clue: Document) -> str:
	if clue.clue_source == "Certificate Check":
		return "Certificate"
	if clue.reference_doctype != "Residue Test":
		return "Other"
	result = frappe.qb.DocType("Residue Test Result")
	substance = frappe.qb.DocType("Substance")
	banned = (
		frappe.qb.from_(result)
		.inner_join(substance)
		.on(substance.name == result.substance)
		.select(result.name)
		.where((result.parent == clue.reference_name) & (result.verdict != "Pass"))
		.where(substance.substance_class == "Banned")
		.limit(1)
		.run()
	)
	return "Banned Substance" if banned else "Residue over Limit"


def _fill_in_party(case: Document) -> None:
	producer = frappe.get_doc("Producer", case.producer)
	is_household = producer.producer_type == "Household"
	case.party_name = producer.producer_name
	case.party_type = "Individual" if is_household else "Organisation"
	case.party_phone = producer.phone
	case.party_address = producer.village
	if not is_household:
		case.party_credit_code = producer.credit_code
		case.party_representative = producer.contact_person

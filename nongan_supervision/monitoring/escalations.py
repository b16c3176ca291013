"""Escalations: a suspected banned substance is reported to the district, which starts enforcement sampling.

Source: clause 3.2 of the plan, 疑似禁用药残留及时上报区农业农村局启动执法抽检. Who takes which step stands in
`escalation_steps.py`; what must hold in each of them, whatever becomes of the Desk's workflow, is here.
"""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import deadlines
from nongan_supervision.cases.clues import clue_of, open_clue
from nongan_supervision.monitoring import bans, errors
from nongan_supervision.monitoring.escalation_steps import (
	CONCLUDED,
	CONFIRMED,
	CONTRACT,
	NOT_CONFIRMED,
	OPEN,
	REPORTED,
	SAMPLING_STARTED,
	leave_answer_to_district,
)
from nongan_supervision.monitoring.verdicts import BANNED, FAIL, PASS, QUANTITATIVE, SUSPECT
from nongan_supervision.monitoring.withdrawal import FIELDS as OF_WITHDRAWAL
from nongan_supervision.monitoring.withdrawal import WITHDRAWN, withdrawal
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows.steps import step_taken

SHOWN_BY = {CONFIRMED: FAIL, NOT_CONFIRMED: PASS}
"""The verdict on its substance in the enforcement test by which an escalation is concluded without a reply."""

GIVEN_ONCE = (
	*("residue_test", "substance", "village", "reported_on", "due_on", "sampling_started_on", "replied_on"),
	*OF_WITHDRAWAL,
)


def apply_rules(escalation: Document, context: Context) -> None:
	"""Complete an escalation and refuse it if a rule is broken.

	Opening one, and taking in a test, is the system's and the agriculture office's; the answer is the district's.

	:raises EscalationError: one of :mod:`nongan_supervision.monitoring.errors`.
	"""
	escalation.workflow_state = escalation.workflow_state or REPORTED
	refuse_change_once_concluded(escalation)
	if escalation.is_new():
		escalation.update(dict.fromkeys(OF_WITHDRAWAL))
		check_suspicion(escalation, context)
		refuse_second(escalation)
	else:
		keep_given(escalation)
	leave_answer_to_district(escalation)
	step_taken(escalation, CONTRACT)
	complete_from_test(escalation, context)
	check_enforcement_test(escalation)
	check_conclusion(escalation)
	date_steps(escalation, context)


def check_suspicion(escalation: Document, context: Context) -> None:
	"""Refuse an escalation without a submitted test that suspects, or finds, the banned substance."""
	test = frappe.get_doc("Residue Test", escalation.residue_test)
	suspected = [row.substance for row in suspicions(test, context)]
	if not escalation.substance and len(suspected) == 1:
		escalation.substance = suspected[0]
	if test.docstatus != 1 or escalation.substance not in suspected:
		frappe.throw(
			_("{0} is no submitted test that raises a suspicion of {1} as a banned substance.").format(
				escalation.residue_test, escalation.substance or _("a substance")
			),
			errors.UnfoundedEscalationError,
		)


def refuse_second(escalation: Document) -> None:
	"""Refuse to report the same suspicion twice."""
	if other := _standing(escalation.residue_test, escalation.substance):
		frappe.throw(
			_("The suspicion of {0} has been reported already: {1}.").format(escalation.substance, other),
			errors.SecondEscalationError,
		)


def refuse_change_once_concluded(escalation: Document) -> None:
	"""Refuse to change an escalation that is concluded or withdrawn, and to withdraw one by hand."""
	stored = escalation.get_doc_before_save()
	if stored and stored.workflow_state in CONCLUDED:
		frappe.throw(
			_("{0} is concluded and does not change any more.").format(escalation.name),
			errors.ConcludedEscalationError,
		)
	if WITHDRAWN in (escalation.workflow_state, stored and stored.workflow_state):
		frappe.throw(
			_("{0} is withdrawn when its test {1} is cancelled, not otherwise, and then does not change.").format(
				escalation.name, escalation.residue_test
			),
			errors.ConcludedEscalationError,
		)


def keep_given(escalation: Document) -> None:
	"""Leave as it is stored what the suspicion and the steps have set, whatever was sent."""
	stored = escalation.get_doc_before_save()
	for fieldname in GIVEN_ONCE if stored else ():
		escalation.set(fieldname, stored.get(fieldname))


def complete_from_test(escalation: Document, context: Context) -> None:
	"""Take place and subject from the test, and set the day by which enforcement sampling should have started."""
	test = frappe.db.get_value(
		"Residue Test", escalation.residue_test, ["producer", "product", "village", "sector"], as_dict=True
	)
	escalation.update(test)
	escalation.town = context.town_of(escalation.village)
	escalation.reported_on = escalation.reported_on or context.today
	if escalation.is_new():
		escalation.due_on = due_on(getdate(escalation.reported_on))


def due_on(reported_on: datetime.date) -> datetime.date:
	"""Return the day by which enforcement sampling should have started: a working day, as deadlines of cases are.

	The number of days stands in the settings.
	"""
	return deadlines.due_on(reported_on, deadlines.setting("escalation_days"))


def check_enforcement_test(escalation: Document) -> None:
	"""Refuse an enforcement test that does not answer the escalation."""
	if not escalation.enforcement_test:
		return
	test = frappe.get_doc("Residue Test", escalation.enforcement_test)
	if reason := _why_no_answer(test, escalation):
		frappe.throw(reason, errors.UnsuitableEnforcementTestError)


def check_conclusion(escalation: Document) -> None:
	"""Refuse to conclude without the district's reply, or an enforcement test that shows the conclusion."""
	shown_by = SHOWN_BY.get(escalation.workflow_state)
	if not shown_by or (escalation.district_reply or "").strip():
		return
	if shown_verdict(escalation) != shown_by:
		frappe.throw(
			_("Enter the district's reply first, or the enforcement test that shows this result."),
			errors.MissingReplyError,
		)


def shown_verdict(escalation: Document) -> str | None:
	"""Return what the enforcement test says of the escalation's substance, whatever else it has found; None without."""
	return frappe.db.get_value(
		"Residue Test Result",
		{
			"parenttype": "Residue Test",
			"parent": escalation.enforcement_test or "",
			"substance": escalation.substance,
		},
		"verdict",
	)


def date_steps(escalation: Document, context: Context) -> None:
	"""Note the day of each step when it is taken."""
	if escalation.workflow_state == SAMPLING_STARTED and not escalation.sampling_started_on:
		escalation.sampling_started_on = context.today
	if escalation.workflow_state in CONCLUDED:
		escalation.replied_on = context.today


def suspicions(test: Document, context: Context) -> list[Document]:
	"""Return the results by which a quick test suspects a banned substance."""
	return [row for row in test.results if row.verdict == SUSPECT and _is_banned_substance(row.substance, context)]


def escalations_of(test: str) -> list[str]:
	"""Return the escalations that a test's suspicions have opened, without those that are withdrawn."""
	filters = {"residue_test": test, "workflow_state": ["!=", WITHDRAWN]}
	return frappe.get_all("Enforcement Escalation", filters, pluck="name", order_by="name")


def escalate(test: Document, context: Context, on: datetime.date) -> list[str]:
	"""Report a quick test's suspicions of banned substances to the district: an escalation for each, opened once.

	The test remembers the first of them in its field ``escalation``.
	"""
	names = []
	for row in suspicions(test, context):
		key = {"residue_test": test.name, "substance": row.substance}
		names.append(_standing(**key) or _open(key, test, on))
	if names and not test.escalation:
		test.db_set("escalation", names[0], update_modified=False)
	return names


def answer_with(test: Document) -> None:
	"""Let an enforcement sample come back to the open escalations that it answers."""
	filters = {
		"workflow_state": ["in", OPEN],
		"enforcement_test": ["is", "not set"],
		"producer": test.producer or ["is", "not set"],
		"product": test.product,
		"substance": ["in", [row.substance for row in test.results]],
	}
	names = frappe.get_all("Enforcement Escalation", filters, pluck="name", order_by="reported_on, name")
	answered = [name for name in names if _take_in(name, test)]
	if answered and not test.escalation:
		test.db_set("escalation", answered[0], update_modified=False)


def draw_conclusion(escalation: Document, context: Context) -> None:
	"""Once confirmed, the product is banned from sale and a clue is opened, unless the enforcement test did so.

	An enforcement test that failed by other substances has had its own consequences, which are none of these.
	"""
	stored = escalation.get_doc_before_save()
	if escalation.workflow_state != CONFIRMED or (stored and stored.workflow_state == CONFIRMED):
		return
	is_shown = shown_verdict(escalation) == FAIL
	basis = frappe.get_doc("Residue Test", escalation.enforcement_test if is_shown else escalation.residue_test)
	findings = [row for row in basis.results if row.substance == escalation.substance and row.verdict != PASS]
	bans.ban_for(basis, findings, context.today)
	if not (is_shown and clue_of(basis)):
		open_clue(
			"Residue Test",
			escalation,
			_("The district has confirmed {0}, a banned substance, in {1} ({2}).").format(
				escalation.substance, escalation.product, escalation.name
			),
			received_on=context.today,
		)


def withdraw_escalations(test: Document) -> None:
	"""Withdraw the escalations of a test that is cancelled, and take it back where it was an answer."""
	for name in frappe.get_all("Enforcement Escalation", {"enforcement_test": test.name}, pluck="name"):
		escalation = frappe.get_doc("Enforcement Escalation", name)
		escalation.enforcement_test = None
		escalation.flags.by_test = True
		escalation.save(ignore_permissions=True)  # follows from the cancellation, for which the user has the right
	test.db_set("escalation", None, update_modified=False)
	for name in escalations_of(test.name):
		escalation = frappe.get_doc("Enforcement Escalation", name)
		escalation.db_set({"workflow_state": WITHDRAWN, **withdrawal(test)}, notify=True)  # a step that no user takes
		escalation.add_comment("Workflow", _(WITHDRAWN))


def _standing(residue_test: str, substance: str | None) -> str | None:
	"""The escalation of a test's suspicion, unless it is withdrawn."""
	filters = {"residue_test": residue_test, "substance": substance, "workflow_state": ["!=", WITHDRAWN]}
	return frappe.db.get_value("Enforcement Escalation", filters)


def _open(key: dict[str, str], test: Document, on: datetime.date) -> str:
	escalation = frappe.get_doc(
		{"doctype": "Enforcement Escalation", **key, "village": test.village, "reported_on": on}
	)
	return escalation.insert(ignore_permissions=True).name  # the system opens it, for whoever enters the test


def _take_in(name: str, test: Document) -> bool:
	escalation = frappe.get_doc("Enforcement Escalation", name)
	if _why_no_answer(test, escalation):
		return False
	escalation.enforcement_test = test.name
	escalation.flags.by_test = True
	escalation.save(ignore_permissions=True)  # follows from the test, which somebody with the right submits
	return True


def _why_no_answer(test: Document, escalation: Document) -> str | None:
	if test.docstatus != 1:
		return _("{0} is not submitted.").format(test.name)
	if (test.producer or None, test.product) != (escalation.producer or None, escalation.product):
		return _("{0} is a test of another producer or product.").format(test.name)
	if test.purpose != "Enforcement Sampling" or test.method != QUANTITATIVE:
		return _("{0} is no quantitative enforcement sampling.").format(test.name)
	suspected_on = frappe.db.get_value("Residue Test", escalation.residue_test, "sampled_on")
	if getdate(test.sampled_on) < getdate(suspected_on):
		return _("{0} was sampled before the suspicion arose.").format(test.name)
	if escalation.substance not in {row.substance for row in test.results}:
		return _("{0} does not cover {1}.").format(test.name, escalation.substance)
	return None


def _is_banned_substance(substance: str, context: Context) -> bool:
	return context.substance(substance).substance_class == BANNED

"""The steps of an escalation, and whose they are: opening one is the town's, answering it is the district's.

The Workflow record of the Desk is made from `STEPS` once (``setup/workflows.py``) and then belongs to the
administrators; what may follow what, and by whose hand, is checked here, however it is sent.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.monitoring import errors
from nongan_supervision.permissions.grants import ADMINISTRATORS, DISTRICT
from nongan_supervision.workflows.contract import Contract, Step

REPORTED = "Reported"
SAMPLING_STARTED = "Sampling Started"
CONFIRMED = "Confirmed"
NOT_CONFIRMED = "Not Confirmed"

OPEN = (REPORTED, SAMPLING_STARTED)
CONCLUDED = (CONFIRMED, NOT_CONFIRMED)

START_SAMPLING = "Start Sampling"
CONFIRM = "Confirm"
NOT_CONFIRM = "Not Confirm"

STEPS = (
	Step(REPORTED, START_SAMPLING, SAMPLING_STARTED, (DISTRICT,)),
	Step(SAMPLING_STARTED, CONFIRM, CONFIRMED, (DISTRICT,)),
	Step(SAMPLING_STARTED, NOT_CONFIRM, NOT_CONFIRMED, (DISTRICT,)),
)

CONTRACT = Contract((*OPEN, *CONCLUDED), STEPS)

ANSWER = ("workflow_state", "enforcement_test", "district_reply")
"""What the district says; the days of its steps are the server's."""

SET_BY_STEPS = ("sampling_started_on", "replied_on")


def leave_answer_to_district(escalation: Document) -> None:
	"""Refuse an answer to everybody but the district and the administrators.

	A test that comes back to the escalation, or is cancelled, is taken in by the system (``flags.by_test``).

	:raises DistrictsAnswerError: names the fields.
	"""
	if escalation.is_new():
		escalation.update(dict.fromkeys(SET_BY_STEPS))
	if escalation.flags.by_test or not {DISTRICT, *ADMINISTRATORS}.isdisjoint(frappe.get_roles()):
		return
	stored = escalation.get_doc_before_save() or frappe._dict(workflow_state=REPORTED)
	changed = [name for name in ANSWER if (escalation.get(name) or "") != (stored.get(name) or "")]
	if changed:
		labels = "、".join(_(escalation.meta.get_label(name), context=escalation.doctype) for name in changed)
		frappe.throw(
			_("{0}: the answer to a report is the district's ({1}).").format(labels, _(DISTRICT)),
			errors.DistrictsAnswerError,
		)

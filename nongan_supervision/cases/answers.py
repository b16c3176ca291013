"""Telling those who asked for a filing or a decision what the leader has answered, with the reason."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.agenda.telling import tell
from nongan_supervision.cases.recusal import officer_users
from nongan_supervision.cases.states import CASE, LEADERSHIP, REASON_FIELDS, Step


def tell_requesters(case: Document, step: Step) -> None:
	"""Leave a notification for whoever asked, and for the case's officers, when the leader takes a step."""
	if not set(step.roles) <= set(LEADERSHIP):
		return
	asked = case.get_doc_before_save()
	users = {asked.filing_requested_by, asked.decision_requested_by, *officer_users(case)}
	users -= {None, "", frappe.session.user}
	reason = case.get(REASON_FIELDS.get(step.action, "")) or ""
	for user in frappe.get_all("User", {"name": ["in", users or [""]], "enabled": 1}, ["name", "language"]):
		language = user.language or frappe.local.lang
		answer = f"{_(step.action, language)} {reason}".strip()
		tell(user.name, CASE, case.name, _("{0}: {1}", language).format(case.title or case.name, answer))

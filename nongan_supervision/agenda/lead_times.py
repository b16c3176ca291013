"""How long before its end a deadline is reminded of, and how often once it has passed: by the settings.

A kind that the settings don't list is reminded of as the app ships it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.agenda import kinds
from nongan_supervision.setup import shipped

SETTINGS = "Nongan Supervision Settings"
TABLE = "Reminder Lead Time"


class DuplicateLeadTimeError(frappe.ValidationError):
	"""A kind of deadline stands in the settings twice."""


class LeadTime(NamedTuple):
	"""How many days before its day one is reminded of a deadline, and after how many again once it has passed.

	`repeat_days` is 0 for what isn't repeated; it holds, too, for a decision that waits without a day.
	"""

	days_before: int
	repeat_days: int


DEFAULTS: dict[str, LeadTime] = {
	kinds.CHECK_OF_CLUE: LeadTime(1, 3),
	kinds.DECISION_ON_FILING: LeadTime(1, 1),
	kinds.DECISION: LeadTime(7, 3),
	kinds.DECISION_ON_EXTENSION: LeadTime(0, 3),
	kinds.RECTIFICATION_BY_PARTY: LeadTime(2, 7),
	kinds.DECISION_OF_HEAD: LeadTime(1, 1),
	kinds.TRANSFER_TO_POLICE: LeadTime(0, 1),
	kinds.DECISION_OF_POLICE: LeadTime(1, 3),
	kinds.RECONSIDERATION: LeadTime(1, 3),
	kinds.ENFORCEMENT_SAMPLING: LeadTime(1, 3),
	kinds.REPLY_TO_NOTICE: LeadTime(2, 3),
	kinds.CHECK_OF_REPLY: LeadTime(0, 7),
	kinds.INSPECTION: LeadTime(2, 7),
	kinds.RECTIFICATION: LeadTime(2, 7),
	kinds.ACCEPTANCE: LeadTime(0, 3),
	kinds.SETTLING_OF_SUBMISSION: LeadTime(0, 3),
	kinds.FEEDBACK: LeadTime(2, 3),
	kinds.RESOLUTION: LeadTime(2, 7),
	kinds.CHECKLIST_TARGET: LeadTime(14, 14),
	kinds.QUARTERLY_UPDATE: LeadTime(7, 7),
	kinds.TESTS_OF_MONTH: LeadTime(7, 7),
	kinds.CONFIRMATION_OF_SAMPLING: LeadTime(0, 7),
	kinds.CONFIRMATION_OF_PATROLS: LeadTime(0, 7),
}
"""What the settings start with. The plan names no figures: they are the office's to change."""


def lead_times() -> dict[str, LeadTime]:
	"""Return the lead time of each kind: one query."""
	rows = frappe.get_all(
		TABLE, {"parenttype": SETTINGS, "parent": SETTINGS}, ["kind", "days_before", "repeat_days"], order_by="idx desc"
	)
	return DEFAULTS | {row.kind: LeadTime(cint(row.days_before), cint(row.repeat_days)) for row in rows}


def days_before(what: str, known: Mapping[str, LeadTime]) -> int:
	"""Return how many days before its day a deadline of a kind is near."""
	return known[what].days_before if what in known else 0


def check_lead_times(settings: Document) -> None:
	"""Refuse a kind that stands in the settings twice.

	:raises DuplicateLeadTimeError: names the row.
	"""
	seen = set()
	for row in settings.get("reminder_lead_times") or []:
		if row.kind in seen:
			frappe.throw(
				_("Lead Times, row {0}: {1} stands there already.").format(row.idx, _(row.kind)), DuplicateLeadTimeError
			)
		seen.add(row.kind)


def ship_lead_times(**changed: LeadTime) -> None:
	"""Give the kinds of deadline their lead times, once in the life of the site.

	:param changed: by kind, what a site had set before it had this table.
	"""
	rows = [{"kind": kind, **lead._asdict()} for kind, lead in (DEFAULTS | changed).items()]
	shipped.ship_values(SETTINGS, {"reminder_lead_times": rows})

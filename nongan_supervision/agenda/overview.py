"""What waits for the session's user, in figures and as a short list: for the workspaces."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from nongan_supervision.agenda import mentions
from nongan_supervision.agenda.agenda import FOR_DECISION, INFORMED, Entry, agenda_of
from nongan_supervision.agenda.digest import state_of
from nongan_supervision.agenda.wording import names_of
from nongan_supervision.cases import clock

MOST_ENTRIES = 20


def overview() -> dict[str, Any]:
	"""Return the counts, and at most `MOST_ENTRIES` entries each of one's own and of what others are late with.

	The counts are of all there is: `own` of what is one's own, of which `overdue`, `due_today` and `soon` are in these
	states and `waiting` waits for one's decision, with a day or without; `with_others` of what leaders hear of because
	others are late with it.
	"""
	entries = agenda_of(frappe.session.user, clock.now())
	own = [entry for entry in entries if entry.kind != INFORMED]
	others = [entry for entry in entries if entry.kind == INFORMED]
	return {
		"counts": counts(own) | {"with_others": len(others)},
		"entries": [as_row(entry) for entry in own[:MOST_ENTRIES]],
		"with_others": [as_row(entry) for entry in others[:MOST_ENTRIES]],
	}


def counts(own: list[Entry]) -> dict[str, int]:
	"""Return how much is one's own, of which how much is in the digest's states, or waits for one's decision."""
	states = [state_of(entry) for entry in own]
	return {
		"own": len(own),
		"overdue": states.count(mentions.OVERDUE),
		"due_today": states.count(mentions.DUE_TODAY),
		"soon": states.count(mentions.DUE_SOON),
		"waiting": sum(entry.kind == FOR_DECISION for entry in own),
	}


def as_row(entry: Entry) -> dict[str, Any]:
	"""Return an entry for a page: names as they are, and their labels in the user's language."""
	return {
		"doctype": entry.doctype,
		"doctype_label": _(entry.doctype),
		"name": entry.name,
		"title": entry.title,
		"what": entry.what,
		"what_label": _(entry.what),
		"kind": entry.kind,
		"kind_label": _(entry.kind),
		"due": str(entry.due) if entry.due else None,
		"is_overdue": entry.is_overdue,
		"is_due_today": entry.is_due_today,
		"remaining": entry.remaining,
		"late_label": names_of(entry.late),
		"url": entry.url,
	}

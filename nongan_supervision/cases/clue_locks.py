"""What of a clue stays as it is: what it told when it came, all of it once it is settled, and the clue itself.

A clue that could be rewritten or deleted would be one that nobody has to check: a tip-off from the public, above all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import errors
from nongan_supervision.cases.snapshot import snapshot
from nongan_supervision.workflows import errors as step_errors

OPEN = "Open"

TOLD = (
	"clue_source",
	"reference_doctype",
	"reference_name",
	"received_on",
	"description",
	"receipt_no",
	"anonymous",
	"happened_on",
	"reported_party",
	"place",
)
"""What a tip-off, or the document that the system opened a clue from, has said. Who it is about may be found out."""

WITHDRAWN = "nongan_withdrawn_clue"
"""The flag of the request that names the clue which the system takes back."""


def keep_settled(clue: Document) -> None:
	"""Refuse any change of a settled clue; its case alone still writes into it.

	:raises ClueSettledError:
	"""
	stored = clue.get_doc_before_save()
	if stored and stored.status != OPEN and not clue.flags.by_case and _changed(clue, stored):
		frappe.throw(
			_("The clue {0} is settled ({1}) and changes no more.").format(
				clue.name, _(stored.status, context="Case Clue")
			),
			errors.ClueSettledError,
		)


def keep_told(clue: Document) -> None:
	"""Refuse to change what a tip-off or the system has told, and to let the check of any clue begin to run later.

	:raises LockedFieldError: names the fields.
	"""
	stored = clue.get_doc_before_save()
	if not stored:
		return
	locked = _changed(clue, stored).intersection(TOLD)
	if not (stored.automatic or stored.receipt_no):
		locked &= {"received_on"} if getdate(clue.received_on) > getdate(stored.received_on) else set()
	if locked:
		labels = "、".join(_(clue.meta.get_label(fieldname), context="Case Clue") for fieldname in sorted(locked))
		frappe.throw(
			_("The clue stays as it came: {0}. Write what you find out into the outcome.").format(labels),
			step_errors.LockedFieldError,
		)


def refuse_deletion(clue: Document) -> None:
	"""Refuse to delete a clue, but one that its own author has entered by hand and nobody has begun to check.

	:raises SettledRecordError:
	"""
	if frappe.flags.get(WITHDRAWN) == clue.name:
		return
	is_of_others = clue.automatic or clue.receipt_no or clue.owner != frappe.session.user
	if is_of_others or clue.status != OPEN or clue.check_begun_on:
		frappe.throw(
			_("The clue {0} stays on record. Put it aside with the reason, or pass it on.").format(clue.name),
			step_errors.SettledRecordError,
		)


def keep_file(file: Document) -> None:
	"""Refuse to change or delete a file of a clue, but one's own while the clue is open.

	:raises CitedError:
	"""
	place = frappe.db.get_value("File", file.name, ("attached_to_doctype", "attached_to_name"))
	name = place[1] if place and place[0] == "Case Clue" else None
	status = frappe.db.get_value("Case Clue", name, "status") if name else None
	if not status or frappe.flags.get(WITHDRAWN) == name:
		return
	if status != OPEN or file.owner != frappe.session.user:
		frappe.throw(
			_("The file {0} belongs to {1} {2} and stays as it is.").format(file.file_name, _("Case Clue"), name),
			errors.CitedError,
		)


@contextmanager
def withdrawing(name: str) -> Iterator[None]:
	"""Let the system delete a clue whose document is no more."""
	before, frappe.flags[WITHDRAWN] = frappe.flags.get(WITHDRAWN), name
	try:
		yield
	finally:
		frappe.flags[WITHDRAWN] = before


def _changed(clue: Document, stored: Document) -> set[str]:
	before, after = snapshot(stored), snapshot(clue)
	return {fieldname for fieldname in after if after[fieldname] != before.get(fieldname)}

"""Finds what was changed behind the application's back: in journals, in records, in the bytes of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import files, journal
from nongan_supervision.cases.snapshot import snapshot
from nongan_supervision.cases.states import CASE, REFERRAL


@dataclass(frozen=True)
class Problem:
	"""Something in a record that doesn't fit its journal."""

	doctype: str
	name: str
	message: str

	def __str__(self) -> str:
		return f"{_(self.doctype)} {self.name}: {self.message}"


def verify_all() -> Iterator[Problem]:
	"""Verify every case and referral, those that have only a journal left included."""
	for doctype in (CASE, REFERRAL):
		names = set(frappe.get_all(doctype, pluck="name"))
		names |= set(
			frappe.get_all(journal.JOURNAL, {"reference_doctype": doctype}, pluck="reference_name", distinct=True)
		)
		for name in sorted(names):
			yield from verify(doctype, name)


def verify(doctype: str, name: str) -> list[Problem]:
	"""Return everything in which a record, its files and its journal don't fit each other; nothing if all is well."""
	entries = journal.entries_of(doctype, name)
	messages = [*_broken_links(entries), *_against_record(doctype, name, entries)]
	return [Problem(doctype, name, message) for message in messages]


def _broken_links(entries: list[frappe._dict]) -> Iterator[str]:
	"""Entries that were altered, removed or inserted."""
	previous_hash = ""
	for place, entry in enumerate(entries, start=1):
		if entry.sequence != place:
			yield _("journal entry {0} is missing, or stands twice").format(min(place, entry.sequence))
			return
		if entry.previous_hash != previous_hash:
			yield _("journal entry {0} doesn't follow the one before it").format(place)
		if journal.entry_hash(entry) != entry.entry_hash:
			yield _("journal entry {0} was altered").format(place)
		previous_hash = entry.entry_hash


def _against_record(doctype: str, name: str, entries: list[frappe._dict]) -> Iterator[str]:
	if not entries:
		yield _("the journal is empty")
		return
	deleted = entries[-1].event == journal.DELETED
	if not frappe.db.exists(doctype, name):
		if not deleted:
			yield _("the record was deleted, but its journal doesn't say so")
		return
	doc = frappe.get_doc(doctype, name)
	if doc.journal_head != entries[-1].entry_hash:
		yield _("the record knows another last entry: the end of the journal was cut off or exchanged")
	yield from _altered_fields(doc, entries)
	yield from (
		_("the file {0} is missing or was altered").format(row.get("title") or row.file) for row in files.altered(doc)
	)


def _altered_fields(doc: Document, entries: list[frappe._dict]) -> Iterator[str]:
	recorded = journal.recorded_values(entries)
	for fieldname, value in snapshot(doc).items():
		if value != recorded.get(fieldname, ""):
			label = _(doc.meta.get_label(fieldname), context=doc.doctype)
			yield _("{0} was changed: the journal says {1}, the record {2}").format(
				label, recorded.get(fieldname) or "—", value or "—"
			)

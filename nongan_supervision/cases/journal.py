"""The journal of cases and referrals: append-only, each entry bound to the one before it by its digest.

An entry says who did what, when (UTC) and why, and which fields have which value since. Its digest covers all of
that and the digest of the entry before it; the record itself keeps the digest of its last entry. So whatever is
altered, inserted, removed or cut off behind the application's back no longer fits: `verification.py` finds it.

The chain shows changes to anybody who keeps a copy of a head; it does not keep out somebody who may rewrite the whole
database and recompute every digest. A printed file carries its head, and is such a copy.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr
from frappe.utils.html_utils import sanitize_html

from nongan_supervision.cases import clock, errors
from nongan_supervision.cases.snapshot import canonical

JOURNAL = "Case Journal Entry"
HASHED = (
	"reference_doctype",
	"reference_name",
	"sequence",
	"event",
	"from_state",
	"to_state",
	"actor",
	"happened_at",
	"reason",
	"details",
	"previous_hash",
)
"""The fields that an entry's digest covers: all but its own name and the framework's time stamps."""

CREATED = "Created"
TRANSITION = "Transition"
CHANGED = "Changed"
EVIDENCE_ADDED = "Evidence Added"
EVIDENCE_VIEWED = "Evidence Viewed"
EVIDENCE_REMOVED = "Evidence Removed"
EXTENSION_REQUESTED = "Extension Requested"
EXTENSION_DECIDED = "Extension Decided"
OFFICER_REFUSED = "Officer Refused"
PRINTED = "Printed"
DELETED = "Deleted"

TOLERANCE = datetime.timedelta(seconds=60)
"""How far a clock that is being corrected may step back; an entry then takes the moment of the one before it."""


def record(
	doc: Document,
	event: str,
	*,
	from_state: str | None = None,
	to_state: str | None = None,
	reason: str | None = None,
	values: Mapping[str, str] | None = None,
	about: Mapping[str, str] | None = None,
	actor: str | None = None,
) -> None:
	"""Append an entry about `doc`, which is stored, as of now.

	:param values: fields of the record (see `snapshot.py`) that have these values from now on.
	:param about: what else belongs to the event: of evidence its title, address and digest.
	:param actor: whose deed it was; the session's user unless given.
	:raises ClockMovedBackError: the server's clock reads earlier than the last entry, by more than `TOLERANCE`.
	"""
	head = frappe.db.get_value(doc.doctype, doc.name, "journal_head", for_update=True)  # one writer at a time
	last = last_entry(doc.doctype, doc.name, for_update=bool(head))
	entry = frappe.get_doc(
		{
			"doctype": JOURNAL,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"sequence": last.sequence + 1 if last else 1,
			"event": event,
			"from_state": from_state or "",
			"to_state": to_state or "",
			"actor": actor or frappe.session.user,
			"happened_at": _moment_after(last).isoformat(timespec="microseconds"),
			"reason": sanitize_html(cstr(reason)).strip(),
			"details": canonical({"values": dict(values or {}), "about": dict(about or {})}),
			"previous_hash": last.entry_hash if last else "",
		}
	)
	entry.entry_hash = entry_hash(entry)
	entry.flags.by_journal = True
	entry.insert(ignore_permissions=True)  # nobody has a right to write the journal: the system keeps it
	frappe.db.set_value(doc.doctype, doc.name, "journal_head", entry.entry_hash, update_modified=False)
	doc.journal_head = entry.entry_hash


def entry_hash(entry: Mapping | Document) -> str:
	"""Return the SHA-256 digest of an entry's content and of the digest before it."""
	content = {field: entry.get(field) or "" for field in HASHED}
	return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()


def entries_of(doctype: str, name: str) -> list[frappe._dict]:
	"""Return the entries of a record in their order."""
	return frappe.get_all(
		JOURNAL,
		filters={"reference_doctype": doctype, "reference_name": name},
		fields=["name", "entry_hash", *HASHED],
		order_by="sequence asc, creation asc",
	)


def recorded_values(entries: list[frappe._dict]) -> dict[str, str]:
	"""Return what a record's fields should hold by its journal: what was recorded last of each."""
	recorded: dict[str, str] = {}
	for entry in entries:
		recorded |= details_of(entry)["values"]
	return recorded


def details_of(entry: frappe._dict) -> dict[str, dict[str, str]]:
	"""Return the `values` and what the entry is `about`; nothing of one whose details are no longer to be read."""
	try:
		details = json.loads(entry.details or "{}")
	except ValueError:
		details = {}
	return {"values": details.get("values") or {}, "about": details.get("about") or {}}


def last_entry(doctype: str, name: str, *, for_update: bool = False) -> frappe._dict | None:
	"""Return sequence, moment and digest of a record's last entry, None if it has none.

	:param for_update: as others have committed it, not as of this transaction's snapshot. Ask so only where there is
		one: to lock the absence of entries is to keep others from beginning the journals of other records.
	"""
	table = frappe.qb.DocType(JOURNAL)
	query = frappe.qb.from_(table).select(table.sequence, table.happened_at, table.entry_hash)
	query = query.where((table.reference_doctype == doctype) & (table.reference_name == name))
	query = query.orderby(table.sequence, order=frappe.qb.desc).limit(1)
	found = (query.for_update() if for_update else query).run(as_dict=True)
	return found[0] if found else None


def refuse_other_hands(entry: Document) -> None:
	"""Refuse to write an entry by other means than `record`, or to change one that is there.

	:raises JournalIsFinalError:
	"""
	if not entry.flags.by_journal or not entry.is_new():
		frappe.throw(
			_("The journal is written by what happens, and by nobody: its entries can't be added, changed or deleted."),
			errors.JournalIsFinalError,
		)


def _moment_after(last: frappe._dict | None) -> datetime.datetime:
	now = clock.now().utc
	if not last:
		return now
	before = datetime.datetime.fromisoformat(last.happened_at)
	if before - now > TOLERANCE:
		frappe.throw(
			_(
				"The server's clock reads {0} (UTC), earlier than the last entry of this record, {1}. "
				"Ask an administrator to set the clock, then try again."
			).format(now.isoformat(" ", "seconds"), before.isoformat(" ", "seconds")),
			errors.ClockMovedBackError,
		)
	return max(now, before)

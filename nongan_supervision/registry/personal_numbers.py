"""Resident identity numbers: sealed in the database, shown in full to those allowed, masked to everybody else.

A filter, an order or a grouping reaches every column of a table, whatever a role may see of it (Frappe 15 asks for
a field's level only where it is returned). So a full number stands in no column. Each DocType of `PERSONAL_NUMBERS`
has three fields: the number's own, which people write and in which the database has the *masked* number; a masked
one, for those who may not see the field's level; and a hidden one with the number sealed under the site's encryption
key. The same number sealed twice reads differently, so that equal numbers can't be told either.

Not a Password field, which is sealed likewise: the framework saves it apart from its document, one at a time, so that
registers would import many times slower, and gives it back to System Managers only. Not a digest to search by: the
search for a full number opens the few that have its mask, which everybody may see.

For a controller: derive from `HoldsPersonalNumber` and call `seal` among its rules. Then

* a full number that is written is verified, sealed and masked; empty clears it; the masked number, or the same one
  again, keeps what is stored;
* `number_of(doc)` is the full number, for rules on the server; ``doc.<field>`` is the masked one, except on its way
  to somebody who may see it;
* the history (`keep_out_of_history`), deleted documents, lists, exports and backups have the masked number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.password import decrypt, encrypt

from nongan_supervision.registry import errors
from nongan_supervision.registry.identity import is_id_number, mask_id_number, normalise_number
from nongan_supervision.registry.untold import untold

LEVEL = 1
"""The permission level of the fields: see ``PERSONAL_DATA`` in the permission table."""


@dataclass(frozen=True)
class NumberFields:
	"""The three fields of a personal number."""

	number: str
	masked: str
	sealed: str


PERSONAL_NUMBERS = {
	"Producer": NumberFields("id_number", "masked_id_number", "id_number_sealed"),
	"Input Sale": NumberFields("buyer_id_number", "buyer_masked_id_number", "buyer_id_number_sealed"),
	"Enforcement Case": NumberFields("party_id_number", "party_masked_id_number", "party_id_number_sealed"),
	"Case Officer": NumberFields("id_number", "masked_id_number", "id_number_sealed"),
}


class HoldsPersonalNumber(Document):
	"""The base of controllers with a personal number: gives it in full to those who may see it."""

	def onload(self) -> None:
		show_if_allowed(self)

	def apply_fieldlevel_read_permissions(self) -> None:
		super().apply_fieldlevel_read_permissions()
		show_if_allowed(self)


def seal(doc: Document) -> None:
	"""Verify a number that was written, seal it and mask it; keep the stored one where it was not changed.

	:raises InvalidIdNumberError: it is not a resident identity number (GB 11643-1999).
	"""
	fields = PERSONAL_NUMBERS[doc.doctype]
	given = normalise_number(doc.get(fields.number))
	sealed = _sealed_already(doc, given) if given else None
	if given and not sealed:
		check(given)
		sealed = encrypt(given)
	if given and "*" not in given:
		given = mask_id_number(given)
	doc.update({fields.number: given or None, fields.masked: given, fields.sealed: sealed})
	doc.flags.sealed = sealed


def check(number: str) -> None:
	"""Refuse a normalised number that is not a resident identity number.

	:raises InvalidIdNumberError: it has not 18 characters, no date of birth, or a wrong check character.
	"""
	if not is_id_number(number):
		frappe.throw(
			_(
				"The resident identity number is not valid: it needs 18 characters, and the last one must "
				"match the others. Compare it with the identity card."
			),
			errors.InvalidIdNumberError,
		)


def number_of(doc: Document) -> str | None:
	"""Return the full number of a document; None without one, or if the site's key doesn't open it."""
	return opened(doc.get(PERSONAL_NUMBERS[doc.doctype].sealed))


def opened(sealed: str | None) -> str | None:
	"""Return the number that was sealed; None for nothing, or what this site's encryption key doesn't open."""
	if not sealed:
		return None
	with untold(), suppress(frappe.ValidationError):  # thrown when the site was restored without its key
		return decrypt(sealed)
	return None


def may_see(doctype: str) -> bool:
	"""Tell whether the session's user may see full numbers in documents of this DocType that they may read."""
	if frappe.session.user == "Administrator":
		return True
	return LEVEL in frappe.get_meta(doctype).get_permlevel_access("read")


def show_if_allowed(doc: Document) -> None:
	"""Put the full number into a document that is on its way to the session's user, if they may see it."""
	fields = PERSONAL_NUMBERS[doc.doctype]
	sealed = doc.get(fields.sealed)
	if sealed and may_see(doc.doctype):
		doc.set(fields.number, opened(sealed) or doc.get(fields.number))
	if sealed:
		doc.set(fields.sealed, None)


def keep_out_of_history(version: Document, method: str | None = None) -> None:
	"""Hook on Version: in the history, which every reader of a document sees, a number is masked."""
	if not version.data:
		return
	data = json.loads(version.data)
	if data.get("changed") and (fields := PERSONAL_NUMBERS.get(version.ref_doctype)):
		data["changed"] = list(_masked_changes(data["changed"], fields))
	for table in frappe.get_meta(version.ref_doctype).get_table_fields():
		if fields := PERSONAL_NUMBERS.get(table.options):
			_mask_rows(data, table.fieldname, fields)
	version.data = frappe.as_json(data, indent=None)


def seal_stored_numbers(doctype: str) -> int:
	"""Seal the plain numbers that the table of `doctype` has from before; return how many there were."""
	fields = PERSONAL_NUMBERS[doctype]
	table = frappe.qb.DocType(doctype)
	plain = table[fields.number]
	rows = frappe.qb.from_(table).select(table.name, plain).where(plain.isnotnull() & (plain != "")).run()
	found = [(name, number) for name, number in rows if "*" not in number]
	for name, number in found:
		query = frappe.qb.update(table).set(plain, mask_id_number(number))
		query = query.set(table[fields.masked], mask_id_number(number)).set(table[fields.sealed], encrypt(number))
		query.where(table.name == name).run()
	return len(found)


def seal_deleted_numbers(doctype: str) -> int:
	"""Seal the plain numbers in documents of `doctype` that were deleted before; return how many there were."""
	fields = PERSONAL_NUMBERS[doctype]
	found = 0
	for name in frappe.get_all("Deleted Document", filters={"deleted_doctype": doctype}, pluck="name"):
		data = json.loads(frappe.db.get_value("Deleted Document", name, "data") or "{}")
		number = data.get(fields.number) or ""
		if not number or "*" in number:
			continue
		masked = mask_id_number(number)
		data.update({fields.number: masked, fields.masked: masked, fields.sealed: encrypt(number)})
		frappe.db.set_value("Deleted Document", name, "data", frappe.as_json(data, indent=None), update_modified=False)
		found += 1
	return found


def _sealed_already(doc: Document, given: str) -> str | None:
	"""The seal that has this number already: full or masked, of this document or of the one it amends."""
	fields = PERSONAL_NUMBERS[doc.doctype]
	for stored in _stored_versions(doc):
		if given == stored.get(fields.number) or given == opened(stored.get(fields.sealed)):
			return stored.get(fields.sealed)
	if doc.get(fields.sealed) != doc.flags.sealed and not _is_restored(doc, fields):
		return None  # a seal that a client sends is nobody's word
	own = opened(doc.get(fields.sealed))
	return doc.get(fields.sealed) if own and given in (own, mask_id_number(own)) else None


def _is_restored(doc: Document, fields: NumberFields) -> bool:
	"""Whether the seal is of a deleted document that is being restored: Frappe 16 says so, for 15 its record does."""
	whole = getattr(doc, "parent_doc", None) or doc
	if whole.flags.from_restore:
		return True
	kept = {"deleted_doctype": whole.doctype, "restored": 0, "data": ["like", f"%{doc.get(fields.sealed)}%"]}
	return bool(doc.get(fields.sealed) and whole.is_new() and frappe.get_all("Deleted Document", kept, limit=1))


def _stored_versions(doc: Document) -> Iterator[Document]:
	if before := doc.get_doc_before_save():
		yield before
	elif doc.get("amended_from") and frappe.has_permission(doc.doctype, "read", doc.amended_from):
		yield frappe.get_doc(doc.doctype, doc.amended_from)


def _masked_changes(changes: list[list], fields: NumberFields) -> Iterator[list]:
	"""The changes without the seal's; of a number that differs only where it is masked, the seal is the one to tell."""
	told = any(change[0] == fields.number for change in changes)
	for change in changes:
		if change[0] == fields.number:
			yield [change[0], *(mask_id_number(value) for value in change[1:])]
		elif change[0] != fields.sealed:
			yield change
		elif not told:
			yield [fields.number, *(mask_id_number(opened(value)) for value in change[1:])]


def _mask_rows(data: dict, table: str, fields: NumberFields) -> None:
	"""Mask the numbers of a table's rows that were added, removed or changed, and drop their seals."""
	for rows in (data.get("added") or (), data.get("removed") or ()):
		for fieldname, row in rows:
			if fieldname == table:
				row.pop(fields.sealed, None)
				if row.get(fields.number):
					row[fields.number] = mask_id_number(row[fields.number])
	for change in data.get("row_changed") or ():
		if change[0] == table:
			change[3] = list(_masked_changes(change[3], fields))

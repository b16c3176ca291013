"""Who reported something: sealed in the database, shown to those who handle the clue, each look on record.

A filter or an order reaches every column of a table, whatever a role may see of it, and a masked name of a village of
a thousand people is no mask. So the two fields hold the same three stars for everybody, and the contact itself stands
in a third field, under the site's encryption key: lists, exports, prints, the history, deleted documents and backups
have nothing else.
"""

from __future__ import annotations

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr
from frappe.utils.password import encrypt

from nongan_supervision.registry.personal_numbers import may_see, opened

HIDDEN = "***"
FIELDS = ("reporter_name", "reporter_phone")
SEALED = "reporter_sealed"


def seal(clue: Document) -> None:
	"""Seal what was written into a clue's contact fields; stars keep what is stored, nothing clears it."""
	stored = clue.get_doc_before_save()
	written = {fieldname: cstr(clue.get(fieldname)).strip() for fieldname in FIELDS}
	sealed = stored.get(SEALED) if stored else None  # a new clue brings no seal: it would be another one's
	if not stored or not _says_nothing_new(written, stored):
		before = _opened(sealed)
		contact = {name: before.get(name) if text == HIDDEN else text for name, text in written.items()}
		contact = {name: text for name, text in contact.items() if text}
		sealed = encrypt(json.dumps(contact, ensure_ascii=False)) if contact else None
	clue.set(SEALED, sealed)
	for fieldname in FIELDS:
		clue.set(fieldname, HIDDEN if written[fieldname] else None)
	if clue.clue_source == "Public Tip-off":
		clue.anonymous = int(not any(written.values()))


def conceal(clue: Document) -> None:
	"""Take the seal out of a clue that is on its way to a client."""
	clue.set(SEALED, None)


def contact_of(clue: Document) -> dict[str, str]:
	"""Return name and phone of who reported a clue, as far as they gave them, for rules on the server."""
	return _opened(clue.get(SEALED))


def show_contact(name: str) -> dict[str, str]:
	"""Return name and phone to somebody who handles the clue, and note on the clue that they looked.

	:raises frappe.PermissionError: they may not write the clue, or not see its personal data.
	"""
	clue = frappe.get_doc("Case Clue", name)
	clue.check_permission("write")
	if not may_see("Case Clue"):
		frappe.throw(_("Who reported the clue is shown to those who handle it."), frappe.PermissionError)
	clue.add_comment("Info", _("has looked at who reported the clue"))
	return contact_of(clue)


def _says_nothing_new(written: dict[str, str], source: Document) -> bool:
	"""Whether the fields hold what they hold in `source`: stars, or nothing."""
	return all(text in ("", HIDDEN) and text == (source.get(name) or "") for name, text in written.items())


def _opened(sealed: str | None) -> dict[str, str]:
	return json.loads(opened(sealed) or "{}")

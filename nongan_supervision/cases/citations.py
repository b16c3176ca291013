"""Renaming and deleting what cases refer to.

The framework refuses to delete what is linked, and renames links with what they lead to, past every rule. A renamed
village is put on record in each case that names it. A user whose deeds are in the journal keeps their name.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors, journal
from nongan_supervision.cases.history import note_renaming
from nongan_supervision.cases.states import CASE, REFERRAL


def follow_renaming(doc: Document, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``after_rename``: put the new name on record wherever the journal has the old one."""
	reason = _("{0} {1} was renamed to {2}.").format(_(doc.doctype), old, new)
	for doctype in (CASE, REFERRAL):
		for field in frappe.get_meta(doctype).get_link_fields():
			if field.options != doc.doctype:
				continue
			for name in frappe.get_all(doctype, {field.fieldname: new}, pluck="name"):
				recorded = journal.recorded_values(journal.entries_of(doctype, name))
				if recorded.get(field.fieldname) == old:
					note_renaming(doctype, name, field.fieldname, reason)


def keep_user(user: Document, method: str | None = None, *names: object) -> None:
	"""Hook on User, ``before_rename`` and ``on_trash``: a name that stands in a journal stays.

	:raises CitedError:
	"""
	if frappe.db.exists(journal.JOURNAL, {"actor": user.name}):
		frappe.throw(
			_("{0} stands in the journals of cases and keeps the name. Disable the user and make a new one.").format(
				user.name
			),
			errors.CitedError,
		)

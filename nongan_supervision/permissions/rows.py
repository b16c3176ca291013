"""A row of a child table: seen, changed and deleted with the document it stands in, never alone.

The framework asks for a row that is loaded alone no more than whether its parent's DocType may be read, and
saves a row under whatever name a client gives it, another document's included.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

PLACE = ("parenttype", "parent", "parentfield")


class ChildRow(Document):
	"""The base of every child table's class."""

	def has_permission(self, permtype: str = "read", **options) -> bool:
		"""Whether the user may do this with the document that the row stands in, and the one it claims to."""
		if self.flags.ignore_permissions:
			return True
		user = options.get("user")
		places = {place[:2] for place in (_place(self), stored_place(self)) if place and place[1]}
		return bool(places) and all(
			frappe.has_permission(doctype, permtype, doc=name, user=user) for doctype, name in places
		)

	def db_update(self) -> None:
		"""Store the row that its document sends; refuse one that stands in another document."""
		if not self.is_new() and not _is_of_its_document(self):
			stored = stored_place(self)
			if stored and stored != _place(self):
				frappe.throw(_("Row {0} belongs to another document.").format(self.idx), frappe.PermissionError)
		super().db_update()

	def before_insert(self) -> None:
		_refuse_alone()

	def before_save(self) -> None:
		_refuse_alone()

	def on_trash(self) -> None:
		_refuse_alone()


def stored_place(row: Document) -> tuple[str, ...] | None:
	"""Where the database has a row of this name; None for a new one."""
	return frappe.db.get_value(row.doctype, row.name, PLACE) if row.name else None


def _is_of_its_document(row: Document) -> bool:
	"""Whether the document had the row when this save read it from the database, which then needn't be asked again."""
	document = row.parent_doc
	stored = document.get_doc_before_save() if document else None
	if not stored or _place(row)[:2] != (stored.doctype, stored.name):
		return False
	return any(known.name == row.name for known in stored.get(row.parentfield) or ())


def _place(row: Document) -> tuple[str, ...]:
	return tuple(row.get(field) for field in PLACE)


def _refuse_alone() -> None:
	frappe.throw(_("A row is changed in the document that it stands in."), frappe.PermissionError)

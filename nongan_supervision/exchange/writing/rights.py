"""Whether the user may create the documents, asked once for all that are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.permissions import get_user_permissions

from nongan_supervision.exchange.writing.messages import plain


class CreationRights:
	"""The session user's right to create, and to submit, documents of one DocType.

	Two documents get the same answer if they agree in `alike`: the fields that permissions depend on. To these
	come all links to DocTypes for which the user has User Permissions, whoever set them.
	"""

	def __init__(self, doctype: str, alike: Sequence[str]):
		meta = frappe.get_meta(doctype)
		self.doctype = doctype
		self._submits = bool(meta.is_submittable)
		restricted = set(get_user_permissions(frappe.session.user))
		self._fields = [*alike, *_links_to(meta, restricted)]
		self._row_fields = {
			table.fieldname: _links_to(frappe.get_meta(table.options), restricted) for table in meta.get_table_fields()
		}
		self._answers: dict[tuple, str | None] = {}

	def fault(self, doc: Document, *also_alike: Any) -> str | None:
		"""Why the user may not create this document; None if they may.

		`also_alike`: further things that permissions depend on and that the document only refers to.
		"""
		key = (*also_alike, *self._key(doc))
		if key not in self._answers:
			self._answers[key] = self._ask(doc)
		return self._answers[key]

	def _key(self, doc: Document) -> Iterator[Any]:
		for fieldname in self._fields:
			yield doc.get(fieldname)
		for table, fieldnames in self._row_fields.items():
			if fieldnames:
				yield frozenset(tuple(row.get(name) for name in fieldnames) for row in doc.get(table))

	def _ask(self, doc: Document) -> str | None:
		rights = ("create", "submit") if self._submits else ("create",)
		for right in rights:
			frappe.flags["has_permission_check_logs"] = why = []
			try:
				allowed = frappe.has_permission(self.doctype, right, doc)
			finally:
				frappe.flags.pop("has_permission_check_logs", None)
			if not allowed:
				return self._refusal(why)
		return None

	def _refusal(self, why: Sequence[str]) -> str:
		"""The refusal in the words of the permission rules, which know best what is allowed instead."""
		if why:
			return plain(why[0])
		return _("you may not enter {0} for this village, product and stage").format(_(self.doctype))


def _links_to(meta: Any, doctypes: set[str]) -> list[str]:
	return [field.fieldname for field in meta.get_link_fields() if field.options in doctypes]

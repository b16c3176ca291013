"""Titles of linked documents: shown to whom the documents may be shown; everybody else sees the plain name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.model.document import Document

from nongan_supervision.permissions.scopes import sees_all
from nongan_supervision.permissions.table import TABLE


def hide_titles(titles: dict[str, str]) -> None:
	"""Put the name in the place of each title that the session's user may not see.

	:param titles: titles by "DocType::name", as the framework collects them for a form or a print; changed.
	"""
	names_by_doctype: dict[str, list[str]] = defaultdict(list)
	for key in titles:
		doctype, name = key.split("::", 1)
		if doctype in TABLE and not sees_all(frappe.session.user, doctype):
			names_by_doctype[doctype].append(name)
	for doctype, names in names_by_doctype.items():
		for hidden in set(names) - visible_names(doctype, names):
			titles[f"{doctype}::{hidden}"] = hidden


def hide_titles_in_print(doc: Document, method: str | None = None, settings: object = None) -> None:
	"""Before a document is printed: the framework has looked up the titles of all that it links to, unasked."""
	hide_titles(getattr(doc, "__link_titles", None) or {})


def visible_names(doctype: str, names: Iterable[str]) -> set[str]:
	"""Those of the documents that the session's user may see; none when they may not read the DocType."""
	if not frappe.has_permission(doctype, "read"):
		return set()
	filters = {"name": ["in", list(names)]}
	return set(frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0))

"""The framework's two permission hooks, answered from the table for every DocType of the app.

Lists, counts, link searches, report views and exports take a user's scope from `query_conditions`; forms,
prints, files and the API from `has_permission`. A stored document is judged by what is stored, not by what
a client says about it; one that is written is judged by both, and may refer only to what its author sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.permissions import has_user_permission

from nongan_supervision.permissions import wording
from nongan_supervision.permissions.conditions import NOTHING, column
from nongan_supervision.permissions.grants import READING, WRITING, Clause
from nongan_supervision.permissions.pending import PendingValues, changed_fields, is_outdated, is_stored, new_references
from nongan_supervision.permissions.scopes import Scope, scope_of
from nongan_supervision.permissions.shapes import refuse_misshapen
from nongan_supervision.permissions.table import CHILD_TABLES, TABLE
from nongan_supervision.permissions.viewer import SessionViewer

if TYPE_CHECKING:
	from frappe.model.document import Document

BRINGS_NO_VALUES = READING | {"delete", "cancel"}
"""Rights that, used on a stored document, write nothing that a client sent."""


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""Hook ``permission_query_conditions``: the SQL condition that limits a list of `doctype` for `user`."""
	user = user or frappe.session.user
	if doctype in CHILD_TABLES:
		return child_conditions(user, doctype)
	return scope_of(user, doctype).sql()


def child_conditions(user: str, doctype: str) -> str:
	"""A row of a child table is seen by who sees the document it stands in.

	Version 15 checks the parent's DocType but not the parent document, and calls this for the child table;
	version 16 joins the parent and asks for the parent's condition instead.
	"""
	viewer = SessionViewer(user)
	if viewer.is_administrator:
		return ""
	alternatives = [
		f"({column(doctype, 'parenttype')} = {viewer.quote(parent)} and {column(doctype, 'parent')} in ({seen}))"
		for parent in CHILD_TABLES[doctype]
		if (seen := names_within(viewer, parent))
	]
	return f"({' or '.join(alternatives)})" if alternatives else NOTHING


def names_within(viewer: SessionViewer, doctype: str) -> str:
	"""A subquery for the names of all documents of `doctype` that the viewer may read; empty for none."""
	if frappe.get_meta(doctype).issingle:
		return ""
	try:
		condition = build_match_conditions(doctype, user=viewer.user).replace("%%", "%")
	except frappe.PermissionError:
		frappe.clear_last_message()
		return ""
	return f"select {column(doctype, 'name')} from `tab{doctype}`{' where ' if condition else ''}{condition}"


def has_permission(doc: Document, ptype: str | None = None, user: str | None = None, **_kwargs: Any) -> bool:
	"""Hook ``has_permission``: whether the table lets `user` do `ptype` with this document.

	It can only refuse. The DocPerms, which are written from the same table, grant.
	"""
	right = ptype if ptype in READING | WRITING else "read"
	scope = scope_of(user or frappe.session.user, doc.doctype, right)
	if right == "delete" and doc.docstatus == 2 and not scope.viewer.is_administrator:
		return _refuse(wording.cancelled_stays())
	if scope.everything or (doc.meta.issingle and not scope.is_empty):
		_look_at_values(doc, right)
		is_free = right in BRINGS_NO_VALUES or not scope.viewer.has_user_permissions
		return is_free or _references_allow(doc, scope.viewer.user)
	if scope.contains_stored(doc.name):
		return right in BRINGS_NO_VALUES or _may_save(doc, right, scope)
	if scope.is_empty or is_stored(doc):
		return _refuse(wording.outside_scope(scope))
	return _may_save(doc, right, scope)


def _look_at_values(doc: Document, right: str) -> None:
	"""Refuse values that are none, from those who may write the document: all others may not, whatever they send."""
	if right in WRITING:
		refuse_misshapen(doc)


def _may_save(doc: Document, right: str, scope: Scope) -> bool:
	"""Whether the document may have the values it has in memory."""
	_look_at_values(doc, right)
	clauses = scope.clauses_met_by(PendingValues(doc))
	if not clauses:
		return _refuse(wording.outside_scope(scope))
	if right in READING:
		return _references_allow(doc, scope.viewer.user)
	return _fields_allow(doc, clauses) and _references_allow(doc, scope.viewer.user)


def _fields_allow(doc: Document, clauses: list[Clause]) -> bool:
	"""Whether one of the clauses lets its holder change the fields that changed."""
	if any(not clause.fields for clause in clauses) or is_outdated(doc):
		return True
	changed = changed_fields(doc)
	if any(changed.issubset(clause.fields) for clause in clauses):
		return True
	return _refuse(wording.other_fields(doc.doctype, clauses[0].fields))


def _references_allow(doc: Document, user: str) -> bool:
	"""Whether the user sees every document that this one newly refers to.

	Otherwise a link would show its author the title and the fetched fields of a document hidden from them.
	"""
	hidden = next(_hidden_references(doc, user), None)
	return hidden is None or _refuse(wording.hidden_reference(*hidden))


def refuse_hidden_references(doc: Document, method: str | None = None, settings: object = None) -> None:
	"""Hook ``before_print``: a print may be of what a client sends, which names nothing hidden from its user.

	A template looks up by such a name whatever it shows: who the producer is, their credit code.

	:raises frappe.PermissionError:
	"""
	if hidden := next(_hidden_references(doc, frappe.session.user), None):
		frappe.throw(wording.hidden_reference(*hidden), frappe.PermissionError)


def refuse_discarding(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_discard`` (16): a draft is changed or deleted, by its rules.

	The framework would mark any document as cancelled, one that is never submitted too, and ask no rule.

	:raises frappe.PermissionError:
	"""
	frappe.throw(wording.draft_stays(), frappe.PermissionError)


def _hidden_references(doc: Document, user: str) -> Iterator[tuple[str, str]]:
	"""The documents outside the user's sight to which this one refers, and doesn't as it is stored."""
	for doctype, name in new_references(doc):
		if doctype in TABLE and not _is_visible(doctype, name, user):
			yield doctype, name


def _is_visible(doctype: str, name: str, user: str) -> bool:
	scope = scope_of(user, doctype)
	if not scope.everything:
		return scope.contains_stored(name)
	return not scope.viewer.has_user_permissions or _is_within_user_permissions(doctype, name, user)


def _is_within_user_permissions(doctype: str, name: str, user: str) -> bool:
	"""Whether the document is of the user's town; one that there is not the framework refuses by its name."""
	if not frappe.db.exists(doctype, name):
		return True
	return has_user_permission(frappe.get_cached_doc(doctype, name), user)


def _refuse(reason: str) -> bool:
	"""False, and the reason shown, where the framework shows reasons: not in a silent check."""
	if frappe.flags.get("has_permission_check_logs") is not None:
		frappe.msgprint(reason)
	return False

"""What the Desk looks like: workspaces, icons, menus, saved filters and settings of one user, or of everybody.

The framework lets each user of the Desk change and delete them all, and draws some of them for everybody: an icon
that runs a script, a menu without its entries, settings that no page can read. Here one's own are one's own, and
what everybody sees is changed by who manages the Desk. So is what a browser runs: it runs for whoever opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from nongan_supervision.permissions.grants import ADMINISTRATORS, READING

if TYPE_CHECKING:
	from collections.abc import Mapping

	from frappe.model.document import Document

MANAGERS = frozenset({*ADMINISTRATORS, "Workspace Manager"})

USER_FIELDS = {
	"Dashboard Settings": "name",
	"Desktop Layout": "user",
	"List Filter": "for_user",
	"Workspace": "for_user",
	"Workspace Sidebar": "for_user",
}
"""DocType → the field that names whose a document is; nobody's is everybody's."""

ICON = "Desktop Icon"
DOCTYPES = (*USER_FIELDS, ICON)

STORED_UNASKED = "Workspace"
"""Its own methods store one without asking for the permission to."""

PROGRAMS = {
	"Custom HTML Block": ("html", "script"),
	"Dashboard Chart": ("dynamic_filters_json",),
	"Number Card": ("dynamic_filters_json", "filters_config", "method"),
}
"""DocType → the fields that the Desk runs in the browser of whoever opens the document or sees what it shows."""

NO_PROGRAM = ("", "[]", "{}")


def may_change(doc: Document, ptype: str | None = None, user: str | None = None, **options: Any) -> bool:
	"""Hook ``has_permission`` of these DocTypes: a user changes their own, before and after the change."""
	user = user or frappe.session.user
	if ptype in READING or _is_manager(user):
		return True
	stored = frappe.db.get_value(doc.doctype, doc.name, "*", as_dict=True) if doc.name else None
	return all(_is_of(user, doc.doctype, values) for values in (doc, stored) if values)


def keep(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` of what the framework stores for anybody: who stores it may change it.

	:raises frappe.PermissionError:
	"""
	if not may_change(doc, "write"):
		frappe.throw(
			_("This belongs to another user, or to everybody. Leave it to an administrator."), frappe.PermissionError
		)


def refuse_programs(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate``: what a browser runs is written by who manages the Desk.

	:raises frappe.PermissionError: names the field.
	"""
	if _is_manager(frappe.session.user):
		return
	stored = doc.get_doc_before_save()
	for fieldname in PROGRAMS[doc.doctype]:
		sent = cstr(doc.get(fieldname)).strip()
		if sent not in NO_PROGRAM and not (stored and sent == cstr(stored.get(fieldname)).strip()):
			label = _(doc.meta.get_label(fieldname), context=doc.doctype)
			frappe.throw(
				_("{0}: {1} runs in the browsers of others. Only an administrator may write it.").format(
					_(doc.doctype), label
				),
				frappe.PermissionError,
			)


def _is_manager(user: str) -> bool:
	return user == "Administrator" or not MANAGERS.isdisjoint(frappe.get_roles(user))


def _is_of(user: str, doctype: str, values: Document | Mapping[str, Any]) -> bool:
	if doctype == ICON:
		return not cint(values.get("standard")) and values.get("owner") in (None, user)
	return values.get(USER_FIELDS[doctype]) == user

"""What the Desk looks like: icons, menus, saved filters and settings of one user, or of everybody.

The framework lets each user of the Desk change and delete them all, and draws some of them for everybody: an icon
that runs a script, a menu without its entries, settings that no page can read. Here one's own are one's own, and
what everybody sees is changed by who manages the Desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe.utils import cint

from nongan_supervision.permissions.grants import ADMINISTRATORS, READING

if TYPE_CHECKING:
	from collections.abc import Mapping

	from frappe.model.document import Document

MANAGERS = frozenset({*ADMINISTRATORS, "Workspace Manager"})

USER_FIELDS = {
	"Dashboard Settings": "name",
	"Desktop Layout": "user",
	"List Filter": "for_user",
	"Workspace Sidebar": "for_user",
}
"""DocType → the field that names whose a document is; nobody's is everybody's."""

ICON = "Desktop Icon"
DOCTYPES = (*USER_FIELDS, ICON)


def may_change(doc: Document, ptype: str | None = None, user: str | None = None, **options: Any) -> bool:
	"""Hook ``has_permission`` of these DocTypes: a user changes their own, before and after the change."""
	user = user or frappe.session.user
	if ptype in READING or user == "Administrator" or MANAGERS.intersection(frappe.get_roles(user)):
		return True
	stored = frappe.db.get_value(doc.doctype, doc.name, "*", as_dict=True) if doc.name else None
	return all(_is_of(user, doc.doctype, values) for values in (doc, stored) if values)


def _is_of(user: str, doctype: str, values: Document | Mapping[str, Any]) -> bool:
	if doctype == ICON:
		return not cint(values.get("standard")) and values.get("owner") in (None, user)
	return values.get(USER_FIELDS[doctype]) == user

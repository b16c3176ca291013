"""Of which documents somebody sees a part alone, said on paper: who signs a figure must know whose sight it is of."""

from __future__ import annotations

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import get_fullname

from nongan_supervision.permissions.scope import sees_whole_town


def seen_in_part(doctypes: Iterable[str], town: str | None, user: str | None = None) -> list[str]:
	"""Return the DocTypes, of some, of whose documents in a town `user` sees a part alone.

	Those that they may not read at all are none of them: nothing is counted there.
	"""
	return [
		doctype
		for doctype in dict.fromkeys(doctypes)
		if frappe.has_permission(doctype, "read", user=user) and not sees_whole_town(doctype, town, user)
	]


def note_of_part(doctypes: Iterable[str], town: str | None) -> str:
	"""Say of which DocTypes the figures of a town are those of documents that the session's user may see.

	Empty where they see them all.
	"""
	return limited_to_user(_(doctype) for doctype in seen_in_part(doctypes, town))


def limited_to_user(counted: Iterable[str]) -> str:
	"""Say that what these count are the documents alone that the session's user may see; empty where there are none."""
	names = _(", ").join(dict.fromkeys(counted))
	if not names:
		return ""
	return _("{0}: of those documents alone that {1} may see.").format(names, get_fullname(frappe.session.user))

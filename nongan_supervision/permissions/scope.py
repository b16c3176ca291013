"""A user's scope for reports and APIs that make their own queries.

Both functions ask the framework for what a list of the DocType would be limited to: the DocPerms, the
table's conditions, the user's User Permissions, and what was shared with them. So a report's figure and the
list behind it count the same documents. The user is the session's unless a caller on the server says
otherwise; never pass one on from a request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.permissions import get_allowed_docs_for_doctype, get_user_permissions

from nongan_supervision.permissions.criterion import SqlCondition
from nongan_supervision.permissions.scopes import Scope, scope_of

Query = TypeVar("Query")
Answer = TypeVar("Answer")

_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known_scopes", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
	"""Ask once for each user's limit of a DocType, and for all that goes through `once`: a report changes nothing.

	A block or, as ``@asked_once()``, a function; those within it share what the outermost one knows.
	"""
	token = _known.set(known if (known := _known.get()) is not None else {})
	try:
		yield
	finally:
		_known.reset(token)


def once(key: Hashable, ask: Callable[[], Answer]) -> Answer:
	"""What `ask` answers, which within `asked_once` is asked a single time for each key; nobody may change the answer.

	The key names all that the answer depends on, the user among it.
	"""
	known = _known.get()
	if known is None:
		return ask()
	if key not in known:
		known[key] = ask()
	return known[key]


def apply_scope(query: Query, doctype: str, user: str | None = None) -> Query:
	"""Limit `query` to the documents of `doctype` that `user` may read.

	The query selects from the DocType's own table (``frappe.qb.from_(doctype)``), unaliased.
	Raises ``frappe.PermissionError`` when the user may not read the DocType at all.
	"""
	condition = scope_condition(doctype, user)
	return query.where(condition) if condition else query


def scope_condition(doctype: str, user: str | None = None) -> SqlCondition | None:
	"""The condition of `apply_scope`, for several queries of one DocType; None when there is no limit."""
	user = user or frappe.session.user
	return once(("scope", doctype, user), lambda: _ask(doctype, user))


def _ask(doctype: str, user: str) -> SqlCondition | None:
	frappe.has_permission(doctype, "read", user=user, throw=True)
	condition = build_match_conditions(doctype, user=user).replace("%%", "%")
	return SqlCondition(condition) if condition else None


def visible_villages(user: str | None = None, town: str | None = None) -> list[str]:
	"""The villages, of a town or of all, whose figures `user` may see, in the order of their names."""
	user = user or frappe.session.user
	if not frappe.has_permission("Village", "read", user=user):
		return []
	village = frappe.qb.DocType("Village")
	query = frappe.qb.from_(village).select(village.name).orderby(village.name)
	if town:
		query = query.where(village.town == town)
	return apply_scope(query, "Village", user).run(pluck=True)


def is_limited_to_villages(user: str | None = None, town: str | None = None) -> bool:
	"""Whether `user` sees the figures of some villages only of a town, so that its target isn't theirs to meet.

	Without a town, of all towns there are.
	"""
	user = user or frappe.session.user
	return once(("villages", user, town), lambda: _is_limited(user, town))


def _is_limited(user: str, town: str | None) -> bool:
	if frappe.has_permission("Village", "read", user=user) and sees_whole_town("Village", town, user):
		return False
	return len(visible_villages(user, town)) < frappe.db.count("Village", {"town": town} if town else None)


def sees_whole_town(doctype: str, town: str | None, user: str | None = None) -> bool:
	"""Whether `user` sees all documents of `doctype` that a town has: nothing limits them but that it is this town.

	In a district each office has a User Permission on its own town; the figures of that are not a part of anything.
	Raises ``frappe.PermissionError`` when the user may not read the DocType at all.
	"""
	user = user or frappe.session.user
	return once(("whole town", doctype, town, user), lambda: _sees_whole(doctype, town, user))


def _sees_whole(doctype: str, town: str | None, user: str) -> bool:
	if scope_condition(doctype, user) is None:
		return True
	if not town or not scope_of(user, doctype).everything:
		return False
	return all(kind == "Town" and town in names for kind, names in _permitted(doctype, user))


def _permitted(doctype: str, user: str) -> Iterator[tuple[str, list[str]]]:
	"""The User Permissions that limit lists of `doctype`: of which DocType, and its names."""
	permissions = get_user_permissions(user)
	links = (field.options for field in frappe.get_meta(doctype).get_link_fields() if not field.ignore_user_permissions)
	for kind in {doctype, *links}:
		if names := get_allowed_docs_for_doctype(permissions.get(kind, []), doctype):
			yield kind, names


def writable(doctype: str, user: str | None = None) -> Scope:
	"""The documents of `doctype` that `user` may make, for a bulk import's rows.

	``writable("Residue Test").contains(row)`` asks no database: `row` is a mapping that holds the fields of
	the table's conditions (``village``, ``sector``, ``stage``, ``method``, ``purpose``).
	"""
	return scope_of(user or frappe.session.user, doctype, "create")

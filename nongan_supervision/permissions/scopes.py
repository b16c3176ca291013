"""The documents on which a user has a right, by the table and the roles they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import frappe

from nongan_supervision.permissions.conditions import NOTHING
from nongan_supervision.permissions.criterion import SqlCondition
from nongan_supervision.permissions.grants import ROLES, Clause
from nongan_supervision.permissions.table import grant_of
from nongan_supervision.permissions.viewer import SessionViewer


@dataclass(frozen=True)
class Scope:
	"""All documents of a DocType (`everything`), or those that meet one of the clauses."""

	doctype: str
	viewer: SessionViewer
	clauses: tuple[tuple[str, Clause], ...] = ()
	everything: bool = False

	@property
	def is_empty(self) -> bool:
		return not self.everything and not self.clauses

	def sql(self) -> str:
		"""The scope as a condition on the DocType's table; empty when there is no limit."""
		if self.everything:
			return ""
		alternatives = [
			f"({clause.condition.sql(self.doctype, self.viewer.acting_as(role))})" for role, clause in self.clauses
		]
		return f"({' or '.join(alternatives)})" if alternatives else NOTHING

	def clauses_met_by(self, values: Mapping[str, Any]) -> list[Clause]:
		return [
			clause
			for role, clause in self.clauses
			if clause.condition.holds(self.doctype, values, self.viewer.acting_as(role))
		]

	def contains(self, values: Mapping[str, Any]) -> bool:
		"""Whether a document of these values is in the scope."""
		return self.everything or bool(self.clauses_met_by(values))

	def contains_stored(self, name: str | None) -> bool:
		"""Whether the database has a document of this name in the scope."""
		if self.is_empty or not name or not isinstance(name, str):
			return False
		document = frappe.qb.DocType(self.doctype)
		query = frappe.qb.from_(document).select(document.name).where(document.name == name)
		if not self.everything:
			query = query.where(SqlCondition(self.sql()))
		return bool(query.run())


def scope_of(user: str, doctype: str, right: str = "read") -> Scope:
	"""The documents of `doctype` on which `user` has `right`: the union over the roles they hold.

	User Permissions and shares come on top of it and are the framework's; ``scope.py`` has both together.
	"""
	viewer = SessionViewer(user)
	if viewer.is_administrator or _is_granted_outside_table(viewer, doctype, right):
		return Scope(doctype, viewer, everything=True)
	clauses = tuple(
		(role, clause) for role in viewer.roles_in_table for clause in grant_of(doctype, role).clauses_with(right)
	)
	if any(clause.is_unlimited for _role, clause in clauses):
		return Scope(doctype, viewer, everything=True)
	return Scope(doctype, viewer, clauses)


def sees_all(user: str, doctype: str) -> bool:
	"""Whether nothing limits what `user` may read of `doctype`: neither the table nor a User Permission."""
	scope = scope_of(user, doctype)
	return scope.everything and not scope.viewer.has_user_permissions


def _is_granted_outside_table(viewer: SessionViewer, doctype: str, right: str) -> bool:
	"""Whether a role that the table doesn't know was given the right in the Role Permissions Manager."""
	others = set(viewer.roles).difference(ROLES)
	return any(
		permission.role in others and not permission.permlevel and permission.get(right)
		for permission in frappe.get_meta(doctype).permissions
	)

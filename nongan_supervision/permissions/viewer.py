"""The user who asks, as the conditions of the table see them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import frappe
from frappe.permissions import get_allowed_docs_for_doctype, get_user_permissions
from frappe.utils.caching import request_cache

from nongan_supervision.permissions.conditions import Condition
from nongan_supervision.permissions.criterion import SqlCondition
from nongan_supervision.permissions.grants import ADMINISTRATORS, ROLES

PRIVATE_USE = range(0xE000, 0xF8FF)
"""Characters that no text has in it."""


@dataclass(frozen=True)
class SessionViewer:
	"""A user of the site, through one of their roles (none chosen yet: an empty string)."""

	user: str
	role: str = ""

	@property
	def is_administrator(self) -> bool:
		"""May do everything: the Administrator and the roles of `ADMINISTRATORS`."""
		return self.user == "Administrator" or not set(ADMINISTRATORS).isdisjoint(self.roles)

	@property
	def has_user_permissions(self) -> bool:
		"""Whether User Permissions limit them beyond the table, as an office of one town among several."""
		return self.user != "Administrator" and bool(get_user_permissions(self.user))

	@property
	def roles(self) -> list[str]:
		return frappe.get_roles(self.user)

	@property
	def roles_in_table(self) -> list[str]:
		held = set(self.roles)
		return [role for role in ROLES if role in held]

	def acting_as(self, role: str) -> SessionViewer:
		return replace(self, role=role)

	def villages(self, doctype: str) -> list[str]:
		"""The villages of the user's User Permissions that apply to `doctype`."""
		allowed = get_user_permissions(self.user).get("Village", [])
		return get_allowed_docs_for_doctype(allowed, doctype)

	def departments(self) -> list[str]:
		"""The Supervision Departments of the role through which the user asks."""
		return departments_of(self.role)

	def producers(self) -> list[str]:
		"""The producers whose portal account the user has; none while the portal is closed."""
		return producers_of(self.user) if is_portal_open() else []

	def meets(self, doctype: str, name: str, condition: Condition) -> bool:
		"""Whether the stored document of this name meets `condition`, for this viewer."""
		document = frappe.qb.DocType(doctype)
		query = frappe.qb.from_(document).select(document.name).where(document.name == name)
		return bool(query.where(SqlCondition(condition.sql(doctype, self))).run())

	def quote(self, value: str) -> str:
		"""An SQL literal without a percent sign: Frappe 15 runs these conditions as they are, 16 %-formats them."""
		if "%" not in value:
			return frappe.db.escape(value)
		stand_in = next(character for character in map(chr, PRIVATE_USE) if character not in value)
		return f"replace({frappe.db.escape(value.replace('%', stand_in))}, '{stand_in}', char(37))"


@request_cache
def departments_of(role: str) -> list[str]:
	"""The names of the Supervision Departments whose role is `role`."""
	return frappe.get_all("Supervision Department", filters={"role": role}, pluck="name")


def roles_by_department() -> dict[str, str]:
	"""The role of each Supervision Department that has one: one query."""
	rows = frappe.get_all("Supervision Department", {"role": ["is", "set"]}, ["name", "role"], as_list=True)
	return dict(rows)


def department_of(user: str | None) -> str | None:
	"""Return the department of a user's role, None where their roles point to none or to several."""
	if not user or SessionViewer(user).is_administrator:
		return None
	roles = SessionViewer(user).roles_in_table
	found = [department for role in roles for department in departments_of(role)]
	return found[0] if len(found) == 1 else None


def producers_of(user: str) -> list[str]:
	"""The names of the producers that a portal account belongs to."""
	return frappe.get_all("Producer", filters={"user": user}, pluck="name", order_by="name")


def is_portal_open() -> bool:
	"""Whether the office lets producers use the portal."""
	return bool(frappe.db.get_single_value("Nongan Supervision Settings", "producer_portal"))

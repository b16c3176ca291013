"""Who has a role, and an account that is open."""

from __future__ import annotations

from collections.abc import Iterable

import frappe


def users_with(roles: Iterable[str]) -> list[str]:
	"""Return the people of the Desk with one of these roles, by name: one query.

	The Administrator, who may have been given every role, is none of them.
	"""
	holder, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	query = frappe.qb.from_(holder).inner_join(user).on(user.name == holder.parent).select(user.name).distinct()
	query = query.where((holder.parenttype == "User") & holder.role.isin(tuple(roles)))
	query = query.where((user.enabled == 1) & (user.user_type == "System User") & (user.name != "Administrator"))
	return query.orderby(user.name).run(pluck=True)

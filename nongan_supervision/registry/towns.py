"""Which town a user works for, where a site has several."""

from __future__ import annotations

import frappe
from frappe.permissions import get_user_permissions

from nongan_supervision.permissions.scope import apply_scope, scope_condition

SETTINGS = "Nongan Supervision Settings"


def own_town(user: str | None = None) -> str | None:
	"""Return the town of what a user makes or asks for without naming one; None where the site has none.

	It is the settings', or else, for whoever sees other towns' villages alone, the first of these towns; where these
	have no villages yet, the first that they are permitted.

	:param user: the session's unless given.
	"""
	user = user or frappe.session.user
	current = frappe.db.get_single_value(SETTINGS, "current_town")
	if not frappe.has_permission("Village", "read", user=user) or scope_condition("Village", user) is None:
		return current
	village = frappe.qb.DocType("Village")
	query = (
		frappe.qb.from_(village).select(village.town).distinct().where(village.town.isnotnull()).orderby(village.town)
	)
	permitted = get_user_permissions(user).get("Town", [])
	towns = apply_scope(query, "Village", user).run(pluck=True) or sorted(one.get("doc") for one in permitted)
	return current if current in towns or not towns else towns[0]

"""Whether the Desk offers the app to somebody."""

from __future__ import annotations

import frappe

from nongan_supervision.setup.roles import ROLES


def may_open_app() -> bool:
	"""Tell whether the session's user works in the app: the apps screen shows it to nobody else."""
	if frappe.session.user == "Administrator":
		return True
	return not {*ROLES, "System Manager"}.isdisjoint(frappe.get_roles())

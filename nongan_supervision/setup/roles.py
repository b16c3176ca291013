"""The eight roles of the plan."""

from __future__ import annotations

import frappe

ADMINISTRATOR = "Nongan Administrator"
LEADER = "Supervision Leader"
AGRICULTURE = "Agriculture Office"
MARKET = "Market Supervision"
VETERINARY = "Veterinary Station"
POLICE = "Police Station"
VILLAGE = "Village Officer"
DISTRICT = "District Bureau"

ROLES = (ADMINISTRATOR, LEADER, AGRICULTURE, MARKET, VETERINARY, POLICE, VILLAGE, DISTRICT)


def create_roles() -> None:
	"""Create the roles that are missing; one that exists is left as it is."""
	for role in ROLES:
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert(
				ignore_permissions=True  # setup
			)

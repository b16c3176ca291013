"""The eight roles of the plan, and that of the producers' portal."""

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

PORTAL = "Producer Portal"
"""Of producers, who sign in to a few pages of the website and not to the Desk."""


def create_roles() -> None:
	"""Create the roles that are missing; one that exists is left as it is."""
	for role in (*ROLES, PORTAL):
		if not frappe.db.exists("Role", role):
			frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": int(role != PORTAL)}).insert(
				ignore_permissions=True  # setup
			)

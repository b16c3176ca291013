"""What the producers' portal needs of the site: set once, and the office's from then on."""

from __future__ import annotations

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import SETTINGS
from nongan_supervision.setup.roles import PORTAL


def open_portal() -> None:
	"""Switch the portal on, keep its users out of the Desk, and let them sign in with their mobile number.

	The framework creates roles that DocTypes name before the app can, and gives them the Desk.
	"""
	shipped.ship_values(SETTINGS, {"producer_portal": 1})
	if shipped.note("Role", PORTAL):
		frappe.get_doc("Role", PORTAL).update({"desk_access": 0}).save(ignore_permissions=True)  # setup
	if shipped.note("System Settings", "allow_login_using_mobile_number"):
		frappe.db.set_single_value("System Settings", "allow_login_using_mobile_number", 1)

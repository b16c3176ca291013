"""What the producers' portal needs of the site: set once, and the office's from then on."""

from __future__ import annotations

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import SETTINGS


def open_portal() -> None:
	"""Switch the portal on, and let its users, who have no mail address, sign in with their mobile number."""
	shipped.ship_values(SETTINGS, {"producer_portal": 1})
	if shipped.note("System Settings", "allow_login_using_mobile_number"):
		frappe.db.set_single_value("System Settings", "allow_login_using_mobile_number", 1)

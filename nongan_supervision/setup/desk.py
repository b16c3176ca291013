"""Whether the Desk offers the app to somebody, and what it knows from the start."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.years import current_year
from nongan_supervision.setup.roles import ROLES


def may_open_app() -> bool:
	"""Tell whether the session's user works in the app: the apps screen shows it to nobody else."""
	if frappe.session.user == "Administrator":
		return True
	return not {*ROLES, "System Manager"}.isdisjoint(frappe.get_roles())


def tell_desk(bootinfo: frappe._dict) -> None:
	"""Hook: put the year that reports start with among what the Desk loads first, and name the app in its language."""
	bootinfo.nongan_year = current_year(getdate())
	for app in bootinfo.get("app_data") or ():
		if app["app_name"] == "nongan_supervision":
			app["app_title"] = _("Nongan Supervision")

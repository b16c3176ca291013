"""Whether the Desk offers the app to somebody, and what it knows from the start."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import getdate

from nongan_supervision.checklist.years import current_year
from nongan_supervision.permissions.grants import PORTAL
from nongan_supervision.permissions.partial import seen_in_part
from nongan_supervision.permissions.scope import asked_once
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.registry.places import place_field
from nongan_supervision.registry.towns import own_town
from nongan_supervision.setup.roles import ROLES
from nongan_supervision.setup.workspaces.layout import GENERAL
from nongan_supervision.setup.workspaces.shipping import home_of

PORTAL_PAGE = "my-farm"
APP_PAGE = "nongan-supervision"
"""Of the Desk."""


def may_open_app() -> bool:
	"""Tell whether the session's user works in the app: the apps screen shows it to nobody else."""
	if frappe.session.user == "Administrator":
		return True
	return not {*ROLES, "System Manager"}.isdisjoint(frappe.get_roles())


def home_page(user: str) -> str | None:
	"""Hook: where somebody starts who signs in, or comes to the site's address; None leaves it to the framework.

	A producer at the portal; who works in the app there, unless they have chosen a workspace. Frappe 16 asks so for
	users of the Desk too. Administrators, who hold all roles, the producers' among them, choose for themselves.
	"""
	roles = frappe.get_roles(user)
	if frappe.get_cached_value("User", user, "user_type") != "System User":
		return PORTAL_PAGE if PORTAL in roles else None
	works_here = home_of(roles) not in (None, GENERAL)
	if not works_here or frappe.get_cached_value("User", user, "default_workspace"):
		return None
	return f"{_address_of_desk()}/{APP_PAGE}"


def _address_of_desk() -> str:
	"""The first part of the Desk's addresses: another one on Frappe 15 than on 16."""
	routes = [rule["from_route"] for rule in frappe.get_hooks("website_route_rules")]
	return "desk" if any(route.startswith("/desk/") for route in routes) else "app"


def _of_towns() -> list[str]:
	"""The app's DocTypes whose documents are of a town each."""
	return [doctype for doctype in TABLE if place_field(doctype, "Town") == "town"]


@asked_once()
def tell_desk(bootinfo: frappe._dict) -> None:
	"""Hook: put among what the Desk loads first the year that reports start with, and the user's own workspace.

	The app's address leads on to that (`public/js/home.js`), and so does the Desk's own for those who have chosen no
	workspace in their settings; administrators, who work in other apps too, choose for themselves. And name the app in
	the user's language. And of which documents they see a part alone, for the prints to say so.
	"""
	bootinfo.nongan_year = current_year(getdate())
	bootinfo.nongan_address = _address_of_desk()
	bootinfo.nongan_town = town = own_town()
	bootinfo.nongan_seen_in_part = seen_in_part(_of_towns(), town) if may_open_app() else []
	bootinfo.nongan_home = home = home_of(frappe.get_roles())
	if home and home != GENERAL and not bootinfo.user.get("default_workspace"):
		bootinfo.user.default_workspace = {"name": home, "title": home, "public": 1}
	for app in bootinfo.get("app_data") or ():
		if app["app_name"] == "nongan_supervision":
			app["app_title"] = _("Nongan Supervision")

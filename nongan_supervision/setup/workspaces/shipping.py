"""Brings the workspaces to a site, once, and keeps the Desk's menus from listing those that a user does not hold."""

from __future__ import annotations

import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.workspaces.desks import DESKS
from nongan_supervision.setup.workspaces.layout import AGENDA_BLOCK, APP, GENERAL, MODULE

ROLES = [desk.role for desk in DESKS]
"""After which the workspaces are named."""

AFTER_THE_GENERAL_ONE = 2
"""Where the first of them stands among the workspaces."""

BLOCK = {
	"doctype": "Custom HTML Block",
	"name": AGENDA_BLOCK,
	"private": 0,
	"html": '<div class="nongan-agenda"></div>',
	"script": 'nongan.agenda.show(root_element.querySelector(".nongan-agenda"));',
}
"""A block is a record, which an office may change; what it does is in the app's scripts, which upgrades change."""


def ship_workspaces() -> int:
	"""Create the workspaces that were never shipped to this site, and return how many records that made."""
	return shipped.ship([BLOCK, *_records()])


def _records() -> list[dict]:
	return [desk.as_record(AFTER_THE_GENERAL_ONE + number) for number, desk in enumerate(DESKS)]


def let_go_of_app() -> None:
	"""Hook, before a migrate: let Frappe 16 take the workspaces for the site's own.

	Of those that belong to an app it deletes, at every migrate, what the app has no file of. These have none: they are
	records that an office may change.
	"""
	if frappe.db.has_column("Workspace", "app"):
		frappe.db.set_value("Workspace", {"name": ["in", ROLES]}, "app", None, update_modified=False)


def back_to_app() -> None:
	"""After a migrate: the workspaces are the app's again."""
	if frappe.db.has_column("Workspace", "app"):
		frappe.db.set_value("Workspace", {"name": ["in", ROLES], "module": MODULE}, "app", APP, update_modified=False)


def bring_back() -> None:
	"""Make the workspaces anew where all of them are gone: a migrate to Frappe 16 has deleted them."""
	if not frappe.db.exists("Workspace", {"name": ["in", ROLES]}):
		shipped.restore(_records())
		let_go_of_app()  # the migrate that this is a patch of deletes after its patches


def tidy_menus(app_name: str | None = None) -> None:
	"""Hook: take away the icons and sidebars that Frappe 16 makes of every workspace whenever an app is installed.

	It would show them to users who don't hold the workspace. All of this app's have one sidebar.
	"""
	if frappe.db.exists("DocType", "Workspace Sidebar"):
		made = {"name": ["in", ROLES], "standard": 0}
		for doctype, filters in (
			("Workspace Sidebar", {**made, "for_user": ["is", "not set"]}),
			("Desktop Icon", {"label": made["name"], "standard": 0, "link_type": "Workspace Sidebar"}),
		):
			for name in frappe.get_all(doctype, filters, pluck="name"):
				frappe.delete_doc(doctype, name, ignore_permissions=True, force=True)  # setup


def home_of(roles: list[str]) -> str | None:
	"""Return the workspace on which somebody with these roles starts; None where they have none of the app's."""
	if not {"System Manager", "Nongan Administrator"}.isdisjoint(roles):
		return GENERAL
	wanted = [desk.role for desk in DESKS if desk.role in roles]
	there = set(frappe.get_all("Workspace", {"name": ["in", wanted], "public": 1, "is_hidden": 0}, pluck="name"))
	return next((role for role in wanted if role in there), None)

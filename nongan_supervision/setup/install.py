"""What happens when the app comes to a site, leaves it, or is tested there."""

from __future__ import annotations

import click
import frappe

from nongan_supervision.agenda.lead_times import ship_lead_times
from nongan_supervision.setup import shipped
from nongan_supervision.setup.boards import ship_boards
from nongan_supervision.setup.plan import load_plan_2022, ship_templates
from nongan_supervision.setup.portal import open_portal
from nongan_supervision.setup.print_formats import renew_print_formats, ship_print_formats
from nongan_supervision.setup.reports import keep_reports_live
from nongan_supervision.setup.roles import create_roles
from nongan_supervision.setup.settings import fill_new_defaults, ship_credit_points
from nongan_supervision.setup.workflows import ship_workflows
from nongan_supervision.setup.workspaces.shipping import back_to_app, ship_workspaces, tidy_menus


def after_install() -> None:
	"""Create the roles and load the plan of 2022, and say so."""
	create_roles()
	ship_print_formats()
	ship_workflows()
	ship_boards()
	ship_workspaces()
	created = load_plan_2022()
	ship_credit_points()
	ship_lead_times()
	open_portal()
	click.secho(f"Nongan Supervision: the plan of 2022 is loaded ({created} records).", fg="green")


def after_migrate() -> None:
	"""Bring what is new in this version; what the site has had once is the users' and is not touched.

	Roles that a user removed come back. Prints that nobody has edited become those of this version.
	"""
	create_roles()
	fill_new_defaults()
	keep_reports_live()
	open_portal()
	ship_print_formats()
	renew_print_formats()
	ship_workflows()
	ship_boards()
	ship_workspaces()
	back_to_app()
	ship_templates()
	tidy_menus()


def after_uninstall() -> None:
	"""Forget what was shipped, so that a new installation ships it again.

	Frappe calls this on a dry run too, when the app is still installed: nothing happens then.
	"""
	if "nongan_supervision" not in frappe.get_installed_apps():
		shipped.forget()
		frappe.db.commit()  # Frappe has committed the removal before and does not commit again


def before_tests() -> None:
	"""Bring a fresh site to where tests can start: past the setup wizard, with the plan loaded."""
	frappe.clear_cache()
	create_roles()
	ship_print_formats()
	ship_workflows()
	ship_boards()
	ship_workspaces()
	load_plan_2022()
	ship_credit_points()
	ship_lead_times()
	open_portal()
	frappe.db.commit()  # the test runner rolls back what is not committed

"""What happens when the app comes to a site, leaves it, or is tested there."""

from __future__ import annotations

import click
import frappe

from nongan_supervision.setup import shipped
from nongan_supervision.setup.plan import load_plan_2022
from nongan_supervision.setup.print_formats import ship_print_formats
from nongan_supervision.setup.roles import create_roles
from nongan_supervision.setup.workflows import ship_workflows


def after_install() -> None:
	"""Create the roles and load the plan of 2022, and say so."""
	create_roles()
	ship_print_formats()
	ship_workflows()
	created = load_plan_2022()
	click.secho(f"Nongan Supervision: the plan of 2022 is loaded ({created} records).", fg="green")


def after_migrate() -> None:
	"""Bring what is new in this version; what the site has had once is the users' and is not touched.

	Roles that a user removed come back.
	"""
	create_roles()
	ship_print_formats()
	ship_workflows()


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
	load_plan_2022()
	frappe.db.commit()  # the test runner rolls back what is not committed

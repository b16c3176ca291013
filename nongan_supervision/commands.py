"""Commands of `bench`: `bench --site SITE import-register FILE`, `bench --site SITE nongan-verify-cases`."""

from __future__ import annotations

import sys

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("import-register")
@click.argument("path", metavar="FILE", type=click.Path())
@click.option("--kind", help="such as residue-tests or input-sales (see the docs); the headings decide unless given.")
@click.option("--dry-run", is_flag=True, help="Check everything, store nothing.")
@click.option("--refused", type=click.Path(), help="Where to write the refused rows with their reasons (.xlsx).")
@click.option("--user", default="Administrator", show_default=True, help="Import with this user's rights.")
@pass_context
def import_register(context, path, kind, dry_run, refused, user):
	"""Import a register: tests, producers, quarterly updates, sales of inputs, production records or certificates.

	Exits 0 when every row was taken, 3 when some were refused, 2 when nothing could be read.
	"""
	from nongan_supervision.exchange import command
	from nongan_supervision.setup.language import speak_the_towns_language
	from nongan_supervision.setup.locks import read_what_others_left

	frappe.init(get_site(context))
	frappe.connect()
	speak_the_towns_language()
	read_what_others_left()
	try:
		frappe.set_user(user)
		code = command.run(
			command.as_typed(path), kind=kind, dry_run=dry_run, refused=refused and command.as_typed(refused)
		)
	finally:
		frappe.destroy()
	sys.exit(code)


@click.command("nongan-verify-cases")
@pass_context
def verify_cases(context):
	"""Compare every case and referral with its journal, and its files with their digests.

	Exits 0 when all is well, 1 when something was changed behind the application's back.
	"""
	from nongan_supervision.cases import command
	from nongan_supervision.setup.language import speak_the_towns_language

	frappe.init(get_site(context))
	frappe.connect()
	speak_the_towns_language()
	try:
		code = command.run()
	finally:
		frappe.destroy()
	sys.exit(code)


commands = [import_register, verify_cases]

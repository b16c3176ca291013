"""The counters of slips move from the framework's Series to a table of their own, with all that was given."""

import click
import frappe
from frappe.utils import cint

from nongan_supervision.certificates import serials

CERTIFICATE = "Conformity Certificate"
PREFIX = "Conformity Certificate Slips "
"""Of the counters' names among the framework's Series, before the year."""


def execute() -> None:
	carry_counters_over()
	key_certificates()


def carry_counters_over() -> None:
	"""Let each year go on where its counter in Series stands, and take that one away."""
	series = frappe.qb.DocType("Series")
	counters = frappe.qb.from_(series).select(series.name, series.current).where(series.name.like(f"{PREFIX}%")).run()
	for name, current in counters:
		if (year := name.removeprefix(PREFIX)).isdecimal():
			serials.raise_to(int(year), cint(current))
		frappe.qb.from_(series).delete().where(series.name == name).run()


def key_certificates() -> None:
	"""Give issued certificates the key that keeps the same number from being given twice."""
	issued = frappe.get_all(
		CERTIFICATE,
		filters={"serial_from": [">", 0]},
		fields=["name", "serial_year", "serial_from", "serial_key"],
		order_by="creation, name",
	)
	taken = {certificate.serial_key for certificate in issued if certificate.serial_key}
	for certificate in issued:
		key = serials.key_of(certificate.serial_year, certificate.serial_from)
		if certificate.serial_key:
			continue
		if key in taken:
			click.secho(f"{certificate.name}: its first serial number {key} is another certificate's too", fg="red")
			continue
		taken.add(key)
		frappe.db.set_value(CERTIFICATE, certificate.name, "serial_key", key, update_modified=False)

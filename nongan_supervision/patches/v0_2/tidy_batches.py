"""Batch numbers of certificates and of ledgers are stored in one form, by which both are found by each other."""

import frappe

from nongan_supervision.production.batches import tidy_batch

WITH_BATCHES = ("Conformity Certificate", "Production Record")


def execute() -> None:
	for doctype in WITH_BATCHES:
		for stored in frappe.get_all(doctype, fields=["name", "batch_no"]):
			# asked for here: to MariaDB a full-width blank is no text
			tidy = tidy_batch(stored.batch_no)
			if tidy != (stored.batch_no or None):
				frappe.db.set_value(doctype, stored.name, "batch_no", tidy, update_modified=False)

"""Batch numbers of certificates are stored as those of the ledgers are, so that both are found by each other."""

import frappe

from nongan_supervision.production.batches import tidy_batch

CERTIFICATE = "Conformity Certificate"


def execute() -> None:
	for certificate in frappe.get_all(CERTIFICATE, fields=["name", "batch_no"]):
		# asked for here: to MariaDB a full-width blank is no text
		tidy = tidy_batch(certificate.batch_no)
		if tidy != (certificate.batch_no or None):
			frappe.db.set_value(CERTIFICATE, certificate.name, "batch_no", tidy, update_modified=False)

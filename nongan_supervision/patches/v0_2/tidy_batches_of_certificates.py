"""Batch numbers of certificates are stored as those of the ledgers are, so that both are found by each other."""

import frappe

from nongan_supervision.production.batches import tidy_batch

CERTIFICATE = "Conformity Certificate"


def execute() -> None:
	certificates = frappe.get_all(CERTIFICATE, {"batch_no": ["is", "set"]}, ["name", "batch_no"])
	for certificate in certificates:
		tidy = tidy_batch(certificate.batch_no)
		if tidy != certificate.batch_no:
			frappe.db.set_value(CERTIFICATE, certificate.name, "batch_no", tidy, update_modified=False)

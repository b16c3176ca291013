"""Certificates that were issued before slips had numbers get them, in the order of their issue."""

import frappe

from nongan_supervision.certificates import serials

CERTIFICATE = "Conformity Certificate"


def execute():
	certificates = frappe.get_all(
		CERTIFICATE,
		filters={"docstatus": [">", 0], "serial_from": 0},
		fields=["name", "issued_on", "certificate_count", "docstatus", "modified"],
		order_by="issued_on, creation, name",
	)
	serials.assign(certificates)
	for certificate in certificates:
		values = {field: certificate[field] for field in ("serial_year", "serial_from", "serial_to", "serial_key")}
		if certificate.docstatus == 2:
			values["withdrawn_on"] = certificate.modified
		frappe.db.set_value(CERTIFICATE, certificate.name, values, update_modified=False)

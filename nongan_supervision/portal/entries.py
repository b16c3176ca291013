"""What producers write in the portal. The rules are those of the documents; here is only which fields a form has."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document

LEDGER_FIELDS = (
	"producer",
	"product",
	"batch_no",
	"recorded_on",
	"activity",
	"input",
	"quantity",
	"unit",
	"purpose",
	"harvest_quantity",
	"harvest_unit",
	"note",
)
CERTIFICATE_FIELDS = (
	"producer",
	"product",
	"batch_no",
	"certificate_count",
	"quantity_per_certificate",
	"unit",
	"basis",
	"residue_test",
)


def record(values: dict[str, Any]) -> Document:
	"""Write an entry in the ledger."""
	return _new("Production Record", LEDGER_FIELDS, values).insert()


def issue(values: dict[str, Any]) -> Document:
	"""Issue certificates: one document for all slips of a batch."""
	certificate = _new("Conformity Certificate", CERTIFICATE_FIELDS, values).insert()
	certificate.submit()
	return certificate


def _new(doctype: str, fields: tuple[str, ...], values: dict[str, Any]) -> Document:
	sent = {field: values[field] for field in fields if values.get(field) not in (None, "")}
	return frappe.get_doc({"doctype": doctype, **sent})

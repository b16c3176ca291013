"""What producers write in the portal. The rules are those of the documents; here is only which fields a form has."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import cstr

from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.registry.asked import day_of, refuse_misread

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


REQUEST_KEY = "request_key"
LONGEST_KEY = 64


def record(values: dict[str, Any]) -> Document:
	"""Write an entry in the ledger; a form that is sent again is answered with the entry that it made."""
	doctype = "Production Record"
	return _made_before(doctype, values) or _new(doctype, LEDGER_FIELDS, values).insert()


def issue(values: dict[str, Any]) -> Document:
	"""Issue certificates: one document for all slips of a batch, however often the form is sent."""
	doctype = "Conformity Certificate"
	if made := _made_before(doctype, values):
		return made
	certificate = _new(doctype, CERTIFICATE_FIELDS, values).insert()
	certificate.submit()
	return certificate


def _new(doctype: str, fields: tuple[str, ...], values: dict[str, Any]) -> Document:
	meta = frappe.get_meta(doctype)
	sent = {
		field: _as_field(meta.get_field(field), values[field])
		for field in fields
		if values.get(field) not in (None, "")
	}
	return filled_by_server(frappe.get_doc({"doctype": doctype, REQUEST_KEY: _key_of(values), **sent}))


def _as_field(field: Any, value: Any) -> Any:
	"""A value as its field holds it: whoever writes to the method itself may send a number for a text."""
	if field.fieldtype == "Date":
		return day_of(field.fieldname, value)
	return value if field.fieldtype in ("Int", "Float") else cstr(value)


def _made_before(doctype: str, values: dict[str, Any]) -> Document | None:
	"""The document that this form made, when its answer was lost on the way and it is sent again.

	:raises frappe.PermissionError: the session's user may not see the producer's documents.
	"""
	key = _key_of(values)
	name = key and frappe.db.get_value(doctype, {REQUEST_KEY: key})
	if not name:
		return None
	made = frappe.get_doc(doctype, name)
	made.check_permission("read")
	return made


def _key_of(values: dict[str, Any]) -> str | None:
	"""The form's key together with its producer, so that one producer's key means nothing for another."""
	sent = values.get(REQUEST_KEY)
	if len(cstr(sent)) > LONGEST_KEY:
		refuse_misread(REQUEST_KEY)
	return f"{values.get('producer')} {sent}" if sent else None

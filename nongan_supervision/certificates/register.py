"""The register in which an office enters each certificate that is issued (合格证开具登记册)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, flt

from nongan_supervision.certificates.wording import serial_text
from nongan_supervision.checklist.measurement import Period
from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.registry.producer_names import names_of

CERTIFICATE = "Conformity Certificate"
CHOICES = ("village", "producer", "product")
FIELDS = (
	"name",
	"docstatus",
	"issued_on",
	"serial_year",
	"serial_from",
	"serial_to",
	"producer",
	"village",
	"product",
	"batch_no",
	"quantity_per_certificate",
	"unit",
	"certificate_count",
	"basis",
	"residue_test",
)

Row = dict[str, Any]


def get_columns() -> list[Row]:
	"""The columns of the register."""
	return [
		_column("name", _("Certificate"), "Link", 150, options=CERTIFICATE),
		_column("issued_on", _("Issued On"), "Date", 115),
		_column("serials", _("Serial Nos."), "Data", 200),
		_column("producer_name", _("Producer"), "Data", 190),
		_column("village", _("Village"), "Link", 90, options="Village"),
		_column("product", _("Product"), "Link", 90, options="Key Product"),
		_column("batch_no", _("Batch No."), "Data", 150),
		_column("quantity_per_certificate", _("Quantity per Certificate"), "Float", 90),
		_column("certificate_count", _("Number of Certificates"), "Int", 90),
		_column("quantity", _("Quantity"), "Float", 100),
		_column("unit", _("Unit"), "Data", 60),
		_column("basis", _("Basis"), "Data", 110),
		_column("residue_test", _("Residue Test"), "Link", 150, options="Residue Test"),
		_column("state", _("State"), "Data", 80),
	]


def get_rows(choices: Mapping[str, Any], period: Period) -> list[Row]:
	"""A row for each certificate of the period that the session's user may see, in order of issue, and their sums.

	Withdrawn ones stay in the register; the sums leave them out.
	"""
	table = frappe.qb.DocType(CERTIFICATE)
	query = frappe.qb.from_(table).select(*(table[field] for field in FIELDS))
	query = query.where(table.docstatus.isin([1, 2]) & table.issued_on[period.start : period.end])
	for choice in CHOICES:
		if choices.get(choice):
			query = query.where(table[choice] == choices[choice])
	query = query.orderby(table.issued_on).orderby(table.serial_from).orderby(table.name)
	found = apply_scope(query, CERTIFICATE).run(as_dict=True)
	producers = names_of(row.producer for row in found)
	rows = [_row(row, producers) for row in found]
	return [*rows, *_sums(rows)]


def _row(certificate: frappe._dict, producers: Mapping[str, str]) -> Row:
	return {
		**certificate,
		"serials": _serials(certificate),
		"producer_name": producers.get(certificate.producer) or "",
		"quantity": flt(certificate.quantity_per_certificate) * cint(certificate.certificate_count),
		"basis": _(certificate.basis) if certificate.basis else "",
		"state": _("Withdrawn", context="Register") if certificate.docstatus == 2 else "",
		"is_withdrawn": certificate.docstatus == 2,
	}


def _serials(certificate: frappe._dict) -> str:
	"""The numbers of a certificate's slips, from the first to the last."""
	if not certificate.serial_from:
		return ""
	first = serial_text(certificate.serial_year, certificate.serial_from)
	if certificate.serial_to == certificate.serial_from:
		return first
	return f"{first}～{cint(certificate.serial_to):07d}"


def _sums(rows: list[Row]) -> list[Row]:
	"""A row for each unit that the quantities are in; none where nothing is issued."""
	valid = [row for row in rows if not row["is_withdrawn"]]
	return [
		{
			"name": _("Total"),
			"is_total": 1,
			"certificate_count": sum(cint(row["certificate_count"]) for row in valid if row["unit"] == unit),
			"quantity": sum(row["quantity"] for row in valid if row["unit"] == unit),
			"unit": unit,
		}
		for unit in dict.fromkeys(row["unit"] for row in valid)
	]


def _column(fieldname: str, label: str, fieldtype: str, width: int, **more: Any) -> Row:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}

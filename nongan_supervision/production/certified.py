"""Records that a conformity certificate rests on: they stay as they were when it was issued."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import formatdate, getdate

from nongan_supervision.production.errors import CertifiedRecordError
from nongan_supervision.production.intervals import USES, of_batch

BEARING = ("producer", "product", "batch_no", "recorded_on", "activity", "input", "safety_interval_days")
"""What a certificate relies on: what was used on which batch, and when."""


def refuse_change_of_certified(record: Document) -> None:
	"""Refuse to change what a certificate relies on, when one was issued for the batch since."""
	before = record.get_doc_before_save()
	if before and any(record.has_value_changed(field) for field in BEARING):
		_refuse_if_certified(before)


def refuse_removal_of_certified(record: Document) -> None:
	"""Refuse to delete a record that a certificate relies on."""
	_refuse_if_certified(record)


def certificate_issued(producer: str, product: str, batch_no: str | None, since, before=None) -> tuple[str, str] | None:
	"""Return name and day of a submitted certificate of a batch, issued from a day on and before another."""
	certificate = frappe.qb.DocType("Conformity Certificate")
	query = (
		frappe.qb.from_(certificate)
		.select(certificate.name, certificate.issued_on)
		.where(of_batch(certificate, producer, product, batch_no))
		.where(certificate.docstatus == 1)
		.where(certificate.issued_on >= since)
		.orderby(certificate.issued_on)
		.limit(1)
	)
	if before:
		query = query.where(certificate.issued_on < before)
	return next(iter(query.run()), None)


def _refuse_if_certified(record: Document) -> None:
	if record.activity not in USES:
		return
	issued = certificate_issued(record.producer, record.product, record.batch_no, getdate(record.recorded_on))
	if issued:
		name, issued_on = issued
		frappe.throw(
			_(
				"Certificate {0} was issued for the batch on {1} and relies on this record, which therefore stays as "
				"it is. Cancel the certificate first, or add a record that corrects this one."
			).format(name, formatdate(issued_on)),
			CertifiedRecordError,
		)

"""Batch numbers: written by hand on gates, ledgers and slips, and compared as they are meant."""

from __future__ import annotations

import unicodedata

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Max

from nongan_supervision.permissions.scope import apply_scope


def tidy_batch(text: str | None) -> str | None:
	"""Return a batch number as it is stored and looked up: half-width capitals, single blanks; None for none.

	Without it "a1", "Ａ1" and "A1 " would be three batches, and a safety interval would hold for one of them only.
	"""
	plain = unicodedata.normalize("NFKC", text or "").upper()
	return " ".join(plain.split()) or None


def batches_of(producer: str, product: str | None = None, limit: int = 20) -> list[str]:
	"""Return the batch numbers in a producer's ledger, the latest first, as the session's user may see them."""
	record = frappe.qb.DocType("Production Record")
	query = (
		frappe.qb.from_(record)
		.select(record.batch_no)
		.where(record.producer == producer)
		.where(record.batch_no.isnotnull() & (record.batch_no != ""))
		.groupby(record.batch_no)
		.orderby(Max(record.recorded_on), order=Order.desc)
		.limit(limit)
	)
	if product:
		query = query.where(record.product == product)
	return [row[0] for row in apply_scope(query, "Production Record").run()]

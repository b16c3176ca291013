"""Safety intervals and withdrawal periods: what still runs on a day, and what a batch was treated with.

An interval belongs to the use of an input. It runs from the day of the use and ends where `safe_from` begins, the
first day on which the batch may be harvested or sold. A use without a batch number counts for every batch of the
producer's product, and a question without one asks about all of them.

Source: 《农药管理条例》 (pesticides, safety interval 安全间隔期) and 《兽药管理条例》 (veterinary drugs, withdrawal
period 休药期): produce is not sold before it ends.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import frappe
from frappe.query_builder import Order
from frappe.utils import getdate
from pypika.queries import Table
from pypika.terms import Criterion

from nongan_supervision.permissions.scope import apply_scope
from nongan_supervision.production.batches import tidy_batch

USE = "Input Use"
FERTILISING = "Fertilising"
HARVEST = "Harvest"
USES = (USE, FERTILISING)
"""Activities that apply an input."""


@dataclass(frozen=True)
class Interval:
	"""A safety interval that is still running: when it ends, and the use that it comes from."""

	safe_from: datetime.date
	record: str
	input: str
	used_on: datetime.date


def open_interval(producer: str, product: str, batch_no: str | None, on: datetime.date) -> Interval | None:
	"""Return the interval that is running on a day, None if there is none; of several the one that ends last.

	One query, by the index of producer and product.

	:param batch_no: the batch in question; none for all batches of the product.
	:param on: the day of harvest, sale or issue. The day of the use counts, the day `safe_from` does not.
	"""
	record = frappe.qb.DocType("Production Record")
	found = (
		frappe.qb.from_(record)
		.select(record.safe_from, record.name, record.input, record.recorded_on)
		.where(of_batch(record, producer, product, batch_no))
		.where(is_running(record, on))
		.orderby(record.safe_from, order=Order.desc)
		.orderby(record.recorded_on, order=Order.desc)
		.orderby(record.name)
		.limit(1)
		.run()
	)
	if not found:
		return None
	safe_from, name, input_name, used_on = found[0]
	return Interval(getdate(safe_from), name, input_name, getdate(used_on))


def intervals_of(producer: str, on: datetime.date) -> list[frappe._dict]:
	"""Return a producer's intervals that are running on a day and that the session's user may see, the last first.

	:returns: rows of ``product``, ``batch_no``, ``input`` and ``safe_from``.
	"""
	record = frappe.qb.DocType("Production Record")
	query = (
		frappe.qb.from_(record)
		.select(record.product, record.batch_no, record.input, record.safe_from)
		.where((record.producer == producer) & is_running(record, on))
		.orderby(record.safe_from, order=Order.desc)
		.orderby(record.name)
	)
	return apply_scope(query, "Production Record").run(as_dict=True)


def is_running(record: Table, on: datetime.date) -> Criterion:
	"""The condition on entries of a ledger whose interval is running on a day."""
	return (record.recorded_on <= on) & (record.safe_from > on)


def substances_used(
	producer: str, product: str, batch_no: str | None, since: datetime.date | None, until: datetime.date
) -> set[str]:
	"""Return the active substances that a batch was treated with in a period, those of mixed inputs included.

	One query. What was used is what must have been tested: 《农产品质量安全承诺达标合格证管理办法》.

	:param since: the first day that counts; None for the whole ledger.
	:param until: the last day that counts.
	"""
	record = frappe.qb.DocType("Production Record")
	used = frappe.qb.DocType("Agricultural Input")
	further = frappe.qb.DocType("Agricultural Input Substance")
	query = (
		frappe.qb.from_(record)
		.join(used)
		.on(used.name == record.input)
		.left_join(further)
		.on((further.parent == used.name) & (further.parenttype == "Agricultural Input"))
		.select(used.active_substance, further.substance)
		.distinct()
		.where(of_batch(record, producer, product, batch_no))
		.where(record.activity.isin(USES))
		.where(record.recorded_on <= until)
	)
	if since:
		query = query.where(record.recorded_on >= since)
	return {substance for row in query.run() for substance in row if substance}


def of_batch(table: Table, producer: str, product: str, batch_no: str | None) -> Criterion:
	"""The condition on documents with a producer, a product and a batch number that may concern a batch."""
	condition = (table.producer == producer) & (table.product == product)
	batch = tidy_batch(batch_no)
	if batch:
		condition &= (table.batch_no == batch) | table.batch_no.isnull() | (table.batch_no == "")
	return condition

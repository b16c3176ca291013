"""The two ledgers as lists: a producer's production ledger, and the dealers' real-name sales ledger."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, escape_html, formatdate, getdate, nowdate
from pypika.queries import QueryBuilder

from nongan_supervision.production.batches import tidy_batch

NUMBERS = frozenset({"Int", "Float"})


@dataclass(frozen=True)
class Question:
	"""Which entries: of a period, both ends included, and of what else is named."""

	since: datetime.date
	until: datetime.date
	village: str | None = None
	producer: str | None = None
	product: str | None = None
	batch_no: str | None = None
	activity: str | None = None
	dealer: str | None = None
	input: str | None = None
	restricted_only: bool | int = False


def ask(filters: frappe._dict, *names: str) -> Question:
	"""What a ledger's filters ask for: the year so far unless they name another period, and each of `names`."""
	until = getdate(filters.to_date or nowdate())
	since = getdate(filters.from_date) if filters.from_date else until.replace(month=1, day=1)
	return Question(since=since, until=until, **{name: filters.get(name) for name in names})


def heading(question: Question, *subjects: str | None) -> str:
	"""Whose ledger it is, and of which days, as HTML."""
	period = _("{0} to {1}").format(formatdate(question.since), formatdate(question.until))
	return escape_html(" · ".join(part for part in (question.village, *subjects, period) if part))


def production_entries(question: Question) -> QueryBuilder:
	"""Return the query of a production ledger, in the order of its days.

	It is limited to what the question names and to nothing else: the caller applies the user's scope, or names a
	producer whose ledger the user may read.
	"""
	record = frappe.qb.DocType("Production Record")
	producer = frappe.qb.DocType("Producer")
	used = frappe.qb.DocType("Agricultural Input")
	query = (
		frappe.qb.from_(record)
		.left_join(producer)
		.on(producer.name == record.producer)
		.left_join(used)
		.on(used.name == record.input)
		.select(
			record.name,
			record.recorded_on,
			record.producer,
			producer.producer_name,
			record.village,
			record.product,
			record.batch_no,
			record.activity,
			record.input,
			used.registration_no,
			record.quantity,
			record.unit,
			record.purpose,
			record.safety_interval_days,
			record.safe_from,
			record.harvest_quantity,
			record.harvest_unit,
			record.operator,
			record.note,
			record.case_clue,
		)
		.where(record.recorded_on[question.since : question.until])
		.orderby(record.recorded_on)
		.orderby(record.creation)
		.orderby(record.name)
	)
	wanted = {
		"village": question.village,
		"producer": question.producer,
		"product": question.product,
		"batch_no": tidy_batch(question.batch_no),
		"activity": question.activity,
	}
	for fieldname, value in wanted.items():
		if value:
			query = query.where(record[fieldname] == value)
	return query


def sale_entries(question: Question) -> QueryBuilder:
	"""Return the query of the sales ledger: an entry per input of every submitted sale, in the order of its days.

	Not limited to what the user may see: the caller applies the scope of Input Sale.
	"""
	sale = frappe.qb.DocType("Input Sale")
	item = frappe.qb.DocType("Input Sale Item")
	dealer = frappe.qb.DocType("Input Dealer")
	input_ = frappe.qb.DocType("Agricultural Input")
	query = (
		frappe.qb.from_(sale)
		.join(item)
		.on((item.parent == sale.name) & (item.parenttype == "Input Sale"))
		.left_join(dealer)
		.on(dealer.name == sale.dealer)
		.left_join(input_)
		.on(input_.name == item.input)
		.select(
			sale.name,
			sale.sold_on,
			sale.dealer,
			dealer.dealer_name,
			sale.village,
			sale.buyer_name,
			sale.buyer_masked_id_number,
			sale.buyer_phone,
			sale.producer,
			item.input,
			input_.registration_no,
			item.lot_no,
			item.quantity,
			item.unit,
			item.purpose_product,
			item.restriction,
		)
		.where(sale.docstatus == 1)
		.where(sale.sold_on[question.since : question.until])
		.orderby(sale.sold_on)
		.orderby(sale.name)
		.orderby(item.idx)
	)
	wanted = {"village": question.village, "dealer": question.dealer, "producer": question.producer}
	for fieldname, value in wanted.items():
		if value:
			query = query.where(sale[fieldname] == value)
	if question.input:
		query = query.where(item.input == question.input)
	if cint(question.restricted_only):
		query = query.where(item.restriction == "Restricted")
	return query


def to_the_left(columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Return a report's columns with all but the numbers to the left.

	The grid goes by the first row, and takes an empty cell for a number.
	"""
	return [column if column["fieldtype"] in NUMBERS else {**column, "align": "left"} for column in columns]

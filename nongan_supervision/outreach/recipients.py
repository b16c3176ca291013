"""Who a message to producers goes to: those who match its filters, of those that the sender may see."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import frappe
from frappe.model.document import Document
from pypika.terms import Criterion

from nongan_supervision.outreach.texts import mobile_number
from nongan_supervision.permissions.scope import apply_scope

PRODUCER = "Producer"
ON_MARKET_WITHIN = datetime.timedelta(days=30)

SAME_AS_PRODUCER = ("village", "town", "sector", "producer_type", "credit_level")
"""Filters of a message that are fields of a producer."""


@dataclass(frozen=True)
class Recipient:
	"""A producer, and the mobile number that the message goes to."""

	producer: str
	producer_name: str
	village: str
	number: str

	def values(self) -> dict[str, str]:
		"""What the placeholders of a text are filled with."""
		return {"producer_name": self.producer_name, "village": self.village}


@dataclass(frozen=True)
class Audience:
	"""The recipients, each number once; who matches but has no mobile number; who shares a number with another."""

	recipients: tuple[Recipient, ...]
	without_phone: int
	sharing: int


def audience_of(message: Document, today: datetime.date) -> Audience:
	"""Return who a message goes to, in the order of villages and names: one query."""
	reached: dict[str, Recipient] = {}
	without_phone = sharing = 0
	for row in _matching(message, today):
		number = mobile_number(row.phone)
		if not number:
			without_phone += 1
		elif number in reached:
			sharing += 1
		else:
			reached[number] = Recipient(row.name, row.producer_name, row.village, number)
	return Audience(tuple(reached.values()), without_phone, sharing)


def reachable(producers: list[str]) -> dict[str, Recipient]:
	"""Return those producers, by name, that have a mobile number now."""
	fields = ["name", "producer_name", "village", "phone"]
	found = frappe.get_list(PRODUCER, {"name": ["in", producers]}, fields, limit_page_length=0)
	return {
		row.name: Recipient(row.name, row.producer_name, row.village, number)
		for row in found
		if (number := mobile_number(row.phone))
	}


def remaining(rows: list[Document]) -> Audience:
	"""Return who of a message's rows can be reached now, in their order."""
	found = reachable([row.producer for row in rows])
	recipients = tuple(found[row.producer] for row in rows if row.producer in found)
	return Audience(recipients, without_phone=len(rows) - len(recipients), sharing=0)


def _matching(message: Document, today: datetime.date) -> list[frappe._dict]:
	producer = frappe.qb.DocType(PRODUCER)
	query = (
		frappe.qb.from_(producer)
		.select(producer.name, producer.producer_name, producer.village, producer.phone)
		.where(producer.status == "Active")
		.orderby(producer.village, producer.producer_name, producer.name)
	)
	for fieldname in SAME_AS_PRODUCER:
		if message.get(fieldname):
			query = query.where(producer[fieldname] == message.get(fieldname))
	if message.only_of_scale:
		query = query.where(producer.of_scale == 1)
	if message.product or message.only_on_market:
		query = query.where(producer.name.isin(_growers(message, today)))
	return apply_scope(query, PRODUCER).run(as_dict=True)


def _growers(message: Document, today: datetime.date) -> Criterion:
	row = frappe.qb.DocType("Producer Product")
	query = frappe.qb.from_(row).select(row.parent).where(row.parenttype == PRODUCER)
	if message.product:
		query = query.where(row.product == message.product)
	if message.only_on_market:
		query = query.where(row.expected_market_date[today : today + ON_MARKET_WITHIN])
	return query

"""The sample's dealers in inputs, and the year's sales: restricted ones to registered producers only."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass

import frappe

from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.setup.sample.days import spread
from nongan_supervision.setup.sample.inputs import RESTRICTED, SampleInput, input_for
from nongan_supervision.setup.sample.numbers import credit_code, telephone
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers

SALES = 72
RESTRICTED_SALES = frozenset({9, 27, 45, 63})
"""Which of the sales are of the restricted pesticide."""


@dataclass(frozen=True)
class SampleDealer:
	"""A made-up dealer."""

	number: int
	name: str
	village: str
	designated: bool

	def as_record(self) -> dict:
		"""Return the dealer as a document to insert."""
		return {
			"doctype": "Input Dealer",
			"dealer_name": self.name,
			"village": self.village,
			"designated": int(self.designated),
			"licence_no": f"示例许可-{self.number}",
			"credit_code": credit_code("Enterprise", self.number),
			"contact_person": "店长",
			"phone": telephone(self.number),
		}


DESIGNATED = SampleDealer(9001, "洛阳示例农资服务部", "洛阳", True)
DEALERS = (DESIGNATED, SampleDealer(9002, "岑村示例农资店", "岑村", False))


@dataclass(frozen=True)
class SampleSale:
	"""A made-up sale of one input to a producer."""

	number: str
	dealer: SampleDealer
	producer: SampleProducer
	sold_on: datetime.date
	sold: SampleInput

	def as_record(self, dealer: str, producer: str) -> dict:
		"""Return the sale as a document to submit, by the dealer and to the producer of those names (IDs)."""
		product = self.producer.product.name
		return {
			"doctype": "Input Sale",
			"dealer": dealer,
			"village": self.dealer.village,
			"sold_on": self.sold_on,
			"producer": producer,
			"buyer_phone": self.producer.phone,
			"items": [
				{
					"input": self.sold.name,
					"quantity": self.sold.amount,
					"unit": self.sold.unit,
					"purpose_product": product if product in self.sold.labelled else None,
					"lot_no": f"SL{self.sold_on:%Y%m}",
				}
			],
			"import_key": self.number,
		}


def sales(today: datetime.date) -> list[SampleSale]:
	"""Return the sales of the year so far."""
	return list(_sales(today))


def enter_trade(today: datetime.date) -> None:
	"""Enter the dealers and sales that are not on the books yet."""
	dealers = {one: _dealer(one) for one in DEALERS}
	entered = set(frappe.get_all("Input Sale", {"import_key": ["is", "set"]}, pluck="import_key"))
	for sale in sales(today):
		if sale.number not in entered:
			buyer = {"village": sale.producer.village, "producer_name": sale.producer.name}
			producer = frappe.db.get_value("Producer", buyer)
			filled_by_server(frappe.get_doc(sale.as_record(dealers[sale.dealer], producer))).submit()


def _sales(today: datetime.date) -> Iterator[SampleSale]:
	rng = random.Random("trade")
	registered = [one for one in all_producers() if one.credit_code and one.product.sector == "Planting"]
	for number, day in enumerate(spread(SALES, today, rng), start=1):
		restricted = number in RESTRICTED_SALES
		producer = rng.choice(registered if restricted else all_producers())
		dealer = DESIGNATED if restricted else rng.choice(DEALERS)
		sold = RESTRICTED if restricted else input_for(producer.product.name, producer.product.sector)
		yield SampleSale(f"XS{day.year}-{number:03d}", dealer, producer, day, sold)


def _dealer(dealer: SampleDealer) -> str:
	stored = frappe.db.get_value("Input Dealer", {"dealer_name": dealer.name, "village": dealer.village})
	return stored or frappe.get_doc(dealer.as_record()).insert().name

"""Small builders of inputs, dealers, sales and production records."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.tests.factories import (
	PRODUCT,
	VILLAGE,
	make,
	make_key_product,
	make_producer,
	make_village,
	unique,
)


def make_input(input_name: str | None = None, labelled: dict[str, int] | None = None, **values) -> Document:
	"""Insert an input: a pesticide without an active substance, labelled for the tests' product unless said otherwise.

	:param labelled: the labelled products with their own intervals in days; 0 for that of the input.
	"""
	products = {PRODUCT: 0} if labelled is None else labelled
	rows = [
		{"product": make_key_product(product).name, "safety_interval_days": days} for product, days in products.items()
	]
	return make(
		"Agricultural Input",
		**{
			"input_name": input_name or unique("测试投入品"),
			"input_type": "Pesticide",
			"safety_interval_days": 7,
			"labelled_products": rows,
			**values,
		},
	)


def make_dealer(dealer_name: str | None = None, village: str = VILLAGE, **values) -> Document:
	"""Insert a dealer: active, not designated."""
	make_village(village)
	return make("Input Dealer", dealer_name=dealer_name or unique("测试农资店"), village=village, **values)


def new_sale(*items: dict, dealer: Document | None = None, **values) -> Document:
	"""Return a sale that is not saved: one bag of a new input, to nobody in particular."""
	return frappe.get_doc(
		{
			"doctype": "Input Sale",
			"dealer": (dealer or make_dealer()).name,
			"sold_on": "2022-07-01",
			"items": list(items) or [sold(make_input())],
			**values,
		}
	)


def sold(input_: Document, **values) -> dict:
	"""Return a row of a sale."""
	return {"input": input_.name, "quantity": 1, "unit": "袋", **values}


def new_record(producer: Document | None = None, **values) -> Document:
	"""Return a production record that is not saved: something else than a use or a harvest, on 2022-07-01."""
	producer = producer or make_producer()
	return frappe.get_doc(
		{
			"doctype": "Production Record",
			"producer": producer.name,
			"product": make_key_product().name,
			"recorded_on": "2022-07-01",
			"activity": "Other",
			**values,
		}
	)


def make_use(producer: Document | None = None, input_: Document | None = None, **values) -> Document:
	"""Insert the use of an input."""
	input_ = input_ or make_input()
	return new_record(producer, **{"activity": "Input Use", "input": input_.name, **values}).insert()


def new_harvest(producer: Document | None = None, **values) -> Document:
	"""Return a harvest that is not saved."""
	return new_record(producer, **{"activity": "Harvest", "harvest_quantity": 10, "harvest_unit": "kg", **values})

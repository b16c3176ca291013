"""A producer with a portal account: a cooperative that grows cowpeas in the sample's village, and keeps its ledger."""

from __future__ import annotations

import datetime

import frappe

from nongan_supervision.permissions.server_fields import filled_by_server
from nongan_supervision.portal.accounts import link_account
from nongan_supervision.setup.sample.inputs import input_for
from nongan_supervision.setup.sample.producers import SampleProducer, all_producers

VILLAGE = "岑村"

SPRAYED = (("一号棚", 3), ("二号棚", 12))
"""Batches and the days since their last use of an input: one inside the safety interval, one past it."""

HARVESTED = ("二号棚", 1, 850.0)
"""Batch, days since its harvest, and kilograms."""


def producer() -> SampleProducer:
	"""Return the producer that keeps its own ledger."""
	return next(one for one in all_producers() if one.village == VILLAGE and one.producer_type == "Cooperative")


def open_account(user: str) -> None:
	"""Give the producer its account, unless it has one."""
	document = frappe.get_doc("Producer", _name())
	if not document.user:
		link_account(document, user)


def keep_ledger(today: datetime.date, user: str) -> None:
	"""Write the last days' entries in the name of the producer's account, unless they are there.

	None of the year before. The office writes them, since a producer may enter the last days only, and the sample's
	can be of any year.
	"""
	product = producer().product
	used = input_for(product.name, product.sector)
	of_use = {"activity": "Input Use", "input": used.name, "quantity": used.amount, "unit": used.unit}
	for batch, days_ago in SPRAYED:
		_enter(today, days_ago, batch, user, **of_use, purpose=used.purpose)
	batch, days_ago, kilograms = HARVESTED
	_enter(today, days_ago, batch, user, activity="Harvest", harvest_quantity=kilograms, harvest_unit="kg")


def _enter(today: datetime.date, days_ago: int, batch: str, user: str, **values) -> None:
	key = f"MHTZ-{batch}-{values['activity']}"
	recorded_on = today - datetime.timedelta(days=days_ago)
	if recorded_on.year == today.year and not frappe.db.exists("Production Record", {"import_key": key}):
		record = frappe.get_doc(
			{
				"doctype": "Production Record",
				"producer": _name(),
				"product": producer().product.name,
				"batch_no": batch,
				"recorded_on": recorded_on,
				"import_key": key,
				**values,
			}
		)
		filled_by_server(record).insert().db_set("owner", user, update_modified=False)


def _name() -> str:
	own = producer()
	return frappe.db.get_value("Producer", {"village": own.village, "producer_name": own.name})

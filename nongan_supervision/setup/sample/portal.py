"""A producer with a portal account: a cooperative that grows cowpeas in the sample's village."""

from __future__ import annotations

import frappe

from nongan_supervision.setup.sample.producers import SampleProducer, all_producers

VILLAGE = "岑村"


def producer() -> SampleProducer:
	"""Return the producer that keeps its own ledger."""
	return next(one for one in all_producers() if one.village == VILLAGE and one.producer_type == "Cooperative")


def open_account(user: str) -> None:
	"""Give the producer its account, unless it has one."""
	own = producer()
	name = frappe.db.get_value("Producer", {"village": own.village, "producer_name": own.name})
	document = frappe.get_doc("Producer", name)
	if not document.user:
		document.update({"user": user}).save()

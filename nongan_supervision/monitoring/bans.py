"""Which producers' products may not be sold: the questions that other parts ask."""

from __future__ import annotations

import frappe

ACTIVE = "Active"
LIFTED = "Lifted"


def active_bans(producer: str | None, product: str | None) -> list[str]:
	"""Return the names of the active sale bans on a producer's product, oldest first: one indexed query."""
	if not producer or not product:
		return []
	filters = {"producer": producer, "product": product, "status": ACTIVE}
	return frappe.get_all("Sale Ban", filters=filters, pluck="name", order_by="creation")


def is_banned(producer: str | None, product: str | None) -> bool:
	"""Tell whether a producer's product may not be sold at present."""
	return bool(active_bans(producer, product))

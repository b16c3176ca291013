"""What sales and production records need to know of inputs and dealers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe
from frappe.utils import cint

BANNED = "Banned"
RESTRICTED = "Restricted"
CONVENTIONAL = "Conventional"

LABEL_BOUND = frozenset({"Pesticide", "Veterinary Drug", "Aquaculture Input"})
"""Kinds of input that may be used for what the label names and for nothing else.

Source: 《农药管理条例》, 《兽药管理条例》. A fertilizer's or a feed's label binds where it names products.
"""


@dataclass(frozen=True)
class InputFacts:
	"""An input: its class, its interval in days, and the labelled products with their own intervals (0: none)."""

	name: str
	input_type: str
	restriction: str
	interval_days: int
	labelled: Mapping[str, int] = field(default_factory=dict)

	def is_labelled_for(self, product: str | None) -> bool:
		"""Tell whether the label allows the use on a product; no product is off no label."""
		if not product or (not self.labelled and self.input_type not in LABEL_BOUND):
			return True
		return product in self.labelled

	def days_for(self, product: str | None) -> int:
		"""Return the label's safety interval or withdrawal period for a product, in days."""
		return self.labelled.get(product or "") or self.interval_days


@dataclass(frozen=True)
class DealerFacts:
	"""A dealer, as sales need to know it."""

	name: str
	dealer_name: str
	village: str
	status: str
	designated: int


def read_inputs(names: list[str] | None = None) -> dict[str, InputFacts]:
	"""Return the inputs of these names, all of them for none: two queries."""
	inputs = frappe.get_all(
		"Agricultural Input",
		filters={"name": ["in", names]} if names else {},
		fields=["name", "input_type", "restriction", "safety_interval_days"],
	)
	rows = frappe.get_all(
		"Agricultural Input Product",
		filters={"parenttype": "Agricultural Input", **({"parent": ["in", names]} if names else {})},
		fields=["parent", "product", "safety_interval_days"],
		order_by="idx",
	)
	labelled: defaultdict[str, dict[str, int]] = defaultdict(dict)
	for row in rows:
		labelled[row.parent][row.product] = cint(row.safety_interval_days)
	return {
		one.name: InputFacts(
			one.name, one.input_type, one.restriction or "", cint(one.safety_interval_days), labelled[one.name]
		)
		for one in inputs
	}


def read_dealers(names: list[str] | None = None) -> dict[str, DealerFacts]:
	"""Return the dealers of these names, all of them for none."""
	rows = frappe.get_all(
		"Input Dealer",
		filters={"name": ["in", names]} if names else {},
		fields=["name", "dealer_name", "village", "status", "designated"],
	)
	return {row.name: DealerFacts(**row) for row in rows}

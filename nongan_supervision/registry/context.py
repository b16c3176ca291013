"""What rules look up, looked up once.

A rule about a test, a certificate or a producer needs facts of other records: a village's town, a product's
sector, a substance's limits. It asks a :class:`Context`, which remembers every answer. A controller makes a
context for one document; an importer makes one for the whole file and preloads it, so that a row costs no
query.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import frappe
from frappe.utils import getdate

from nongan_supervision.production.facts import DealerFacts, InputFacts, read_dealers, read_inputs
from nongan_supervision.registry.credit import CreditScheme, read_scheme
from nongan_supervision.registry.towns import own_town


@dataclass(frozen=True)
class Limit:
	"""A residue limit: the value, its unit and the standard that sets it."""

	value: float
	unit: str
	standard: str = ""


@dataclass(frozen=True)
class SubstanceFacts:
	"""A substance's class (Banned, Restricted, Conventional or empty) and its limits by product."""

	substance_class: str
	limits: dict[str, Limit] = field(default_factory=dict)


@dataclass(frozen=True)
class ProducerFacts:
	"""What other documents need to know of a producer."""

	name: str
	producer_name: str
	village: str
	status: str
	sector: str | None = None


@dataclass(frozen=True)
class ResidueTestFacts:
	"""What other documents need to know of a residue test."""

	name: str
	producer: str | None
	product: str | None
	verdict: str | None
	docstatus: int
	tested_on: datetime.date | None
	"""The day of its sample where nobody has entered that of the test."""


class Context:
	"""Cached lookups and the day that counts as today.

	:param today: the date that rules compare with; the server's date unless given.
	"""

	def __init__(self, today: datetime.date | None = None):
		self.today = today or getdate()
		self._towns: dict[str, str | None] = {}
		self._sectors: dict[str, str | None] = {}
		self._substances: dict[str, SubstanceFacts] = {}
		self._producers: dict[str, ProducerFacts | None] = {}
		self._producer_names: dict[tuple[str, str], str] | None = None
		self._tests: dict[str, ResidueTestFacts | None] = {}
		self._products: dict[str, frozenset[str]] = {}
		self._inputs: dict[str, InputFacts | None] = {}
		self._dealers: dict[str, DealerFacts | None] = {}

	def town_of(self, village: str | None) -> str | None:
		"""Return the town of a village; None for no village or an unknown one."""
		if village and village not in self._towns:
			self._towns[village] = frappe.db.get_value("Village", village, "town")
		return self._towns.get(village) if village else None

	@cached_property
	def own_town(self) -> str | None:
		"""The town that the session's user works for; None where the site has none."""
		return own_town()

	def sector_of(self, product: str | None) -> str | None:
		"""Return the sector of a key product; None for no product or an unknown one."""
		if product and product not in self._sectors:
			self._sectors[product] = frappe.db.get_value("Key Product", product, "sector")
		return self._sectors.get(product) if product else None

	def substance(self, name: str) -> SubstanceFacts:
		"""Return class and limits of a substance; an unknown one has neither."""
		if name not in self._substances:
			self._substances |= _read_substances([name])
		return self._substances[name]

	def producer(self, name: str | None) -> ProducerFacts | None:
		"""Return what is known of a producer, None if there is no such producer."""
		if name and name not in self._producers:
			self._producers[name] = next(iter(_read_producers({"name": name})), None)
		return self._producers.get(name) if name else None

	def products_of(self, producer: str | None) -> frozenset[str]:
		"""Return the key products that a producer's list names."""
		if producer and producer not in self._products:
			self._products[producer] = _read_products({"parent": producer}).get(producer, frozenset())
		return self._products.get(producer, frozenset()) if producer else frozenset()

	def look_up_producers(self, names: set[str]) -> None:
		"""Look up several producers at once: for documents of many rows."""
		unknown = sorted(name for name in names if name and name not in self._producers)
		if unknown:
			self._producers.update(dict.fromkeys(unknown))
			self._producers.update({facts.name: facts for facts in _read_producers({"name": ["in", unknown]})})

	def producer_named(self, producer_name: str, village: str) -> str | None:
		"""Return the name (ID) of a village's producer of that name, if there is one."""
		if self._producer_names is not None:
			return self._producer_names.get((village, producer_name))
		return frappe.db.get_value("Producer", {"village": village, "producer_name": producer_name})

	def test(self, name: str | None) -> ResidueTestFacts | None:
		"""Return what is known of a residue test, None if there is no such test."""
		if name and name not in self._tests:
			self._tests[name] = _read_test(name)
		return self._tests.get(name) if name else None

	@cached_property
	def credit_scheme(self) -> CreditScheme:
		"""How the office reckons credit."""
		return read_scheme()

	def input(self, name: str | None) -> InputFacts | None:
		"""Return what is known of an agricultural input, None if there is no such input."""
		if name and name not in self._inputs:
			self._inputs[name] = read_inputs([name]).get(name)
		return self._inputs.get(name) if name else None

	def dealer(self, name: str | None) -> DealerFacts | None:
		"""Return what is known of an input dealer, None if there is no such dealer."""
		if name and name not in self._dealers:
			self._dealers[name] = read_dealers([name]).get(name)
		return self._dealers.get(name) if name else None

	def preload(self) -> None:
		"""Look up all places, products, substances, producers, inputs and dealers at once: for files of many rows."""
		self._towns.update(frappe.get_all("Village", fields=["name", "town"], as_list=True))
		self._sectors.update(frappe.get_all("Key Product", fields=["name", "sector"], as_list=True))
		self._substances |= _read_substances(frappe.get_all("Substance", pluck="name"))
		self._inputs |= read_inputs()
		self._dealers |= read_dealers()
		self._producer_names = {}
		self._products.update(_read_products({}))
		for facts in _read_producers({}):
			self.remember_producer(facts, self._products.get(facts.name, ()))

	def remember_producer(self, facts: ProducerFacts, products: Iterable[str] = ()) -> None:
		"""Take in a producer that was just written, without reading it back."""
		self._producers[facts.name] = facts
		self._products[facts.name] = frozenset(products)
		if self._producer_names is not None:
			self._producer_names[facts.village, facts.producer_name] = facts.name


def _read_substances(names: list[str]) -> dict[str, SubstanceFacts]:
	classes = dict(
		frappe.get_all("Substance", filters={"name": ["in", names]}, fields=["name", "substance_class"], as_list=True)
	)
	limits: dict[str, dict[str, Limit]] = defaultdict(dict)
	for row in frappe.get_all(
		"Substance Limit",
		filters={"parent": ["in", names], "parenttype": "Substance"},
		fields=["parent", "product", "limit_value", "unit", "standard"],
	):
		limits[row.parent][row.product] = Limit(row.limit_value, row.unit, row.standard or "")
	return {name: SubstanceFacts(classes.get(name) or "", limits.get(name, {})) for name in names}


def _read_producers(filters: dict) -> list[ProducerFacts]:
	rows = frappe.get_all("Producer", filters=filters, fields=["name", "producer_name", "village", "status", "sector"])
	return [ProducerFacts(**row) for row in rows]


def _read_products(filters: dict) -> dict[str, frozenset[str]]:
	products: dict[str, set[str]] = defaultdict(set)
	rows = frappe.get_all(
		"Producer Product", filters={**filters, "parenttype": "Producer"}, fields=["parent", "product"], as_list=True
	)
	for producer, product in rows:
		products[producer].add(product)
	return {producer: frozenset(named) for producer, named in products.items()}


def _read_test(name: str) -> ResidueTestFacts | None:
	row = frappe.db.get_value(
		"Residue Test",
		name,
		["name", "producer", "product", "verdict", "docstatus", "tested_on", "sampled_on"],
		as_dict=True,
	)
	if not row:
		return None
	sampled_on = row.pop("sampled_on")
	tested_on = row.pop("tested_on") or sampled_on
	return ResidueTestFacts(**row, tested_on=getdate(tested_on) if tested_on else None)

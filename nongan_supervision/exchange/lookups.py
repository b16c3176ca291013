"""What the rows of a register refer to, read once for the whole file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import frappe
from frappe import _

from nongan_supervision.exchange.dealers import Dealers
from nongan_supervision.exchange.names import Names, VillageName, Villages, lines
from nongan_supervision.exchange.newcomers import Newcomers, ProducerBook, producer_rules
from nongan_supervision.exchange.reading import CellValue, is_blank
from nongan_supervision.exchange.values import NotUnderstood, refuse_formulas
from nongan_supervision.exchange.words import written
from nongan_supervision.exchange.writing.writer import Writer
from nongan_supervision.registry.context import Context


@dataclass
class Lookups:
	"""Finders for everything that a row names, and the context of the rules."""

	context: Context
	villages: Villages
	products: Names
	sectors: dict[str, str]
	risk_substances: dict[str, list[str]]
	substances: Names
	departments: Names
	producers: ProducerBook
	newcomers: Newcomers

	@classmethod
	def read(cls) -> Lookups:
		"""Reads places, products, substances, departments and producers.

		Whatever the user may see of them: what they may not use is refused with the row that names it.
		"""
		context = Context()
		context.preload()
		products = frappe.get_all("Key Product", fields=["name", "sector", "aliases"])
		book = ProducerBook.read()
		writer = Writer("Producer", producer_rules(context), alike=("village", "town", "sector"))
		return cls(
			context=context,
			villages=Villages(
				VillageName(row.name, row.town, tuple(lines(row.aliases)))
				for row in frappe.get_all("Village", fields=["name", "town", "aliases"])
			),
			products=_names(products),
			sectors={row.name: row.sector for row in products},
			risk_substances=_risk_substances(),
			substances=_names(frappe.get_all("Substance", fields=["name", "aliases"])),
			departments=Names(dict.fromkeys(frappe.get_all("Supervision Department", pluck="name"), ())),
			producers=book,
			newcomers=Newcomers(book, writer, context),
		)

	def find_product(self, value: CellValue) -> str | None:
		"""The key product of that name, None for an empty cell. Raises `NotUnderstood` if there is none."""
		if is_blank(value):
			return None
		refuse_formulas(value)
		if name := self.products.find(value):
			return name
		near = self.products.nearest(value)
		if near:
			hint = _("did you mean {0}?").format(near)
		else:
			hint = _("add it under Key Product, or as another spelling of one")
		raise NotUnderstood(_('the product "{0}" is not known; {1}').format(written(value), hint))

	@cached_property
	def inputs(self) -> Names:
		"""The agricultural inputs by name and registration number."""
		rows = frappe.get_all("Agricultural Input", fields=["name", "registration_no"])
		return Names({row.name: lines(row.registration_no) for row in rows})

	@cached_property
	def dealers(self) -> Dealers:
		"""The input dealers by name and licence number."""
		return Dealers(frappe.get_all("Input Dealer", fields=["name", "dealer_name", "licence_no", "village"]))

	def find_input(self, value: CellValue) -> str | None:
		"""The agricultural input of that name or registration number, None for an empty cell.

		Raises `NotUnderstood` if there is none.
		"""
		if is_blank(value):
			return None
		refuse_formulas(value)
		if name := self.inputs.find(value):
			return name
		near = self.inputs.nearest(value)
		hint = _("did you mean {0}?").format(near) if near else _("add it under Agricultural Input")
		raise NotUnderstood(_('the input "{0}" is not known; {1}').format(written(value), hint))


def _names(rows: list) -> Names:
	return Names({row.name: lines(row.aliases) for row in rows})


def _risk_substances() -> dict[str, list[str]]:
	substances: defaultdict[str, list[str]] = defaultdict(list)
	rows = frappe.get_all(
		"Key Product Risk",
		filters={"parenttype": "Key Product"},
		fields=["parent", "substance"],
		order_by="parent, idx",
	)
	for row in rows:
		substances[row.parent].append(row.substance)
	return dict(substances)

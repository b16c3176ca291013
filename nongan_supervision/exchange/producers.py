"""Registers of producers: one row, one producer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.exchange.choices import PRODUCER_TYPES, SECTORS
from nongan_supervision.exchange.columns import PRODUCER_COLUMNS
from nongan_supervision.exchange.kind import Cells, Draft, Kind, RowReader, Stored
from nongan_supervision.exchange.mentions import read_village
from nongan_supervision.exchange.newcomers import guess_type
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import filled_in, says_the_same
from nongan_supervision.exchange.storage import find_rows
from nongan_supervision.exchange.values import (
	NotUnderstood,
	first_words,
	read_choice,
	read_date,
	read_number,
	read_yes_no,
)
from nongan_supervision.exchange.words import match_key, pieces
from nongan_supervision.registry import personal_numbers
from nongan_supervision.registry import producers as producer_rules
from nongan_supervision.registry.identity import normalise_number

COMPARED = (
	"producer_type",
	"sector",
	"of_scale",
	"networked",
	"networked_on",
	"credit_code",
	"contact_person",
	"phone",
	"latitude",
	"longitude",
)
"""Fields in which a row may differ from the producer on record. Not the identity number: the difference alone
would tell something about it to those who may not see it."""


COMPARED_OF_A_PRODUCT = ("area_or_stock", "unit")
"""Until a quarterly update has told how much there is: a roster of before says nothing against it."""


class ProducerReader(RowReader):
	"""Rows of a producer register."""

	alike: ClassVar = ("village", "town", "sector")

	@staticmethod
	def number_name() -> str:
		return _("producer", context="Register")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(PRODUCERS, row)
		draft = Draft(row, reasons=cells.reasons)
		village = read_village(cells, self.lookups)
		name = cells.text("producer_name", needed=True)
		products = self._products(cells)
		draft.number = f"{village} {name}" if village and name else ""
		draft.values = {
			"village": village,
			"producer_name": name,
			"producer_type": cells.read("producer_type", read_choice, PRODUCER_TYPES) or guess_type(name),
			"sector": cells.read("sector", read_choice, SECTORS) or self._sector_of(cells, products),
			"of_scale": cint(cells.read("of_scale", read_yes_no)),
			"networked": cint(cells.read("networked", read_yes_no)),
			"networked_on": cells.read("networked_on", read_date),
			"credit_code": normalise_number(cells.text("credit_code")) or None,
			"id_number": cells.text("id_number") or None,
			"contact_person": cells.text("contact_person") or None,
			"phone": cells.text("phone") or None,
			"latitude": cells.read("latitude", read_number) or 0,
			"longitude": cells.read("longitude", read_number) or 0,
			"products": products,
		}
		return draft

	def rules(self, doc: Document) -> None:
		producer_rules.apply_rules(doc, self.lookups.context)

	def further_rules(self, draft: Draft) -> Iterable[Callable[[Document], None]]:
		context = self.lookups.context
		yield producer_rules.check_credit_code
		if number := normalise_number(draft.values.get("id_number")):
			yield lambda _doc: personal_numbers.check(number)  # the document's own may be sealed by now
		yield lambda doc: producer_rules.check_dates(doc, context)

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		"""Producers have no import key: they are known by village and name."""
		names = sorted({draft.values["producer_name"] for draft in drafts if draft.number})
		if not names:
			return {}
		table = frappe.qb.DocType("Producer")
		columns = [table[field] for field in ("name", "village", "producer_name", *COMPARED)]
		rows = frappe.qb.from_(table).select(*columns).where(table.producer_name.isin(names)).run(as_dict=True)
		stored = {(row.village, match_key(row.producer_name)): row for row in rows}
		found = {
			id(draft): row
			for draft in drafts
			if (row := stored.get((draft.values["village"], match_key(draft.values["producer_name"]))))
		}
		parents = sorted({row.name for row in found.values()})
		products = find_rows("Producer Product", parents, ("product", *COMPARED_OF_A_PRODUCT))
		updated = _told_of_since(parents)
		return {
			id(draft): Stored(row.name, _says_the_same(draft, row, products[row.name], row.name in updated))
			for draft in drafts
			if (row := found.get(id(draft)))
		}

	def _products(self, cells: Cells) -> list[dict[str, Any]]:
		"""The products of a cell such as 韭菜、芹菜; the area or stock belongs to a single one only."""
		products: list[str] = []
		for piece in pieces(cells.text("product")):
			try:
				product = self.lookups.find_product(piece)
			except NotUnderstood as error:
				cells.refuse("product", str(error))
				continue
			if product not in products:
				products.append(product)
		area = cells.read("area_or_stock", read_number)
		if area and len(products) > 1:
			cells.refuse("area_or_stock", _("one figure cannot be that of several products"))
		unit = cells.text("unit") or None
		return [{"product": product, "area_or_stock": area or 0, "unit": unit} for product in products]

	def _sector_of(self, cells: Cells, products: list[dict[str, Any]]) -> str | None:
		sectors = {self.lookups.sectors[row["product"]] for row in products}
		if len(sectors) == 1:
			return sectors.pop()
		if not cells.has("sector"):
			cells.refuse("sector", _("is missing; write one of: {0}").format("、".join(first_words(SECTORS))))
		return None


def _told_of_since(producers: Sequence[str]) -> set[str]:
	"""Which of the producers a submitted quarterly update has told of."""
	row = frappe.qb.DocType("Quarterly Production Update Row")
	query = frappe.qb.from_(row).select(row.producer).distinct()
	query = query.where((row.docstatus == 1) & row.producer.isin(list(producers) or [""]))
	return set(query.run(pluck=True))


def _says_the_same(draft: Draft, stored: Any, products: Sequence[Any], is_updated: bool) -> bool:
	"""Whether the row adds nothing to the producer on record; what it leaves out doesn't count."""
	fields = filled_in(draft.row, COMPARED)
	if not stored.networked and "networked_on" in fields:
		fields.remove("networked_on")  # the rules keep no day of it
	if not says_the_same(draft.values, stored, fields):
		return False
	of_a_product = [] if is_updated else filled_in(draft.row, COMPARED_OF_A_PRODUCT)
	on_record = {row["product"]: row for row in products}
	return all(
		row["product"] in on_record and says_the_same(row, on_record[row["product"]], of_a_product)
		for row in draft.values["products"]
	)


PRODUCERS = Kind(
	name="producers",
	label="Producers",
	doctype="Producer",
	columns=PRODUCER_COLUMNS,
	needed=(
		("village",),
		("producer_name",),
		("sector", "product"),
		("producer_type", "credit_code", "of_scale", "networked", "area_or_stock", "id_number", "sector"),
	),
	reader=ProducerReader,
	template=(
		"serial",
		"village",
		"producer_name",
		"producer_type",
		"sector",
		"product",
		"area_or_stock",
		"unit",
		"of_scale",
		"networked",
		"networked_on",
		"credit_code",
		"contact_person",
		"phone",
	),
)

"""Ledgers of input sales: one row, one input sold; the rows of one sale make a document."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from nongan_supervision.exchange.columns import INPUT_SALE_COLUMNS
from nongan_supervision.exchange.grouping import GatheringReader
from nongan_supervision.exchange.kind import Cells, Draft, Kind, Stored
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import says_the_same
from nongan_supervision.exchange.storage import find_rows, find_stored
from nongan_supervision.exchange.values import read_date, read_number
from nongan_supervision.exchange.words import match_key
from nongan_supervision.production import sales as sale_rules
from nongan_supervision.registry.identity import normalise_number

COMPARED_IF_SAID = ("dealer", "buyer_name", "producer", "buyer_phone", "remarks")
LINE = ("input", "quantity", "purpose_product", "lot_no", "unit")


class InputSaleReader(GatheringReader):
	"""Rows of a dealer's sales ledger."""

	alike: ClassVar = ("village", "town", "dealer")
	doctype: ClassVar = "Input Sale"
	table: ClassVar = "items"
	identifying: ClassVar = ("dealer", "sold_on", "buyer_name")

	@staticmethod
	def number_name() -> str:
		return _("sale", context="Register")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(INPUT_SALES, row)
		draft = Draft(row, reasons=cells.reasons)
		dealer = self._dealer(cells)
		sale_no = cells.text("sale_no")
		if dealer and sale_no:
			draft.number = f"{self.lookups.dealers.dealer_names[dealer]} {sale_no}"
		line = {
			"input": cells.read("input", self.lookups.find_input, needed=True),
			"quantity": cells.read("quantity", read_number, needed=True),
			"unit": cells.text("unit") or None,
			"purpose_product": cells.read("purpose_product", self.lookups.find_product),
			"lot_no": cells.text("lot_no") or None,
		}
		draft.values = {
			"dealer": dealer,
			"village": self.lookups.dealers.villages.get(dealer or ""),
			"sold_on": cells.read("sold_on", read_date, needed=not sale_no),
			"buyer_name": cells.text("buyer_name") or None,
			"buyer_id_number": normalise_number(cells.text("buyer_id_number")) or None,
			"buyer_phone": cells.text("buyer_phone") or None,
			"producer": self._producer(cells),
			"items": [line],
			"remarks": cells.text("remarks") or None,
			"register_import": self.import_name,
		}
		draft.content = tuple(str(line[field] or "") for field in ("input", "quantity", "purpose_product", "lot_no"))
		return draft

	def group(self, draft: Draft) -> Hashable:
		"""A sale is known by its number, else by dealer, day and buyer; unknown buyers are different ones."""
		if draft.number:
			return draft.number
		values = draft.values
		buyer = values["buyer_id_number"] or match_key(values["buyer_name"]) or values["producer"]
		return (values["dealer"], values["sold_on"], buyer) if buyer else None

	def rules(self, doc: Document) -> None:
		sale_rules.apply_rules(doc, self.lookups.context)

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		stored = find_stored("Input Sale", drafts, ("sold_on", *COMPARED_IF_SAID))
		numbered = [stored[id(draft)].name for draft in drafts if draft.number and id(draft) in stored]
		items = find_rows("Input Sale Item", numbered, LINE)
		return {
			id(draft): Stored(found.name, not draft.number or _says_the_same(draft, found, items[found.name]))
			for draft in drafts
			if (found := stored.get(id(draft)))
		}

	def _dealer(self, cells: Cells) -> str | None:
		"""The dealer of a row, or the one that the title of the ledger names."""
		if cells.has("dealer"):
			return cells.read("dealer", self.lookups.dealers.find)
		if dealer := self.lookups.dealers.named_in(cells.row.title):
			return dealer
		cells.refuse("dealer", _("is missing"))
		return None

	def _producer(self, cells: Cells) -> str | None:
		"""The buyer as a producer on record: as named in a column of its own, else by village and buyer's name.

		A sale makes nobody a producer: who isn't on record is a buyer by name.
		"""
		name = cells.text("producer") or cells.text("buyer_name")
		village = cells.read("village", self.lookups.villages.find) if name and cells.has("producer") else None
		if not village and name:
			village = self._village_if_known(cells)
		entry = self.lookups.producers.find(village, name) if village and name else None
		if not entry and cells.has("producer"):
			cells.refuse("producer", _("is not on record in that village; correct it, or enter the producer first"))
		return entry.name if entry else None

	def _village_if_known(self, cells: Cells) -> str | None:
		"""A buyer's address need not be a village of ours."""
		try:
			return self.lookups.villages.find(cells.row.get("village")) if cells.has("village") else None
		except ValueError:
			return None


def _says_the_same(draft: Draft, stored: Any, items: Sequence[Any]) -> bool:
	"""Whether a numbered sale says what the sale of that number says."""
	said, lines = _in_order(draft.values["items"]), _in_order(items)
	if len(said) != len(lines) or not says_the_same(draft.values, stored, ("sold_on",), COMPARED_IF_SAID):
		return False
	return all(says_the_same(row, line, LINE) for row, line in zip(said, lines, strict=True))


def _in_order(rows: Sequence[Any]) -> list[Any]:
	return sorted(
		rows, key=lambda row: [flt(row[field], 6) if field == "quantity" else row[field] or "" for field in LINE]
	)


INPUT_SALES = Kind(
	name="input-sales",
	label="Input Sales",
	doctype="Input Sale",
	columns=INPUT_SALE_COLUMNS,
	needed=(("sold_on",), ("input",), ("quantity",), ("buyer_name", "producer", "buyer_id_number", "dealer")),
	reader=InputSaleReader,
	submits=True,
	template=(
		"serial",
		"dealer",
		"sale_no",
		"sold_on",
		"buyer_name",
		"buyer_id_number",
		"buyer_phone",
		"village",
		"input",
		"quantity",
		"unit",
		"purpose_product",
		"lot_no",
		"remarks",
	),
)

"""Registers of production records: one row, one entry of a producer's ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.exchange.choices import ACTIVITIES
from nongan_supervision.exchange.columns import PRODUCTION_RECORD_COLUMNS
from nongan_supervision.exchange.kind import Cells, Draft, Kind, RowReader, Stored, in_words
from nongan_supervision.exchange.mentions import read_producer, read_product, read_village
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import says_the_same
from nongan_supervision.exchange.storage import find_stored
from nongan_supervision.exchange.values import first_words, read_choice, read_date, read_number
from nongan_supervision.exchange.words import match_key
from nongan_supervision.production import records as record_rules
from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.production.intervals import HARVEST

COMPARED = (
	"village",
	"producer",
	"product",
	"batch_no",
	"recorded_on",
	"activity",
	"input",
	"quantity",
	"harvest_quantity",
)
COMPARED_IF_SAID = ("unit", "purpose", "safety_interval_days", "harvest_unit", "operator", "note")


class ProductionRecordReader(RowReader):
	"""Rows of a production ledger."""

	alike: ClassVar = ("village", "town", "product", "sector")

	@staticmethod
	def number_name() -> str:
		return _("record number")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(PRODUCTION_RECORDS, row)
		draft = Draft(row, reasons=cells.reasons)
		village = read_village(cells, self.lookups)
		product = read_product(cells, self.lookups)
		draft.mentioned = read_producer(cells, self.lookups, village, product)
		draft.number = cells.text("record_no")
		activity = self._activity(cells)
		draft.values = {
			"village": village,
			"product": product,
			"producer": draft.mentioned.name if draft.mentioned else None,
			"batch_no": tidy_batch(cells.text("batch_no")),
			"recorded_on": cells.read("recorded_on", read_date, needed=True),
			"activity": activity,
			"input": cells.read("input", self.lookups.find_input),
			**self._amounts(cells, activity),
			"purpose": cells.text("purpose") or None,
			"safety_interval_days": self._days(cells),
			"operator": cells.text("operator") or None,
			"note": cells.text("note") or None,
			"register_import": self.import_name,
		}
		draft.content = self._content(draft)
		return draft

	def rules(self, doc: Document) -> None:
		record_rules.apply_rules(doc, self.lookups.context)

	def further_rules(self, draft: Draft) -> Iterable[Callable[[Document], None]]:
		context = self.lookups.context
		if draft.values["recorded_on"]:
			yield lambda doc: record_rules.check_date(doc, context)
		if draft.values["activity"] and not draft.row.get("input"):
			yield record_rules.check_input

	def has_consequences(self, doc: Document) -> bool:
		"""The use of an input may be unlawful, and a harvest depends on the uses that the rows above it tell."""
		return bool(doc.input) or doc.activity == HARVEST

	def is_positive(self, doc: Document) -> bool:
		return bool(doc.case_clue)

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		stored = find_stored("Production Record", drafts, (*COMPARED, *COMPARED_IF_SAID))
		return {
			id(draft): Stored(found.name, not draft.number or _says_the_same(draft, found))
			for draft in drafts
			if (found := stored.get(id(draft)))
		}

	def _activity(self, cells: Cells) -> str | None:
		"""What was done; a ledger of inputs has no column for it, because a row with an input is a use."""
		activity = cells.read("activity", read_choice, ACTIVITIES)
		if activity or cells.has("activity"):
			return activity
		if cells.has("input"):
			return "Input Use"
		if cells.has("harvest_quantity"):
			return HARVEST
		cells.refuse("activity", _("is missing; write one of: {0}").format("、".join(first_words(ACTIVITIES))))
		return None

	def _amounts(self, cells: Cells, activity: str | None) -> dict[str, Any]:
		"""How much was used, or harvested where the ledger has but one column for both."""
		quantity, unit = cells.read("quantity", read_number) or 0, cells.text("unit") or None
		harvested = cells.read("harvest_quantity", read_number) or 0
		harvest_unit = cells.text("harvest_unit") or None
		if activity == HARVEST and not harvested:
			harvested, quantity, harvest_unit = quantity, 0, harvest_unit or unit
		return {
			"quantity": quantity,
			"unit": unit,
			"harvest_quantity": harvested,
			"harvest_unit": harvest_unit,
		}

	def _days(self, cells: Cells) -> int | None:
		days = cells.read("safety_interval_days", read_number)
		if days is not None and days != int(days):
			cells.refuse("safety_interval_days", _("is not a whole number"))
			return None
		return int(days) if days is not None else None

	def _content(self, draft: Draft) -> tuple:
		values = draft.values
		return (
			values["village"],
			match_key(draft.mentioned.producer_name) if draft.mentioned else "",
			values["product"],
			in_words(values["recorded_on"]),
			values["activity"],
			values["batch_no"],
			values["input"],
			values["quantity"],
			values["harvest_quantity"],
		)


def _says_the_same(draft: Draft, stored: Any) -> bool:
	"""Whether a numbered row says what the record of that number says, as the rules would leave it."""
	said = frappe._dict(draft.values)
	record_rules.drop_what_does_not_apply(said)
	return says_the_same(said, stored, COMPARED, COMPARED_IF_SAID)


PRODUCTION_RECORDS = Kind(
	name="production-records",
	label="Production Records",
	doctype="Production Record",
	columns=PRODUCTION_RECORD_COLUMNS,
	needed=(("village",), ("producer",), ("product",), ("recorded_on",), ("activity", "input", "harvest_quantity")),
	reader=ProductionRecordReader,
	template=(
		"serial",
		"village",
		"producer",
		"product",
		"batch_no",
		"recorded_on",
		"activity",
		"input",
		"quantity",
		"unit",
		"purpose",
		"safety_interval_days",
		"harvest_quantity",
		"harvest_unit",
		"operator",
		"note",
	),
)

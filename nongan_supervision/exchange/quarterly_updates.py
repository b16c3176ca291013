"""Registers of the quarterly update: one row, what one producer grows or keeps; a village's quarter is a document."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.exchange.choices import CHANGES, QUARTERS
from nongan_supervision.exchange.columns import QUARTERLY_UPDATE_COLUMNS
from nongan_supervision.exchange.grouping import GatheringReader
from nongan_supervision.exchange.kind import Cells, Draft, Kind, Stored, in_words
from nongan_supervision.exchange.mentions import read_producer, read_product, read_village
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import says_the_same
from nongan_supervision.exchange.storage import find_rows
from nongan_supervision.exchange.values import NotUnderstood, choice_in, read_choice, read_date, read_number
from nongan_supervision.exchange.words import half_width, match_key, written
from nongan_supervision.registry import quarterly_updates as update_rules

COMPARED = ("area_or_stock", "expected_market_date")
COMPARED_IF_SAID = ("unit", "change_note")
STORED_AS = {"Unchanged": ("Unchanged", "Changed", "New")}
"""What the rules make of a change that is said, by what else they know of the product."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE_QUARTERS = {word: quarter for word, quarter in QUARTERS.items() if len(word) > 1}


class QuarterlyUpdateReader(GatheringReader):
	"""Rows of a register of quarterly updates."""

	alike: ClassVar = ("village", "town")
	doctype: ClassVar = "Quarterly Production Update"
	table: ClassVar = "rows"
	keeps_key: ClassVar = False  # a village's quarter is known by itself

	@staticmethod
	def number_name() -> str:
		return _("update", context="Register")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(QUARTERLY_UPDATES, row)
		draft = Draft(row, reasons=cells.reasons)
		village = read_village(cells, self.lookups)
		product = read_product(cells, self.lookups)
		draft.mentioned = read_producer(cells, self.lookups, village, product)
		year, quarter = self._quarter(cells)
		if village and year and quarter:
			draft.number = f"{village} {year} {quarter}"
		line = {
			"producer": draft.mentioned.name if draft.mentioned else None,
			"product": product,
			"area_or_stock": cells.read("area_or_stock", read_number) or 0,
			"unit": cells.text("unit") or None,
			"expected_market_date": cells.read("expected_market_date", read_date),
			"change": cells.read("change", read_choice, CHANGES),
			"change_note": cells.text("change_note") or None,
			"confirmed": 1,
		}
		draft.values = {
			"village": village,
			"year": year,
			"quarter": quarter,
			"rows": [line],
			"register_import": self.import_name,
		}
		draft.content = (
			match_key(draft.mentioned.producer_name) if draft.mentioned else "",
			product or "",
			str(line["area_or_stock"]),
			in_words(line["expected_market_date"]),
		)
		return draft

	def group(self, draft: Draft) -> Hashable:
		return draft.number or None

	def rules(self, doc: Document) -> None:
		update_rules.apply_rules(doc, self.lookups.context)

	def has_consequences(self, doc: Document) -> bool:
		"""Submitting an update changes the products of its producers."""
		return True

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		"""Known by village, year and quarter, whoever entered it: there is one for each."""
		table = frappe.qb.DocType("Quarterly Production Update")
		villages = sorted({draft.values["village"] for draft in drafts})
		if not villages:
			return {}
		stored = {
			f"{row.village} {row.year} {row.quarter}": row.name
			for row in frappe.qb.from_(table)
			.select(table.name, table.village, table.year, table.quarter)
			.where(table.village.isin(villages) & (table.docstatus == 1))
			.run(as_dict=True)
		}
		found = {id(draft): stored[draft.number] for draft in drafts if draft.number in stored}
		fields = ("producer", "product", "change", *COMPARED, *COMPARED_IF_SAID)
		rows = find_rows("Quarterly Production Update Row", list(found.values()), fields)
		return {
			id(draft): Stored(name, _say_the_same(draft.values["rows"], rows[name]))
			for draft in drafts
			if (name := found.get(id(draft)))
		}

	def _quarter(self, cells: Cells) -> tuple[int | None, str | None]:
		"""Year and quarter of a row; those of the title where the register has no columns for them."""
		title = half_width(cells.row.title)
		year = cells.read("year", read_year)
		quarter = cells.read("quarter", read_choice, QUARTERS)
		if cells.has("quarter") and not cells.has("year"):
			year = year or _year_in(written(cells.row.get("quarter")))
		if not cells.has("year"):
			year = year or _year_in(title)
		if not cells.has("quarter"):
			quarter = choice_in(title, _WHOLE_QUARTERS)
		if not year and not cells.has("year"):
			cells.refuse("year", _("is missing"))
		if not quarter and not cells.has("quarter"):
			cells.refuse("quarter", _("is missing"))
		return year, quarter


def read_year(value: Any) -> int | None:
	"""A year such as 2022 or 2022年. Raises `NotUnderstood` for anything else; None for an empty cell."""
	text = match_key(value).removesuffix("度").removesuffix("年")
	if not text:
		return None
	if not _YEAR.fullmatch(text):
		raise NotUnderstood(_('"{0}" is not a year; write it as 2022').format(written(value)))
	return int(text)


def _year_in(text: str) -> int | None:
	found = _YEAR.search(text)
	return int(found[0]) if found else None


def _say_the_same(rows: Sequence[Any], stored: Sequence[Any]) -> bool:
	"""Whether the rows of a village's quarter say what is stored of it, each of its producer's product."""
	lines = {(line["producer"], line["product"]): line for line in stored}
	if {(row["producer"], row["product"]) for row in rows} != lines.keys():
		return False
	return all(_says_the_same(row, lines[row["producer"], row["product"]]) for row in rows)


def _says_the_same(row: Any, line: Any) -> bool:
	change = row["change"]
	if change and line["change"] not in STORED_AS.get(change, (change,)):
		return False
	return says_the_same(row, line, COMPARED, COMPARED_IF_SAID)


QUARTERLY_UPDATES = Kind(
	name="quarterly-updates",
	label="Quarterly Updates",
	doctype="Quarterly Production Update",
	columns=QUARTERLY_UPDATE_COLUMNS,
	needed=(("village",), ("producer",), ("product",), ("area_or_stock", "change", "change_note")),
	reader=QuarterlyUpdateReader,
	submits=True,
	template=(
		"serial",
		"village",
		"year",
		"quarter",
		"producer",
		"phone",
		"product",
		"area_or_stock",
		"unit",
		"expected_market_date",
		"change",
		"change_note",
	),
)

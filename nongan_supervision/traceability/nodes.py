"""What stands in a trace: how each kind of document, and what documents only name, is shown as a node."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from frappe import _
from frappe.utils import getdate

from nongan_supervision.certificates.wording import serial_text
from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.production.intervals import HARVEST
from nongan_supervision.registry.amounts import amount
from nongan_supervision.traceability.graph import Node

CERTIFICATE = "Conformity Certificate"
CHECK = "Certificate Check"
CLUE = "Case Clue"
DEALER = "Input Dealer"
INPUT = "Agricultural Input"
NOTICE = "Nonconformity Notice"
PRODUCER = "Producer"
RECORD = "Production Record"
SALE = "Input Sale"
TEST = "Residue Test"

BATCH = "Batch"
"""A producer's product, of one batch number or of any: key (kind, producer, product, number or nothing)."""

LOT = "Input Lot"
"""The lot number on the packages of an input."""

PARTY = "Party to a Flow"
"""A buyer, market or supplier that a notice's product flows name."""

MISSING = "Missing Link"
"""What ought to be on record and is not."""

COLOURS = {
	"Pass": "green",
	"Suspect": "orange",
	"Fail": "red",
	"Genuine": "green",
	"Missing": "red",
	"Incomplete": "orange",
	"Borrowed Name": "red",
	"False Claim": "red",
	"Withdrawn": "red",
	"Inactive": "gray",
	"Banned": "red",
	"Restricted": "orange",
	"Open": "orange",
}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Shape:
	"""How the documents of a DocType are read and shown.

	`fields` are their names, a blank between them; `label` says in a few words what the document is, `state` how it
	stands: the source text of a Select's option.
	"""

	fields: str
	date: str | None
	label: Callable[[Row], str]
	state: str | Callable[[Row], str] = ""
	place: str = "village"
	has_drafts: bool = False

	def state_of(self, row: Row) -> str:
		return (self.state(row) if callable(self.state) else row.get(self.state) or "") if self.state else ""


def kind_label(kind: str) -> str:
	"""What a kind of node is called; nothing for a heading."""
	if kind in SHAPES:
		return _(kind)
	named = {BATCH: _("Batch"), LOT: _("Input Lot"), PARTY: _("Buyer or Supplier"), MISSING: _("Missing Link")}
	return named.get(kind, "")


def document_node(doctype: str, row: Row) -> Node:
	"""A document as a node. A sale is a node per input that it sold."""
	shape = SHAPES[doctype]
	part = (row["input"] or "", row["lot_no"] or "") if doctype == SALE else ()
	state = shape.state_of(row)
	return Node(
		(doctype, row["name"], *part),
		label=shape.label(row),
		date=getdate(row[shape.date]) if shape.date and row[shape.date] else None,
		place=row.get(shape.place) or "",
		state=_(state, context=doctype) if state else "",
		colour=COLOURS.get(state, "blue" if state else ""),
		facts=row,
	)


def batch_node(row: Row) -> Node | None:
	"""The batch that a document is about; None where it names no producer or no product."""
	if not row.get("producer") or not row.get("product"):
		return None
	number = tidy_batch(row.get("batch_no")) or ""
	facts = {"producer": row["producer"], "product": row["product"], "batch_no": number}
	label = (
		_("{0}, batch {1}").format(row["product"], number) if number else _("{0}, all batches").format(row["product"])
	)
	return Node((BATCH, row["producer"], row["product"], number), label, place=row.get("village") or "", facts=facts)


def lot_node(lot_no: str) -> Node:
	"""A lot number of an input."""
	return Node((LOT, lot_no), _("Lot {0}").format(lot_no), facts={"lot_no": lot_no})


def party_node(row: Row) -> Node:
	"""A buyer, market or supplier in a row of a notice's flows."""
	return Node(
		(PARTY, row["parent"], row["name"]),
		label=_words(row["party"], amount(row["quantity"], row["unit"])),
		date=getdate(row["moved_on"]) if row["moved_on"] else None,
		place=row["place"] or "",
	)


def missing_node(source: Node, sentence: str) -> Node:
	"""Something that is not on record, and ought to be."""
	return Node((MISSING, sentence, *source.key), sentence, colour="red")


def _words(*parts: str | None) -> str:
	return " · ".join(part for part in parts if part)


def _test(row: Row) -> str:
	purpose, stage = _(row["purpose"], context=TEST), _(row["stage"], context=TEST)
	return _words(row["product"] or row["input"], purpose, stage, row["sample_no"])


def _certificate(row: Row) -> str:
	serials = ""
	if row["serial_from"]:
		serials = _("{0} to {1}").format(
			serial_text(row["serial_year"], row["serial_from"]), serial_text(row["serial_year"], row["serial_to"])
		)
	return _words(row["product"], row["batch_no"], serials)


def _record(row: Row) -> str:
	activity = _(row["activity"], context=RECORD)
	if row["activity"] == HARVEST:
		return _words(activity, amount(row["harvest_quantity"], row["harvest_unit"]), row["batch_no"])
	return _words(activity, row["input"], amount(row["quantity"], row["unit"]), row["batch_no"])


def _sale(row: Row) -> str:
	lot = _("Lot {0}").format(row["lot_no"]) if row["lot_no"] else ""
	return _words(row["input"], amount(row["quantity"], row["unit"]), lot, row["buyer_name"])


def _notice(row: Row) -> str:
	return _words(_(row["direction"], context=NOTICE), row["counterpart"], row["product"], row["batch_no"])


SHAPES: dict[str, Shape] = {
	CERTIFICATE: Shape(
		(
			"name docstatus producer product batch_no village issued_on basis residue_test serial_year serial_from "
			"serial_to withdrawn_on untested_substances"
		),
		"issued_on",
		_certificate,
		lambda row: "Withdrawn" if row["docstatus"] == 2 else row["basis"],
		has_drafts=True,
	),
	CHECK: Shape(
		"name certificate producer product place village checked_on finding serial_no",
		"checked_on",
		lambda row: _words(row["product"], row["serial_no"]),
		"finding",
		"place",
	),
	CLUE: Shape(
		"name clue_source reference_doctype reference_name producer product village received_on status",
		"received_on",
		lambda row: _words(_(row["clue_source"], context=CLUE), row["product"]),
		"status",
	),
	DEALER: Shape("name dealer_name village status", None, lambda row: row["dealer_name"], "status"),
	INPUT: Shape(
		"name registration_no restriction",
		None,
		lambda row: _words(row["name"], row["registration_no"]),
		"restriction",
	),
	NOTICE: Shape(
		(
			"name workflow_state direction counterpart producer product batch_no certificate residue_test village "
			"notified_on"
		),
		"notified_on",
		_notice,
		"workflow_state",
	),
	PRODUCER: Shape("name producer_name village status", None, lambda row: row["producer_name"], "status"),
	RECORD: Shape(
		(
			"name producer product batch_no recorded_on activity input quantity unit harvest_quantity harvest_unit "
			"village"
		),
		"recorded_on",
		_record,
	),
	SALE: Shape("name docstatus dealer sold_on producer buyer_name village", "sold_on", _sale, has_drafts=True),
	TEST: Shape(
		("name docstatus producer product input dealer village sampled_on purpose stage verdict retest_of sample_no"),
		"sampled_on",
		_test,
		"verdict",
		has_drafts=True,
	),
}
"""By DocType."""

PARTS_OF_A_SALE = ("input", "quantity", "unit", "lot_no")

"""Where a trace starts: the document that was chosen, or what a code, a number or a name may mean."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from nongan_supervision.certificates.codes import read_code
from nongan_supervision.certificates.lookup import certificate_of
from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.traceability.errors import NothingToTraceError
from nongan_supervision.traceability.graph import Node
from nongan_supervision.traceability.nodes import (
	CERTIFICATE,
	CHECK,
	CLUE,
	INPUT,
	NOTICE,
	PRODUCER,
	RECORD,
	SALE,
	TEST,
	batch_node,
	document_node,
	lot_node,
)
from nongan_supervision.traceability.reading import Reader

KINDS = (TEST, CERTIFICATE, NOTICE, PRODUCER, INPUT, RECORD, SALE, CHECK, CLUE)
"""DocTypes at whose documents a trace may start."""

WITH_BATCHES = (RECORD, CERTIFICATE, NOTICE)

STARTS = 5
"""How many meanings of a number or a name are traced at once."""

_SERIAL = re.compile(r"(\d{4})-(\d{1,10})")


def start_of_document(doctype: str, name: str, reader: Reader) -> list[Node]:
	"""The document as a start; a sale starts at each of its inputs.

	:raises NothingToTraceError: it is of a kind that is not traced, or the user may not see it.
	"""
	rows = reader.by_name(doctype, [name], drafts=True) if doctype in KINDS else []
	if not rows:
		frappe.throw(
			_("{0} {1} is not there, or you may not see it.").format(escape_html(_(doctype)), escape_html(name)),
			NothingToTraceError,
		)
	return [document_node(doctype, row) for row in rows[:STARTS]]


def starts_of_text(text: str, reader: Reader) -> list[Node]:
	"""Everything that a text means exactly; if nothing, the producers in whose names it occurs.

	Understood are names of documents, codes and serial numbers of slips, batch, lot and sample numbers, names of
	inputs and of producers.

	:raises NothingToTraceError: nothing that the user may see answers to it.
	"""
	plain = unicodedata.normalize("NFKC", text).strip()
	found = dict.fromkeys(_exact(plain, reader)) or dict.fromkeys(_similar(plain, reader))
	if not found:
		frappe.throw(
			_(
				"Nothing that you may see is known by “{0}”. Enter the number of a document, the code or the serial "
				"number of a slip, a batch, lot or sample number, or the name of a producer or an input."
			).format(escape_html(text)),
			NothingToTraceError,
		)
	return list(found)[:STARTS]


def _exact(text: str, reader: Reader) -> Iterator[Node]:
	yield from _slip(text, reader)
	for doctype in KINDS:
		yield from _documents(doctype, reader, name=[text, text.upper()])
	yield from _documents(TEST, reader, sample_no=[text])
	yield from _batches(text, reader)
	yield from _lots(text, reader)
	yield from _documents(PRODUCER, reader, producer_name=[text])


def _slip(text: str, reader: Reader) -> Iterator[Node]:
	"""The certificate of a slip, by its code or its serial number."""
	serial = _SERIAL.fullmatch(text)
	if slip := read_code(text):
		certificate = certificate_of(slip.year, slip.serial)
	else:
		certificate = certificate_of(int(serial[1]), int(serial[2])) if serial else None
	for row in reader.by_name(CERTIFICATE, [certificate]):
		yield document_node(CERTIFICATE, row)


def _documents(doctype: str, reader: Reader, **values: list[str]) -> Iterator[Node]:
	((fieldname, wanted),) = values.items()
	for row in reader.find(doctype, lambda table: table[fieldname].isin(wanted), drafts=True):
		yield document_node(doctype, row)


def _batches(text: str, reader: Reader) -> Iterator[Node]:
	"""The batches of a number, each of one producer's product, with the last day on which it is named."""
	numbers = {text, tidy_batch(text)}
	for doctype in WITH_BATCHES:
		for row in reader.find(doctype, lambda table: table.batch_no.isin(sorted(filter(None, numbers)))):
			if node := batch_node(row):
				yield replace(node, date=document_node(doctype, row).date)


def _lots(text: str, reader: Reader) -> Iterator[Node]:
	if sales := reader.sales_of("lot_no", [text, text.upper()]):
		yield replace(lot_node(sales[0].lot_no), date=getdate(sales[0].sold_on))


def _similar(text: str, reader: Reader) -> Iterator[Node]:
	plain = text.replace("%", "").replace("_", "")
	if plain:
		for row in reader.find(PRODUCER, lambda table: table.producer_name.like(f"%{plain}%")):
			yield document_node(PRODUCER, row)

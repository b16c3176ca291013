"""How documents lead to each other: each relation asks once for all nodes of a kind, however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from frappe import _

from nongan_supervision.production.batches import tidy_batch
from nongan_supervision.production.intervals import USES
from nongan_supervision.traceability.graph import Edge, Node
from nongan_supervision.traceability.nodes import (
	CERTIFICATE,
	CHECK,
	NOTICE,
	RECORD,
	SALE,
	SHAPES,
	TEST,
	batch_node,
	document_node,
	missing_node,
	party_node,
)
from nongan_supervision.traceability.reading import Period, Reader

Relation = Callable[[Sequence[Node], Reader], Iterable[Edge]]

SHELF_LIFE = timedelta(days=365)
"""How long before its use an input may have been bought, and how long after the purchase it may be used."""

SALES_SHOWN = 3
"""Of the purchases before a use: the last ones."""

MARKET = "Market"
TESTED = ("Commissioned Test", "Self Test")


def linked(fieldname: str, doctype: str, relation: Callable[[], str]) -> Relation:
	"""The document that a field links to."""

	def find(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
		found = {row.name: row for row in reader.by_name(doctype, [node.facts.get(fieldname) for node in nodes])}
		for node in nodes:
			if row := found.get(node.facts.get(fieldname)):
				yield Edge(node.key, document_node(doctype, row), relation())

	return find


def citing(doctype: str, fieldname: str, relation: Callable[[], str]) -> Relation:
	"""The documents in which a field links to the node."""

	def find(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
		names = [node.name for node in nodes]
		keys = {node.name: node.key for node in nodes}
		for row in reader.find(doctype, lambda table: table[fieldname].isin(names)):
			yield Edge(keys[row[fieldname]], document_node(doctype, row), relation())

	return find


def reference_of_clue(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The document that a clue came from, where it is of a kind that can be traced."""
	for doctype in sorted({node.facts.get("reference_doctype") for node in nodes} & set(SHAPES)):
		of_doctype = [node for node in nodes if node.facts.get("reference_doctype") == doctype]
		yield from linked("reference_name", doctype, lambda: _("document that the clue came from"))(of_doctype, reader)


def batch_of(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The batch that a document is about."""
	for node in nodes:
		if batch := batch_node(node.facts):
			yield Edge(node.key, batch, _("product that it is about"))


def certificate_or_batch(relation: Callable[[], str]) -> Relation:
	"""The certificate that a document names, which leads on to its batch; the batch itself where it does not."""
	certificate_of = linked("certificate", CERTIFICATE, relation)

	def find(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
		edges = list(certificate_of(nodes, reader))
		yield from edges
		batches = {edge.source: batch_node(edge.target.facts) for edge in edges}
		yield from batch_of([node for node in nodes if batches.get(node.key) != batch_node(node.facts)], reader)

	return find


def batches_of_producer(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""What a producer harvested, marketed or had tested in the period: by product, by batch where there are numbers."""
	keys = {node.name: node.key for node in nodes}
	products = {node.facts.get("only_product") for node in nodes} - {None, ""}
	for doctype in (CERTIFICATE, RECORD, TEST, NOTICE):
		date = SHAPES[doctype].date
		for row in reader.find(
			doctype, lambda table, date=date: table.producer.isin(sorted(keys)) & reader.period.holds(table[date])
		):
			if (batch := batch_node(row)) and (not products or row.product in products):
				yield Edge(keys[row.producer], batch, _("batch of the producer"))


def records_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""A batch's entries in the production ledger, and word of it where there are none."""
	edges = list(_of_batches(nodes, reader, RECORD, _("ledger entry"), _("ledger entry without a batch number")))
	yield from edges
	yield from _without(nodes, edges, reader, RECORD, _("No production record in this period"))


def tests_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The tests of a producer's product before it was on the market, and word of it where there are none.

	A test names no batch: it counts for all of the producer's product in the period.
	"""
	edges = [edge for edge in _of_batches(nodes, reader, TEST, _("test of the product")) if not _in_market(edge.target)]
	yield from edges
	yield from _without(nodes, edges, reader, TEST, _("No test of the product in this period"))


def market_tests_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The tests of a producer's product that were sampled in a market."""
	for edge in _of_batches(nodes, reader, TEST, _("sampled in the market")):
		if _in_market(edge.target):
			yield edge


def certificates_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The certificates that were issued for a batch, and word of it where there are none."""
	edges = list(
		_of_batches(nodes, reader, CERTIFICATE, _("certificate issued"), _("certificate without a batch number"))
	)
	yield from edges
	yield from _without(nodes, edges, reader, CERTIFICATE, _("No certificate in this period"))


def checks_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The checks in which a product was found without the certificate it was asked for."""
	for edge in _of_batches(nodes, reader, CHECK, _("checked without a certificate")):
		if not edge.target.facts["certificate"]:
			yield edge


def notices_of_batch(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The notices about a batch that name no certificate; those that do follow from it."""
	for edge in _of_batches(nodes, reader, NOTICE, _("notice about it")):
		if not edge.target.facts["certificate"]:
			yield edge


def untested_certificates(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""What a certificate says, and no test bears out."""
	for node in nodes:
		basis, test = node.facts["basis"], node.facts["residue_test"]
		if not test:
			sentence = (
				_("The certificate names a test as its basis, and none is linked")
				if basis in TESTED
				else _("Certificate on the producer's own word, without a test")
			)
			yield _missing(node, sentence)
		if untested := node.facts["untested_substances"]:
			yield _missing(node, _("Used on the batch, and not tested: {0}").format(untested))


def sales_before_use(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The last purchases of an input by the producer before its use, and word of it where there are none."""
	uses = [node for node in nodes if node.facts["input"] and node.facts["activity"] in USES]
	sales = _sales_by_buyer_and_input(uses, reader)
	edges = []
	for node in uses:
		before = [
			sale
			for sale in sales[node.facts["producer"], node.facts["input"]]
			if timedelta() <= node.date - sale.date <= SHELF_LIFE
		]
		edges.extend(Edge(node.key, sale, _("bought before the use")) for sale in before[:SALES_SHOWN])
	yield from edges
	yield from _without(uses, edges, reader, SALE, _("No sale of this input to the producer on record"))


def uses_after_sale(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The uses of an input by its buyer after a sale, and word of it where the buyer is no known producer."""
	known = [node for node in nodes if node.facts["producer"]]
	for node in nodes:
		if not node.facts["producer"]:
			yield _missing(node, _("The buyer is not in the registry of producers"))
	if not known:
		return
	buyers, inputs = _values(known, "producer"), _values(known, "input")
	since = min(node.date for node in known)
	rows = reader.find(
		RECORD,
		lambda table: (
			table.producer.isin(buyers)
			& table.input.isin(inputs)
			& table.recorded_on[since : max(node.date for node in known) + SHELF_LIFE]
		),
	)
	uses = defaultdict(list)
	for row in rows:
		uses[row.producer, row.input].append(document_node(RECORD, row))
	for node in known:
		for use in uses[node.facts["producer"], node.facts["input"]]:
			if timedelta() <= use.date - node.date <= SHELF_LIFE:
				yield Edge(node.key, use, _("used after the purchase"))


def sales_of_input(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The sales of an input in the period."""
	yield from _sales("input", nodes, reader)


def sales_of_lot(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The sales of a lot, whenever they were."""
	yield from _sales("lot_no", nodes, reader, within_period=False)


def flows(direction: str, relation: Callable[[], str]) -> Relation:
	"""The parties that the flows of a notice name."""

	def find(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
		keys = {node.name: node.key for node in nodes}
		for row in reader.flows_of(sorted(keys), direction):
			yield Edge(keys[row.parent], party_node(row), relation())

	return find


def _sales(fieldname: str, nodes: Sequence[Node], reader: Reader, within_period: bool = True) -> Iterator[Edge]:
	keys = {node.name: node.key for node in nodes}
	rows = reader.sales_of(fieldname, sorted(keys), reader.period if within_period else None)
	for row in rows:
		yield Edge(keys[row[fieldname]], document_node(SALE, row), _("sale of it"))


def _sales_by_buyer_and_input(uses: Sequence[Node], reader: Reader) -> dict[tuple[str, str], list[Node]]:
	found = defaultdict(list)
	if uses:
		days = [node.date for node in uses]
		period = Period(min(days) - SHELF_LIFE, max(days))
		for row in reader.sales_of("input", _values(uses, "input"), period, _values(uses, "producer")):
			found[row.producer, row.input].append(document_node(SALE, row))
	return found


def _of_batches(
	nodes: Sequence[Node], reader: Reader, doctype: str, relation: str, without_number: str = ""
) -> Iterator[Edge]:
	"""The documents of the period that are about one of these batches, or may be: those without a batch number."""
	by_product = defaultdict(list)
	for node in nodes:
		by_product[node.facts["producer"], node.facts["product"]].append(node)
	producers, products = _values(nodes, "producer"), _values(nodes, "product")
	rows = reader.find(
		doctype,
		lambda table: (
			table.producer.isin(producers)
			& table.product.isin(products)
			& reader.period.holds(table[SHAPES[doctype].date])
		),
	)
	for row in rows:
		number = tidy_batch(row.get("batch_no"))
		for node in by_product[row.producer, row.product]:
			batch = node.facts["batch_no"]
			if not batch or not number or number == batch:
				said = without_number if batch and not number and without_number else relation
				yield Edge(node.key, document_node(doctype, row), said)


def _without(
	nodes: Sequence[Node], edges: Sequence[Edge], reader: Reader, doctype: str, sentence: str
) -> Iterator[Edge]:
	"""Say of what is missing; only as far as the user sees, and not where documents were left out."""
	if doctype in reader.cut:
		return
	if not reader.sees_all(doctype):
		sentence = _("{0}, as far as you may see").format(sentence)
	found = {edge.source for edge in edges}
	yield from (_missing(node, sentence) for node in nodes if node.key not in found)


def _missing(node: Node, sentence: str) -> Edge:
	return Edge(node.key, missing_node(node, sentence), _("missing link"))


def _in_market(node: Node) -> bool:
	return node.facts["stage"] == MARKET


def _values(nodes: Sequence[Node], fieldname: str) -> list[Any]:
	return sorted({node.facts[fieldname] for node in nodes if node.facts[fieldname]})

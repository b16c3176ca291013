"""From a document backward to where its product came from, and forward to where it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from frappe import _

from nongan_supervision.traceability import relations as r
from nongan_supervision.traceability.further_tests import certificates_with, further_tests
from nongan_supervision.traceability.graph import Graph, Node
from nongan_supervision.traceability.nodes import (
	BATCH,
	CERTIFICATE,
	CHECK,
	CLUE,
	DEALER,
	INPUT,
	LOT,
	NOTICE,
	PRODUCER,
	RECORD,
	SALE,
	TEST,
)
from nongan_supervision.traceability.reading import Reader

BACKWARD = "Backward"
FORWARD = "Forward"
DIRECTIONS = (BACKWARD, FORWARD)

DEPTH = 8
"""How many steps a trace goes from where it starts: longer than any chain of kinds below."""

NODES = 1500
"""How many nodes a trace may have before it goes no further."""

Relations = Mapping[str, Sequence[r.Relation]]

BACKWARD_RELATIONS: Relations = {
	NOTICE: (
		r.certificate_or_batch(lambda: _("certificate that it names")),
		r.linked("residue_test", TEST, lambda: _("test that it names")),
		r.flows("Upstream", lambda: _("came from")),
	),
	CHECK: (r.certificate_or_batch(lambda: _("certificate that was checked")),),
	CERTIFICATE: (
		r.linked("residue_test", TEST, lambda: _("test that it is based on")),
		further_tests,
		r.untested_certificates,
		r.batch_of,
	),
	TEST: (
		r.linked("retest_of", TEST, lambda: _("earlier test, of which it is the retest")),
		r.linked("input", INPUT, lambda: _("input that was sampled")),
		r.linked("dealer", DEALER, lambda: _("dealer it was sampled at")),
	),
	BATCH: (
		r.linked("producer", PRODUCER, lambda: _("Producer")),
		r.records_of_batch,
		r.tests_of_batch,
	),
	RECORD: (r.sales_before_use,),
	SALE: (r.linked("dealer", DEALER, lambda: _("sold by")),),
}

FORWARD_RELATIONS: Relations = {
	BATCH: (r.certificates_of_batch, r.notices_of_batch, r.checks_of_batch, r.market_tests_of_batch),
	CERTIFICATE: (
		r.citing(NOTICE, "certificate", lambda: _("notice that names it")),
		r.citing(CHECK, "certificate", lambda: _("check of its slips")),
	),
	TEST: (r.citing(NOTICE, "residue_test", lambda: _("notice that names it")),),
	NOTICE: (r.flows("Downstream", lambda: _("went to")),),
	SALE: (r.uses_after_sale,),
	RECORD: (r.batch_of,),
}

BACKWARD_FROM_START: Relations = {
	CLUE: (r.reference_of_clue, r.batch_of),
	TEST: (r.batch_of,),
	RECORD: (r.batch_of,),
	PRODUCER: (r.batches_of_producer,),
	INPUT: (r.sales_of_input, r.citing(TEST, "input", lambda: _("test of the input"))),
	LOT: (r.sales_of_lot,),
}
"""What else is asked of where a trace starts; not of what lies on its way, which would lead away from it."""

FORWARD_FROM_START: Relations = {
	CLUE: (r.reference_of_clue, r.batch_of),
	NOTICE: (r.linked("certificate", CERTIFICATE, lambda: _("certificate that it names")), r.batch_of),
	CHECK: (r.linked("certificate", CERTIFICATE, lambda: _("certificate that was checked")), r.batch_of),
	CERTIFICATE: (r.batch_of,),
	TEST: (
		r.citing(CERTIFICATE, "residue_test", lambda: _("certificate based on it")),
		certificates_with,
		r.batch_of,
	),
	PRODUCER: (r.batches_of_producer,),
	INPUT: (r.sales_of_input,),
	LOT: (r.sales_of_lot,),
}

_RELATIONS = {
	BACKWARD: (BACKWARD_RELATIONS, BACKWARD_FROM_START),
	FORWARD: (FORWARD_RELATIONS, FORWARD_FROM_START),
}


def load(start: Node, direction: str, reader: Reader, depth: int = DEPTH, limit: int = NODES) -> Graph:
	"""Read what lies around `start` in one direction: level by level, a query per relation and not per node."""
	graph, level = Graph(), [start]
	graph.add(start)
	starting = 2 if start.kind == CLUE else 1  # a clue stands for the document that it came from
	for steps in range(depth):
		if not level or len(graph.nodes) >= limit:
			break
		level = _next_level(graph, level, direction, reader, is_start=steps < starting)
	graph.unread = {node.key for node in level if _relations_of(node.kind, direction, is_start=False)}
	return graph


def _next_level(graph: Graph, level: list[Node], direction: str, reader: Reader, is_start: bool) -> list[Node]:
	by_kind, following = defaultdict(list), []
	for node in level:
		by_kind[node.kind].append(node)
	for kind, nodes in by_kind.items():
		for relation in _relations_of(kind, direction, is_start):
			following.extend(edge.target for edge in relation(nodes, reader) if graph.connect(edge))
	return following


def _relations_of(kind: str, direction: str, is_start: bool) -> tuple[r.Relation, ...]:
	always, from_start = _RELATIONS[direction]
	return (*always.get(kind, ()), *(from_start.get(kind, ()) if is_start else ()))

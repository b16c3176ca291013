"""The tests that a certificate rests on besides the one that it names first: rows of a table, not a field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from frappe import _

from nongan_supervision.traceability.graph import Edge, Node
from nongan_supervision.traceability.nodes import CERTIFICATE, TEST, document_node
from nongan_supervision.traceability.reading import Reader


def further_tests(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The further tests of a certificate."""
	keys = {node.name: node.key for node in nodes}
	pairs = reader.further_tests(lambda certificate, row: certificate.name.isin(sorted(keys)))
	found = {row.name: row for row in reader.by_name(TEST, [pair.residue_test for pair in pairs])}
	for pair in pairs:
		if row := found.get(pair.residue_test):
			yield Edge(keys[pair.name], document_node(TEST, row), _("test that it is based on"))


def certificates_with(nodes: Sequence[Node], reader: Reader) -> Iterator[Edge]:
	"""The certificates that name a test as a further one."""
	keys = {node.name: node.key for node in nodes}
	pairs = reader.further_tests(lambda certificate, row: row.residue_test.isin(sorted(keys)))
	found = {row.name: row for row in reader.by_name(CERTIFICATE, [pair.name for pair in pairs])}
	for pair in pairs:
		if row := found.get(pair.name):
			yield Edge(keys[pair.residue_test], document_node(CERTIFICATE, row), _("certificate based on it"))

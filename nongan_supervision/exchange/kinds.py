"""The kinds of register that can be imported. A further kind joins by its line here."""

from __future__ import annotations

from nongan_supervision.exchange.certificates import CERTIFICATES
from nongan_supervision.exchange.errors import UnknownKind
from nongan_supervision.exchange.input_sales import INPUT_SALES
from nongan_supervision.exchange.kind import Kind
from nongan_supervision.exchange.producers import PRODUCERS
from nongan_supervision.exchange.production_records import PRODUCTION_RECORDS
from nongan_supervision.exchange.quarterly_updates import QUARTERLY_UPDATES
from nongan_supervision.exchange.residue_tests import RESIDUE_TESTS

KINDS: dict[str, Kind] = {
	kind.name: kind
	for kind in (RESIDUE_TESTS, PRODUCERS, QUARTERLY_UPDATES, INPUT_SALES, PRODUCTION_RECORDS, CERTIFICATES)
}
"""Where a sheet fits two kinds equally well, the one that comes first here is taken."""


def kind_named(name: str) -> Kind:
	"""A kind by its name (`residue-tests`) or label (`Residue Tests`). Raises `UnknownKind`."""
	for kind in KINDS.values():
		if name in (kind.name, kind.label):
			return kind
	raise UnknownKind(name, list(KINDS))


def kinds_to_consider(name: str | None) -> list[Kind]:
	"""The kind asked for, or all of them: then the headings decide."""
	return [kind_named(name)] if name else list(KINDS.values())

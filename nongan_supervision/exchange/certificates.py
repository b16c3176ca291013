"""Registers of conformity certificates: one row, the certificates issued for one batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from frappe import _
from frappe.model.document import Document

from nongan_supervision.certificates import rules as certificate_rules
from nongan_supervision.certificates import serials
from nongan_supervision.exchange.choices import BASES, SECOND_DOCUMENTS
from nongan_supervision.exchange.columns import CERTIFICATE_COLUMNS
from nongan_supervision.exchange.kind import Cells, Draft, Kind, RowReader, Stored, in_words
from nongan_supervision.exchange.mentions import read_producer, read_product, read_village
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import filled_in, says_the_same
from nongan_supervision.exchange.storage import find_stored
from nongan_supervision.exchange.values import read_choice, read_date, read_number
from nongan_supervision.exchange.words import match_key
from nongan_supervision.production.batches import tidy_batch

COMPARED = (
	"village",
	"producer",
	"product",
	"issued_on",
	"certificate_count",
	"batch_no",
	"quantity_per_certificate",
)
COMPARED_IF_FILLED_IN = ("origin", "unit", "basis", "second_document_type", "second_document_no")


class CertificateReader(RowReader):
	"""Rows of a register of certificates."""

	alike: ClassVar = ("village", "town", "product")

	@staticmethod
	def number_name() -> str:
		return _("record number")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(CERTIFICATES, row)
		draft = Draft(row, reasons=cells.reasons)
		village = read_village(cells, self.lookups)
		product = read_product(cells, self.lookups)
		draft.mentioned = read_producer(cells, self.lookups, village, product)
		draft.number = cells.text("certificate_no")
		draft.values = {
			"village": village,
			"product": product,
			"producer": draft.mentioned.name if draft.mentioned else None,
			"issued_on": cells.read("issued_on", read_date, needed=True),
			"certificate_count": self._count(cells),
			"batch_no": cells.text("batch_no") or None,
			"origin": cells.text("origin") or None,
			"quantity_per_certificate": cells.read("quantity_per_certificate", read_number) or 0,
			"unit": cells.text("unit") or "kg",
			"basis": cells.read("basis", read_choice, BASES) or "Self Commitment",
			"second_document_type": cells.read("second_document_type", read_choice, SECOND_DOCUMENTS),
			"second_document_no": cells.text("second_document_no") or None,
			"contact": cells.text("phone") or None,
			"register_import": self.import_name,
		}
		draft.content = self._content(draft)
		return draft

	def rules(self, doc: Document) -> None:
		certificate_rules.apply_rules(doc, self.lookups.context)

	def before_submit(self, docs: Sequence[Document]) -> None:
		serials.assign(docs)

	def further_rules(self, draft: Draft) -> Iterable[Callable[[Document], None]]:
		context = self.lookups.context
		yield lambda doc: certificate_rules.check_date(doc, context)
		yield lambda doc: certificate_rules.check_producer(doc, context)
		if draft.values["certificate_count"] is not None:
			yield certificate_rules.check_count

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		stored = find_stored("Conformity Certificate", drafts, (*COMPARED, *COMPARED_IF_FILLED_IN, "contact"))
		return {
			id(draft): Stored(found.name, not draft.number or _says_the_same(draft, found))
			for draft in drafts
			if (found := stored.get(id(draft)))
		}

	def _count(self, cells: Cells) -> int | None:
		count = cells.read("certificate_count", read_number, needed=True)
		if count is None:
			return None
		if count != int(count):
			cells.refuse("certificate_count", _("is not a whole number"))
			return None
		return int(count)

	def _content(self, draft: Draft) -> tuple:
		values = draft.values
		return (
			values["village"],
			match_key(draft.mentioned.producer_name) if draft.mentioned else "",
			values["product"],
			in_words(values["issued_on"]),
			values["certificate_count"],
			values["batch_no"],
			values["quantity_per_certificate"],
		)


def _says_the_same(draft: Draft, stored: Any) -> bool:
	"""Whether a numbered row says what the certificate of that number says, as the rules would leave it."""
	said = {**draft.values, "batch_no": tidy_batch(draft.values["batch_no"])}
	fields = (*COMPARED, *filled_in(draft.row, COMPARED_IF_FILLED_IN))
	return says_the_same(said, stored, fields, if_said=("contact",))


CERTIFICATES = Kind(
	name="certificates",
	label="Conformity Certificates",
	doctype="Conformity Certificate",
	columns=CERTIFICATE_COLUMNS,
	needed=(("village",), ("producer",), ("product",), ("issued_on",), ("certificate_count",)),
	reader=CertificateReader,
	submits=True,
	template=(
		"serial",
		"village",
		"producer",
		"phone",
		"product",
		"certificate_no",
		"issued_on",
		"certificate_count",
		"batch_no",
		"quantity_per_certificate",
		"unit",
		"basis",
		"second_document_type",
		"second_document_no",
	),
)

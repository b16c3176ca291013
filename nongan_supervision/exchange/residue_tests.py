"""Registers of residue tests: one row, one test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt

from nongan_supervision.exchange.choices import METHODS, PURPOSES, STAGES
from nongan_supervision.exchange.columns import RESIDUE_TEST_COLUMNS
from nongan_supervision.exchange.headings import SUBSTANCE_COLUMNS
from nongan_supervision.exchange.kind import Cells, Draft, Kind, RowReader, Stored, in_words
from nongan_supervision.exchange.mentions import read_producer, read_product, read_village
from nongan_supervision.exchange.newcomers import ProducerEntry
from nongan_supervision.exchange.results import Findings, read_findings
from nongan_supervision.exchange.rows import TableRow
from nongan_supervision.exchange.sameness import filled_in, says_the_same
from nongan_supervision.exchange.storage import find_rows, find_stored
from nongan_supervision.exchange.values import (
	NEGATIVE,
	POSITIVE,
	NotUnderstood,
	choice_in,
	first_words,
	read_choice,
	read_date,
)
from nongan_supervision.exchange.words import match_key
from nongan_supervision.monitoring import residue_tests as test_rules
from nongan_supervision.monitoring.follow_up import may_have_follow_ups
from nongan_supervision.monitoring.verdicts import QUICK_METHODS
from nongan_supervision.registry.producers import grows

QUICK_PURPOSES = (None, "Quick Screening", "Retest")
OF_INPUTS = "Input Sampling"
WITHOUT_PRODUCER = ("Market", "Dealer")
"""Stages at which a sample need not be traceable to its producer."""

COMPARED = ("village", "producer", "product", "dealer", "input", "sampled_on", "method", "purpose")
COMPARED_IF_FILLED_IN = ("tested_on", "stage", "sampler", "lab", "report_no")


class ResidueTestReader(RowReader):
	"""Rows of a residue test register."""

	alike: ClassVar = ("village", "town", "product", "stage", "method", "purpose", "department")

	@staticmethod
	def number_name() -> str:
		return _("sample number")

	def read(self, row: TableRow) -> Draft:
		cells = Cells(RESIDUE_TESTS, row)
		draft = Draft(row, reasons=cells.reasons)
		village = read_village(cells, self.lookups)
		product, draft.mentioned, sampled = self._subject(cells, village)
		findings = read_findings(cells, self.lookups, product)
		draft.number = cells.text("sample_no")
		draft.claim = findings.claim
		draft.values = {
			"village": village,
			"product": product,
			"producer": draft.mentioned.name if draft.mentioned else None,
			**sampled,
			"sample_no": draft.number or None,
			**self._dates(cells),
			**self._manner(cells, draft, findings),
			**self._people(cells),
			"results": findings.results,
			"register_import": self.import_name,
		}
		if findings.assumed and findings.results:
			draft.notes.append(_("No substances named: those that the product is at risk of were taken."))
		if self._is_unexpected(draft, product):
			draft.notes.append(_("The product is not among those of the producer's list."))
		draft.content = self._content(draft, findings)
		return draft

	def rules(self, doc: Document) -> None:
		test_rules.apply_rules(doc, self.lookups.context)

	def further_rules(self, draft: Draft) -> Iterable[Callable[[Document], None]]:
		context = self.lookups.context
		yield lambda doc: test_rules.check_dates(doc, context)
		if draft.values["product"] and draft.values["method"] and draft.values["results"]:
			yield lambda doc: test_rules.judge(doc, context)

	def has_consequences(self, doc: Document) -> bool:
		"""Whether more may follow from the test than the test: a ban, a report, an answer to one."""
		return may_have_follow_ups(doc)

	def is_positive(self, doc: Document) -> bool:
		return doc.verdict != "Pass"

	def contradiction(self, draft: Draft) -> str | None:
		passes = draft.doc.verdict == "Pass"
		if draft.claim is None or passes == (draft.claim == NEGATIVE):
			return None
		if passes:
			return _("the conclusion says that the sample failed, but every measured value is within its limit")
		return _("the conclusion says that the sample passed, but a measured value is above its limit")

	def known(self, drafts: Sequence[Draft]) -> dict[int, Stored]:
		stored = find_stored("Residue Test", drafts, (*COMPARED, *COMPARED_IF_FILLED_IN), number_field="sample_no")
		numbered = [stored[id(draft)].name for draft in drafts if draft.number and id(draft) in stored]
		results = find_rows("Residue Test Result", numbered, ("substance", "qualitative", "measured_value"))
		return {
			id(draft): Stored(found.name, not draft.number or _says_the_same(draft, found, results[found.name]))
			for draft in drafts
			if (found := stored.get(id(draft)))
		}

	def _is_unexpected(self, draft: Draft, product: str | None) -> bool:
		"""Whether the producer is known, and not for this product."""
		entry = draft.mentioned
		return bool(entry and not entry.is_new and product) and not grows(entry.name, product, self.lookups.context)

	def _subject(self, cells: Cells, village: str | None) -> tuple[str | None, ProducerEntry | None, dict[str, Any]]:
		"""What was sampled, and whose: produce of a producer, or an input at a dealer's.

		A register of inputs may use the columns of the other one: 样品名称 and 被抽样单位.
		"""
		stage = self._choice(cells, "stage", STAGES)
		if self._choice(cells, "purpose", PURPOSES) == OF_INPUTS or (cells.has("input") and not cells.has("product")):
			return None, None, self._input(cells, village)
		product = read_product(cells, self.lookups)
		named = stage == "Dealer" and cells.has("dealer")
		at_dealer = {"dealer": self._dealer(cells, "dealer", village)} if named else {}
		if stage in WITHOUT_PRODUCER and not cells.has("producer"):
			return product, None, at_dealer
		return product, read_producer(cells, self.lookups, village, product), at_dealer

	def _input(self, cells: Cells, village: str | None) -> dict[str, Any]:
		input_column = "input" if cells.has("input") else "product"
		dealer_column = "dealer" if cells.has("dealer") else "producer"
		return {
			"input": cells.read(input_column, self.lookups.find_input, needed=True),
			"dealer": self._dealer(cells, dealer_column, village),
		}

	def _dealer(self, cells: Cells, column: str, village: str | None) -> str | None:
		return cells.read(column, self.lookups.dealers.find, village, needed=True)

	def _choice(self, cells: Cells, column: str, choices: dict[str, str]) -> str | None:
		"""A choice looked at ahead of its turn; what is wrong with it is said then."""
		try:
			return read_choice(cells.row.get(column), choices)
		except NotUnderstood:
			return None

	def _dates(self, cells: Cells) -> dict[str, Any]:
		"""Sampling and testing happen on one day unless the register tells them apart."""
		sampled_on = cells.read("sampled_on", read_date)
		tested_on = cells.read("tested_on", read_date)
		if not cells.has("sampled_on") and not cells.has("tested_on"):
			cells.refuse("sampled_on", _("is missing"))
		return {"sampled_on": sampled_on or tested_on, "tested_on": tested_on or sampled_on}

	def _manner(self, cells: Cells, draft: Draft, findings: Findings) -> dict[str, Any]:
		"""Method, purpose and stage. What a quick-test register leaves out is assumed and noted."""
		method = cells.read("method", read_choice, METHODS)
		purpose = cells.read("purpose", read_choice, PURPOSES)
		if not method and not cells.has("method"):
			measured = any(result.get("measured_value") for result in findings.results)
			if measured or purpose not in QUICK_PURPOSES:
				cells.refuse("method", _("is missing; write one of: {0}").format("、".join(first_words(METHODS))))
			else:
				method = self._method_of_title(draft)
		if not purpose and not cells.has("purpose"):
			if method == "Quantitative":
				cells.refuse("purpose", _("is missing; write one of: {0}").format("、".join(first_words(PURPOSES))))
			purpose = OF_INPUTS if cells.has("input") and not cells.has("product") else "Quick Screening"
		stage = cells.read("stage", read_choice, STAGES) or ("Dealer" if purpose == OF_INPUTS else "Field")
		return {"method": method, "purpose": purpose, "stage": stage}

	def _method_of_title(self, draft: Draft) -> str:
		method = choice_in(draft.row.title, METHODS)
		if not method or method == "Quantitative":
			draft.notes.append(_("No method named: colloidal gold was taken."))
		return method if method in QUICK_METHODS else "Colloidal Gold"

	def _people(self, cells: Cells) -> dict[str, Any]:
		written_department = cells.text("department")
		department = self.lookups.departments.find(written_department)
		remarks = [cells.text("remarks")]
		if written_department and not department:
			remarks.append(f"{_('Department', context='Register')}: {written_department}")
		if tester := cells.text("tester"):
			remarks.append(f"{_('Tester', context='Register')}: {tester}")
		return {
			"department": department,
			"sampler": cells.text("sampler") or None,
			"lab": cells.text("lab") or None,
			"report_no": cells.text("report_no") or None,
			"remarks": "\n".join(filter(None, remarks)) or None,
		}

	def _content(self, draft: Draft, findings: Findings) -> tuple:
		values = draft.values
		return (
			values["village"],
			match_key(draft.mentioned.producer_name) if draft.mentioned else "",
			values["product"],
			in_words(values["sampled_on"]),
			in_words(values["tested_on"]),
			values["method"],
			values["purpose"],
			values["stage"],
			findings.stated,
			*filter(None, (values.get("dealer"), values.get("input"))),
		)


def _says_the_same(draft: Draft, stored: Any, results: list) -> bool:
	"""Whether a numbered row says what the test of that number says, as the rules would leave it."""
	said = frappe._dict(draft.values)
	test_rules.drop_what_does_not_apply(said)
	fields = (*COMPARED, *filled_in(draft.row, COMPARED_IF_FILLED_IN))
	return says_the_same(said, stored, fields) and _outcomes(draft.values["results"]) == _outcomes(results)


def _outcomes(results: Iterable[Any]) -> set[tuple[str, str, float]]:
	"""What was found; the substances that were not, which a register may leave out, don't count."""
	return {
		(row["substance"], row.get("qualitative") or "", flt(row.get("measured_value"), 6))
		for row in results
		if row.get("qualitative") == POSITIVE or flt(row.get("measured_value"))
	}


RESIDUE_TESTS = Kind(
	name="residue-tests",
	label="Residue Tests",
	doctype="Residue Test",
	columns=RESIDUE_TEST_COLUMNS,
	needed=(
		("village",),
		("producer", "dealer"),
		("product", "input"),
		("sampled_on", "tested_on"),
		("verdict", "measured_value", SUBSTANCE_COLUMNS),
	),
	identified_by=(("village",), ("producer", "dealer"), ("product", "input")),
	reader=ResidueTestReader,
	takes_substance_columns=True,
	submits=True,
	template=(
		"serial",
		"village",
		"producer",
		"phone",
		"product",
		"dealer",
		"input",
		"sample_no",
		"sampled_on",
		"tested_on",
		"substances",
		"method",
		"verdict",
		"measured_value",
		"unit",
		"limit_value",
		"stage",
		"purpose",
		"department",
		"lab",
		"report_no",
		"sampler",
		"remarks",
	),
)

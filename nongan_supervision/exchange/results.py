"""What a row of a test register says was found: which substances, and how much of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from frappe import _

from nongan_supervision.exchange.kind import Cells
from nongan_supervision.exchange.lookups import Lookups
from nongan_supervision.exchange.names import read_substances
from nongan_supervision.exchange.reading import CellValue
from nongan_supervision.exchange.values import (
	NEGATIVE,
	POSITIVE,
	Measurement,
	NotUnderstood,
	Verdict,
	read_measurement,
	read_number,
	read_unit,
	read_verdict,
)
from nongan_supervision.exchange.wording import about
from nongan_supervision.exchange.words import compact, written

ITEMS = "检测项目"
NOT_TESTED = frozenset(("/", "//", "\\", "未测", "未检", "未检测", "不检"))


@dataclass
class Findings:
	"""The results of a test, and how the row puts them.

	`claim` is the conclusion of a row that also gives measured values, which must agree with it. `assumed`:
	the row names no substances, they are those that the product is at risk of. `stated` is what the row says,
	in a form that doesn't depend on spellings.
	"""

	results: list[dict[str, Any]] = field(default_factory=list)
	claim: str | None = None
	assumed: bool = False
	stated: tuple = ()


def read_findings(cells: Cells, lookups: Lookups, product: str | None) -> Findings:
	"""The findings of a row; every way in which they are unclear becomes a reason of the row."""
	return _Reading(cells, lookups, product).findings()


class _Reading:
	def __init__(self, cells: Cells, lookups: Lookups, product: str | None):
		self._cells = cells
		self._row = cells.row
		self._lookups = lookups
		self._product = product
		self._named: list[str] = cells.read("substances", read_substances, lookups.substances) or []
		self._unit = self._read_unit()
		self._verdict, self._measured = self._read_verdict_and_value()

	def findings(self) -> Findings:
		reasons_before = len(self._cells.reasons)
		if self._row.unknown_substances:
			self._refuse_unknown_columns()
		results = self._results_by_column() if self._row.substances else self._results_of_the_row()
		assumed = not (self._named or self._row.substances)
		if len(self._cells.reasons) > reasons_before:
			results = []
		return Findings(results, self._claim(results), assumed, self._stated(results, assumed))

	def _read_unit(self) -> str | None:
		if not self._row.get("measured_value") and not self._row.substances:
			return self._row.units.get("verdict")
		in_heading = self._row.units.get("measured_value") or self._row.units.get("verdict")
		return self._cells.read("unit", read_unit) or in_heading

	def _read_verdict_and_value(self) -> tuple[Verdict | None, Measurement | None]:
		"""The conclusion and the measured value; a number in the result column is a measured value."""
		measured = self._cells.read("measured_value", read_measurement, self._unit)
		cell = self._row.get("verdict")
		if measured is None and _looks_like_a_number(cell):
			return None, self._cells.read("verdict", read_measurement, self._unit)
		return self._cells.read("verdict", read_verdict), measured

	def _results_by_column(self) -> list[dict[str, Any]]:
		"""The results of a register with a column for each substance."""
		results = []
		for substance, cell in self._row.substances.items():
			if compact(cell) in NOT_TESTED:
				continue
			try:
				results.append(self._result_in_cell(substance, cell))
			except NotUnderstood as error:
				self._cells.reasons.append(about(substance, error))
		if not results and not self._cells.reasons:
			self._refuse(_("no substance has a result"))
		if self._verdict and results and not any(result.get("measured_value") for result in results):
			self._refuse_disagreement(any(result["qualitative"] == POSITIVE for result in results))
		return results

	def _result_in_cell(self, substance: str, cell: CellValue) -> dict[str, Any]:
		if _looks_like_a_number(cell):
			unit = self._row.substance_units.get(substance) or self._unit
			return self._measured_result(substance, read_measurement(cell, unit))
		verdict = read_verdict(cell)
		return {"substance": substance, "qualitative": verdict.qualitative if verdict else NEGATIVE}

	def _results_of_the_row(self) -> list[dict[str, Any]]:
		"""The results of a register with one result a row, for one substance or for several."""
		substances = self._named or self._lookups.risk_substances.get(self._product or "", [])
		if self._measured and self._measured.value is not None:
			return self._one_measured_result(substances)
		if not self._verdict and not self._measured:
			if not self._cells.reasons or self._row.get("verdict") is None:
				self._refuse(_("is missing"))
			return []
		if not self._verdict or self._verdict.qualitative == NEGATIVE:
			return self._negative_results(substances)
		return self._positive_results(substances)

	def _one_measured_result(self, substances: list[str]) -> list[dict[str, Any]]:
		if len(self._named) != 1:
			self._cells.refuse(
				"measured_value", _("one value cannot be that of several substances; name one under {0}").format(ITEMS)
			)
			return []
		return [self._measured_result(substances[0], self._measured)]

	def _measured_result(self, substance: str, measured: Measurement) -> dict[str, Any]:
		if measured.value is None or measured.value == 0:
			return {"substance": substance, "qualitative": NEGATIVE, "unit": measured.unit}
		return {
			"substance": substance,
			"qualitative": "",
			"measured_value": measured.value,
			"unit": measured.unit,
			"limit_value": self._cells.read("limit_value", read_number),
		}

	def _negative_results(self, substances: list[str]) -> list[dict[str, Any]]:
		if not substances and self._product:
			self._cells.refuse(
				"substances", _("name what was tested; no risk substances are on record for this product")
			)
		return [{"substance": substance, "qualitative": NEGATIVE} for substance in substances]

	def _positive_results(self, substances: list[str]) -> list[dict[str, Any]]:
		positive = self._positive_substances(substances)
		if not positive:
			return []
		return [
			{"substance": substance, "qualitative": POSITIVE if substance in positive else NEGATIVE}
			for substance in [*substances, *(name for name in positive if name not in substances)]
		]

	def _positive_substances(self, substances: list[str]) -> list[str]:
		if not self._verdict.named:
			if len(self._named) == 1:
				return self._named
			example = (substances or ["克百威"])[0]
			self._refuse(_("write which substance was found, for example {0}").format(f"阳性（{example}）"))
			return []
		try:
			positive = read_substances(self._verdict.named, self._lookups.substances)
		except NotUnderstood as error:
			self._refuse(str(error))
			return []
		not_tested = [name for name in positive if self._named and name not in self._named]
		if not_tested:
			self._refuse(_("{0} is found but not named under {1}").format("、".join(not_tested), ITEMS))
			return []
		return positive

	def _claim(self, results: list[dict[str, Any]]) -> str | None:
		measured = any(result.get("measured_value") for result in results)
		return self._verdict.qualitative if self._verdict and measured else None

	def _stated(self, results: list[dict[str, Any]], assumed: bool) -> tuple:
		if assumed:
			results = [result for result in results if result["qualitative"] != NEGATIVE]
		return tuple(
			sorted(
				(result["substance"], result["qualitative"], result.get("measured_value") or 0) for result in results
			)
		)

	def _refuse_disagreement(self, found: bool) -> None:
		if found != (self._verdict.qualitative == POSITIVE):
			self._refuse(_("contradicts the results in the columns of the substances"))

	def _refuse_unknown_columns(self) -> None:
		for heading in self._row.unknown_substances:
			self._cells.reasons.append(
				_('the substance "{0}" is not known; correct it, or add it under Substance').format(heading)
			)

	def _refuse(self, why: str) -> None:
		self._cells.refuse("verdict", why)


def _looks_like_a_number(cell: CellValue) -> bool:
	if isinstance(cell, str):
		return compact(written(cell)).lstrip("<≤")[:1].isdigit()
	return isinstance(cell, int | float) and not isinstance(cell, bool)

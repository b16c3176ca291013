"""The drafted texts of a product's governance summary: a line for each kind of figure."""

from __future__ import annotations

from collections.abc import Mapping

from frappe import _

from nongan_supervision.checklist.governance_figures import ProductFigures
from nongan_supervision.monitoring.verdicts import FAIL, PASS, SUSPECT
from nongan_supervision.registry.amounts import plain


def figures_text(figures: ProductFigures) -> str:
	"""Return the year's figures, line by line."""
	amounts = _(", ").join(f"{plain(amount)}{unit}" for unit, amount in sorted(figures.amounts.items()))
	producers = _("{0} producers in {1} villages").format(figures.producers, figures.villages)
	lines = [
		(
			_("Production: {0} ({1}).").format(producers, amounts)
			if amounts
			else _("Production: {0}.").format(producers)
		),
		_tests(figures),
		*_found(figures),
		_("Sale bans: {0} pronounced, {1} lifted, {2} still active.").format(
			figures.bans, figures.bans_lifted, figures.bans_active
		),
		_("Certificates: {0} batches with {1} slips.").format(figures.certificates, figures.slips),
		_("Technical guidance: {0} times.").format(figures.guidance),
		_inputs(figures),
	]
	if figures.clues is not None and figures.cases is not None:
		lines.append(
			_("Clues and cases: {0} clues, {1} cases filed, {2} decided.").format(
				figures.clues, figures.cases, figures.decided
			)
		)
	if figures.note:
		lines.append(_("Note: {0}", context="Print").format(figures.note))
	return "\n".join(lines)


def comparison_text(year: int, figures: ProductFigures, before: ProductFigures) -> str:
	"""Return how the year compares with the same days of the year before."""
	if not (before.tests or before.certificates or before.bans):
		return _("There are no figures of {0} to compare with.").format(year - 1)
	pairs = (
		(_("tests"), before.tests, figures.tests),
		(_("pass rate"), _percent(before.pass_rate), _percent(figures.pass_rate)),
		(_("sale bans"), before.bans, figures.bans),
		(_("certificate slips"), before.slips, figures.slips),
		(_("technical guidance"), before.guidance, figures.guidance),
	)
	changes = _("; ").join(_("{0} went from {1} to {2}").format(*pair) for pair in pairs)
	return _("Compared with the same days of {0}: {1}.").format(year - 1, changes)


def _tests(figures: ProductFigures) -> str:
	if not figures.tests:
		return _("Tests: none were made.")
	return _("Tests: {0}, {1} of them by quick methods and {2} quantitative ({3}); pass rate {4}.").format(
		figures.tests,
		figures.quick,
		figures.tests - figures.quick,
		_listed({_(stage, context="Residue Test"): count for stage, count in figures.stages.items()}),
		_percent(figures.pass_rate),
	)


def _found(figures: ProductFigures) -> list[str]:
	if figures.verdicts[PASS] == figures.tests:
		return []
	return [
		_("Not passed: {0} failing, {1} suspect; found were: {2}.").format(
			figures.verdicts[FAIL], figures.verdicts[SUSPECT], _listed(figures.substances)
		)
	]


def _inputs(figures: ProductFigures) -> str:
	if not figures.uses:
		return _("Inputs: no use is recorded.")
	return _("Inputs: {0} uses are recorded, most of them of {1}.").format(figures.uses, _listed(dict(figures.inputs)))


def _listed(counts: Mapping[str, int]) -> str:
	"""Names with their counts, the largest first."""
	ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
	return _(", ").join(f"{name} {count}" for name, count in ranked)


def _percent(rate: float | None) -> str:
	return "—" if rate is None else f"{rate:g}%"

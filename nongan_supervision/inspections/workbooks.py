"""Annex 2 of a year, a campaign's summary and a patrol plan as workbooks, laid out as on paper: to print or send on."""

from __future__ import annotations

from collections.abc import Iterable

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.exchange.layout import CENTRE, LEFT, OfficeSheet
from nongan_supervision.inspections import annex
from nongan_supervision.inspections.arrangement import ArrangedSeason, arranged_seasons
from nongan_supervision.registry.producer_names import producer_names

SUMMED = ("items_checked", "problems", "rectified", "open_problems")


def arrangement_workbook(campaign: Document) -> bytes:
	"""Return annex 2 of a campaign's year: its title, a table with merged cells, its note."""
	sheet = OfficeSheet(f"{campaign.year}{annex.HEADINGS[1]}", (11, 9, 46, 11, 28), across=True)
	sheet.title(annex.TITLE)
	sheet.headings((annex.HEADINGS[0], annex.HEADINGS[1], None, None, annex.HEADINGS[2]))
	_seasons(sheet, arranged_seasons(campaign, whole_year=True))
	sheet.text(annex.NOTE)
	return sheet.finished()


def _seasons(sheet: OfficeSheet, seasons: Iterable[ArrangedSeason]) -> None:
	"""Write a row per group, the seasons merged."""
	aligned = (CENTRE, CENTRE, LEFT, CENTRE, LEFT)
	for season in seasons:
		rows = [
			sheet.row((None if nth else season.name, *group.cells), aligned=aligned)
			for nth, group in enumerate(season.groups)
		]
		if rows:
			sheet.merge_down(0, rows[0], rows[-1])


def summary_workbook(summary: Document) -> bytes:
	"""Return a campaign's summary: its figures, a table of the villages grouped as in the annex, its texts."""
	sheet = OfficeSheet(summary.title, (9, 10, 10, 13, 9, 9, 9, 11, 26), across=True)
	sheet.title(summary.title)
	_section(sheet, _("Figures"), summary.figures)
	sheet.headings(
		(
			_("Group"),
			_("Village"),
			_("Status"),
			_("Inspected On"),
			_("Items Checked"),
			_("Problems"),
			_("Rectified"),
			_("Open Problems"),
			_("Remarks"),
		)
	)
	_villages(sheet, summary)
	_section(sheet, _("Comparison with Last Season"), summary.comparison)
	_section(sheet, _("Problems"), summary.problems)
	_section(sheet, _("Suggestions"), summary.suggestions)
	return sheet.finished()


def _villages(sheet: OfficeSheet, summary: Document) -> None:
	"""Write a row per village, the groups merged, and a row of sums."""
	aligned = (CENTRE,) * 8 + (LEFT,)
	begins, last, group_no = 0, 0, None
	for village in summary.villages:
		is_first = village.group_no != group_no
		values = (
			annex.supervision_group_title(village.group_no) if is_first and village.group_no else None,
			village.village,
			_(village.task_state) if village.task_state else None,
			village.inspected_on,
			village.items_checked,
			village.problems,
			village.rectified,
			village.open_problems,
			village.remarks,
		)
		row = sheet.row(values, aligned=aligned)
		if is_first:
			if begins:
				sheet.merge_down(0, begins, last)
			begins, group_no = row, village.group_no
		last = row
	if begins:
		sheet.merge_down(0, begins, last)
	sums = [sum(each.get(name) or 0 for each in summary.villages) for name in SUMMED]
	sheet.row((_("Total"), len(summary.villages), None, None, *sums, None), aligned=aligned, is_bold=True)


def patrol_workbook(plan: Document) -> bytes:
	"""Return a town's patrols of a month: a row for each, and how many of them have taken place."""
	title = patrol_title(plan)
	sheet = OfficeSheet(title, (6, 12, 12, 30, 12, 18, 40), across=True)
	sheet.title(title)
	sheet.text(
		f"{_('Planned Patrols')}：{plan.planned_count or 0}　{_('Patrols Done')}：{plan.done_count or 0}",
	)
	sheet.headings((_("No."), _("Planned On"), _("Village"), _("Producer"), _("Product"), _("Department"), _("Reason")))
	aligned = (CENTRE, CENTRE, CENTRE, LEFT, CENTRE, CENTRE, LEFT)
	names = producer_names(plan)
	for row in plan.items:
		producer = names.get(row.producer)
		values = (row.idx, getdate(row.planned_on), row.village, producer, row.product, row.department, row.reason)
		sheet.row(values, aligned=aligned)
	return sheet.finished()


def patrol_title(plan: Document) -> str:
	"""Return what a patrol plan is called on paper."""
	return _("{0}: patrol plan for {1}-{2}").format(plan.town, plan.year, f"{plan.month:02}")


def _section(sheet: OfficeSheet, label: str, text: str | None) -> None:
	"""Write a heading and the text below it over all columns."""
	sheet.text(label, is_heading=True)
	sheet.text(text)

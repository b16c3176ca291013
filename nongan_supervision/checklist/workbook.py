"""Annex 1 with actual figures beside the targets as a workbook, laid out as it is on paper."""

from __future__ import annotations

from math import ceil

from frappe import _

from nongan_supervision.checklist.printing import PrintedGroup, PrintedProgress, PrintedRow, PrintedTarget
from nongan_supervision.exchange.exporting.about import about
from nongan_supervision.exchange.layout import CENTRE, LEFT, OfficeSheet
from nongan_supervision.exchange.numbers import SHARE, fitting
from nongan_supervision.papers.wording import official_date

WIDTHS = (6, 14, 43, 18, 16, 18, 14, 9, 10)
ALIGNED = (CENTRE, CENTRE, LEFT, LEFT, LEFT, CENTRE, CENTRE, CENTRE, CENTRE)
NUMBER, CATEGORY, REQUIREMENT, DEPARTMENTS = range(4)
DECIMALS = 2


def progress_workbook(found: PrintedProgress) -> bytes:
	"""Return the checklist: its title, a table with merged cells, a line for the leader's signature."""
	sheet = OfficeSheet(_("Checklist with Actual Figures"), WIDTHS, size=11, across=True)
	sheet.title(_("{0}: Progress", context="Responsibility Checklist").format(found.title))
	as_on = (_("As On"), official_date(found.as_on))
	sheet.text(about([as_on, *((_("Figures of", context="Responsibility Checklist"), name) for name in found.of)]))
	sheet.headings(
		(
			_("No."),
			_("Task Category"),
			_("Task Target"),
			_("Responsible Departments"),
			_("Indicator", context="Checklist Item"),
			_("Target"),
			_("Actual"),
			_("Percent of Target"),
			_("State"),
		)
	)
	*others, last = found.groups or [None]
	for group in others:
		_write_group(sheet, group)
	with sheet.together():  # nobody signs an empty page
		if last:
			_write_group(sheet, last)
		for note in found.notes:
			sheet.text(_("Note: {0}", context="Print").format(note))
		sheet.text("")
		sheet.text(
			_("Signature of the supervision leader") + "：________________　　　　" + _("Date") + "：________________"
		)
	return sheet.finished()


def _write_group(sheet: OfficeSheet, group: PrintedGroup) -> None:
	begins = None
	room = sheet.lines(group.task_category, CATEGORY)
	with sheet.together():
		for row in group.rows:
			head = (group.number, group.task_category) if begins is None else (None, None)
			first, last = _write_row(sheet, row, head, ceil(room / group.height))
			begins = begins or first
	for column in (NUMBER, CATEGORY):
		sheet.merge_down(column, begins, last)


def _write_row(sheet: OfficeSheet, row: PrintedRow, head: tuple[int | None, str | None], least: int) -> tuple[int, int]:
	"""Write the targets of a row one below the other; return the first and the last line of it."""
	departments = _(", ").join(row.departments)
	lines = max(sheet.lines(row.requirement, REQUIREMENT), sheet.lines(departments, DEPARTMENTS))
	least = max(least, ceil(lines / len(row.targets)))
	written = []
	with sheet.together():
		for target in row.targets:
			told = (*head, row.requirement, departments) if not written else (None,) * 4
			values = (*told, target.counted, target.target, target.actual, _share(target), target.state)
			written.append(sheet.row(values, _formats(target), ALIGNED, least=least, spanned=range(4)))
			head = (None, None)
	for column in (REQUIREMENT, DEPARTMENTS):
		sheet.merge_down(column, written[0], written[-1])
	return written[0], written[-1]


def _share(target: PrintedTarget) -> float | None:
	return None if target.percent is None else round(target.percent / 100, 10)


def _formats(target: PrintedTarget) -> tuple[str | None, ...]:
	"""How the figures are shown: numbers, with their unit and what is asked of them around them."""
	unit = _quoted(target.unit)
	return (
		*(None,) * 5,
		f"{_quoted(target.comparison)}{fitting(target.target, DECIMALS)}{unit}",
		f"{fitting(target.actual, DECIMALS)}{unit}",
		SHARE,
		None,
	)


def _quoted(text: str) -> str:
	"""Return a text as a number's format takes it in."""
	return f'"{unmarked}"' if (unmarked := text.replace('"', "")) else ""

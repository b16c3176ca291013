"""Which villages' quarterly updates are waited for."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from frappe import _
from frappe.utils import get_absolute_url
from werkzeug.urls import iri_to_uri

from nongan_supervision.agenda.kinds import QUARTERLY_UPDATE
from nongan_supervision.agenda.person import Person
from nongan_supervision.agenda.waiting import Awaited, Deadline
from nongan_supervision.permissions.grants import VILLAGE
from nongan_supervision.registry.coverage import Cell, coverage
from nongan_supervision.registry.quarterly_updates import DOCTYPE
from nongan_supervision.registry.quarters import Quarter

AWAITED = Awaited(QUARTERLY_UPDATE, "due_on", (VILLAGE,), is_told_to_leaders=False)


def quarterly_deadlines(person: Person) -> Iterator[Deadline]:
	"""Yield the updates of the last quarter that a village officer's villages have not submitted.

	This quarter's too, where one is reminded of it before it ends.
	"""
	if not person.holds(VILLAGE):
		return
	today, until = person.today, person.until(QUARTERLY_UPDATE)
	this = Quarter.on(today)
	last = Quarter.on(this.starts_on - datetime.timedelta(days=1))
	for year in sorted({this.year, last.year}):
		for village, cells in coverage(person.villages, year, today, person.user).items():
			for cell in cells:
				if cell.quarter in (last, this) and not cell.is_submitted and cell.due_on <= until:
					yield _deadline(village, cell)


def _deadline(village: str, cell: Cell) -> Deadline:
	quarter = cell.quarter
	title = f"{village} {quarter.year} {_(quarter.name, context=DOCTYPE)}"
	if cell.expected:
		title = _("{0}: {1} of {2} producers confirmed").format(title, cell.confirmed, cell.expected)
	new = f"{get_absolute_url(DOCTYPE, 'new')}?village={village}&year={quarter.year}&quarter={quarter.name}"
	url = None if cell.update else iri_to_uri(new)
	return Deadline(DOCTYPE, cell.update, AWAITED, cell.due_on, title=title, url=url)

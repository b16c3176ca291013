"""What a department reports by hand for an item: a figure, the day of its report, and who reported it.

The day is what makes a report of a figure: the column of the figure holds 0 of itself, so a 0 without a day says
nothing, and a 0 with one is a figure like any other.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import flt, getdate

from nongan_supervision.checklist.rules import ChecklistError
from nongan_supervision.registry.context import Context


class InvalidReportError(ChecklistError):
	"""A report is dated after today."""


def note_report(item: Document, context: Context) -> None:
	"""Date a figure that is entered or changed, if its reporter doesn't, and note who reports it.

	Without a day, or with an emptied figure, the report is taken back.

	:raises InvalidReportError: the day lies in the future.
	"""
	stored = item.get_doc_before_save() or frappe._dict()
	before = (flt(stored.manual_value), _day(stored.reported_on))
	item.manual_value, item.reported_on = reported = _reported(item, before, context)
	if reported == before:
		item.reported_by = stored.reported_by
		return
	item.reported_by = frappe.session.user if item.reported_on else None
	if item.reported_on and item.reported_on > context.today:
		frappe.throw(
			_("{0} lies in the future.").format(_("Reported On", context="Checklist Item")), InvalidReportError
		)


def _reported(item: Document, before: tuple, context: Context) -> tuple:
	"""The figure and the day of the report that an item comes with, which had those of `before`."""
	figure, day = flt(item.manual_value), _day(item.reported_on)
	is_entered = figure != before[0]
	if before[1] and item.manual_value in (None, ""):
		day = None
	elif is_entered and (day == before[1] or (figure and not day)):
		day = context.today
	return (figure, day) if day else (0.0, None)


def _day(value: object):
	return getdate(value) if value else None


def is_reported(item: frappe._dict) -> bool:
	"""Whether a department has reported the figure of an item, be it 0."""
	return bool(item.reported_on)

"""The report's rows by village: a column for each item of which villages have a figure of their own."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from nongan_supervision.checklist.breakdown import VillageColumn, VillageTable
from nongan_supervision.checklist.measurement import Measurement
from nongan_supervision.checklist.progress import note_of


def get_columns(table: VillageTable) -> list[dict[str, Any]]:
	"""The village, and the items by their number and what they count."""
	figures = [
		{
			"fieldname": _fieldname(column),
			"label": _label(column),
			"fieldtype": "Float",
			"width": min(max(110, 14 * len(_label(column)) + 24), 220),
			"precision": 2,
		}
		for column in table.columns
	]
	return [
		{"fieldname": "place", "label": _("Village"), "fieldtype": "Data", "width": 110},
		*figures,
	]


def get_rows(table: VillageTable) -> list[dict[str, Any]]:
	"""A row for each village, and one of all that the user may see unless one village was asked for.

	`missed` names the columns in which a village is below a target that each must meet; `behind` has by column the
	DocType and the filters of the documents behind a figure, `notes` what there is to say of it.
	"""
	rows = [_of_village(table, village) for village in table.villages]
	if not rows or table.question.village:
		return rows
	figures = _figures(table, {_fieldname(each): each.town for each in table.columns})
	return [*rows, {"place": _("Total"), "is_total": True, "missed": [], **figures}]


def get_message(table: VillageTable) -> str:
	"""Which items the table leaves out, because they are the whole town's."""
	if not table.left_out:
		return ""
	return _("Not by village: {0}").format(_(", ").join(item.item_no for item in table.left_out))


def _of_village(table: VillageTable, village: str) -> dict[str, Any]:
	figures = {_fieldname(column): column.figures[village] for column in table.columns}
	missed = [_fieldname(column) for column in table.columns if village in column.missed_by]
	return {"place": village, "village": village, "missed": missed, **_figures(table, figures)}


def _figures(table: VillageTable, by_field: dict[str, Measurement]) -> dict[str, Any]:
	of_a_part = {_fieldname(column) for column in table.columns if column.is_of_a_part}
	notes = {
		fieldname: note_of(each, table.question.is_past, fieldname in of_a_part) for fieldname, each in by_field.items()
	}
	return {
		**{fieldname: each.value for fieldname, each in by_field.items()},
		"notes": {fieldname: note for fieldname, note in notes.items() if note},
		"behind": {
			fieldname: [each.doctype, [condition.as_list() for condition in each.filters]]
			for fieldname, each in by_field.items()
			if each.doctype
		},
	}


def _fieldname(column: VillageColumn) -> str:
	return frappe.scrub(column.item.name)


def _label(column: VillageColumn) -> str:
	unit = column.item.unit or column.indicator.unit
	name = f"{column.item.item_no} {column.indicator.name}"
	return f"{name} ({unit})" if unit else name

"""Documents that went the same way: the rules take one of them through its steps, the others are left as it is then.

A year holds many uneventful inspections. Their steps are the same, and taking each of them anew tells nothing new.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import frappe
from frappe.model import default_fields
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate

OWN = frozenset(default_fields) - {"docstatus"}
"""What each document and row has for itself: its name, its place, by whom and when it was made."""

READ_AS = {"Date": getdate, "Datetime": get_datetime}


def take_over(before: Document, after: Document, others: Mapping[str, datetime.timedelta]) -> None:
	"""Leave other documents as the steps have left one that had the same fields and rows as they have.

	:param before: it, before the steps; `after`: it, after them.
	:param others: the others' names, and how much later their steps were taken.
	"""
	for name, later in others.items():
		frappe.db.set_value(after.doctype, name, _changes(before, after, later), update_modified=False)
	for table in after.meta.get_table_fields():
		alike: dict[tuple, list[int]] = defaultdict(list)
		for row_before, row in zip(before.get(table.fieldname), after.get(table.fieldname), strict=True):
			alike[tuple(_changes(row_before, row).items())].append(row.idx)
		for values, numbers in alike.items():
			place = {"parenttype": after.doctype, "parent": ["in", list(others)], "parentfield": table.fieldname}
			if values:
				frappe.db.set_value(
					table.options, {**place, "idx": ["in", numbers]}, dict(values), update_modified=False
				)
	_close_workflow_actions(after.doctype, list(others))


def _changes(before: Document, after: Document, later: datetime.timedelta = datetime.timedelta()) -> dict[str, Any]:
	values = {name: after.get(name) for name in after.meta.get_valid_columns() if name not in OWN}
	return {
		name: READ_AS[kind](value) + later if value and (kind := _kind(after, name)) in READ_AS else value
		for name, value in values.items()
		if value != before.get(name)
	}


def _kind(doc: Document, name: str) -> str | None:
	field = doc.meta.get_field(name)
	return field.fieldtype if field else None


def _close_workflow_actions(doctype: str, names: list[str]) -> None:
	"""Leave nobody to be asked for the steps, as the framework does when they are taken."""
	done = {"reference_doctype": doctype, "reference_name": ["in", names], "status": "Open"}
	values = {"status": "Completed", "completed_by": frappe.session.user}
	frappe.db.set_value("Workflow Action", done, values, update_modified=False)

"""Where a product comes from and where it went, from any document, code or number, as a tree.

Limited in the queries to what the session's user may see.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate

from nongan_supervision.production.ledgers import to_the_left
from nongan_supervision.traceability.errors import NothingToTraceError
from nongan_supervision.traceability.nodes import CERTIFICATE, MISSING, PARTY
from nongan_supervision.traceability.tracing import Question, Trace, trace

Row = dict[str, Any]


def execute(filters: dict[str, Any] | None = None) -> tuple[list, list, str, None, list]:
	"""Columns, rows, message and summary of the trace that the filters ask for."""
	question = Question.of(filters)
	if question.is_empty:
		return get_columns(), [], get_invitation(), None, []
	try:
		answer = trace(question)
	except NothingToTraceError as reason:
		frappe.clear_last_message()  # it stands where the tree would
		return get_columns(), [], str(reason), None, []
	return get_columns(), answer.rows, get_message(answer), None, get_summary(answer)


def get_columns() -> list[Row]:
	"""The columns; keys that nobody reads are hidden. The level stays with a row in whatever file it goes to."""
	columns = [
		_data("item", _("What", context="Traceability"), 340),
		_data("relation", _("Relation", context="Traceability"), 170),
		_data("state", _("State", context="Traceability"), 110),
		{"fieldname": "date", "label": _("Date"), "fieldtype": "Date", "width": 110},
		_data("place", _("Place", context="Traceability"), 120),
		_data("kind_label", _("Kind", context="Traceability"), 120),
		{
			"fieldname": "document",
			"label": _("Document", context="Traceability"),
			"fieldtype": "Dynamic Link",
			"options": "doctype",
			"width": 170,
		},
		_data("note", _("Note", context="Traceability"), 180),
		{"fieldname": "level", "label": _("Level", context="Traceability"), "fieldtype": "Int", "width": 60},
		{"fieldname": "doctype", "label": "", "fieldtype": "Data", "hidden": 1},
	]
	return to_the_left(columns)


def get_invitation() -> str:
	"""What to do where nothing has been asked for yet."""
	return escape_html(
		_(
			"Enter the number of a document, the code or the serial number of a slip, a batch, lot or sample number, "
			"or the name of a producer or an input; or choose a document."
		)
	)


def get_message(answer: Trace) -> str:
	"""In which period was looked, and whether there is more."""
	period = _("What belongs together without naming each other was looked for from {0} to {1}.").format(
		formatdate(answer.period.since), formatdate(answer.period.until)
	)
	more = _("There is more than is shown: choose a shorter period or a single direction.") if answer.is_cut else ""
	return escape_html(f"{period} {more}".strip())


def get_summary(answer: Trace) -> list[Row]:
	"""How many bad tests, certificates, buyers and missing links the tree has."""
	failing, missing = answer.count_failing(), answer.count(MISSING)
	return [
		_figure(_("Failing or Suspect Tests"), failing, "Red" if failing else "Grey"),
		_figure(_("Certificates", context="Traceability"), answer.count(CERTIFICATE), "Blue"),
		_figure(_("Buyers and Suppliers"), answer.count(PARTY), "Blue"),
		_figure(_("Missing Links"), missing, "Red" if missing else "Grey"),
	]


def _figure(label: str, value: int, indicator: str) -> Row:
	return {"label": label, "value": value, "datatype": "Int", "indicator": indicator}


def _data(fieldname: str, label: str, width: int) -> Row:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}

"""What an export writes, whether it comes from a list or from a report."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, format_duration, parse_json
from frappe.utils.xlsxutils import handle_html

MARKUP = frozenset({"Text Editor", "HTML Editor", "HTML"})
TEXTS = MARKUP | {"Small Text", "Text", "Long Text"}
WIDEST, WIDEST_TEXT = 30.0, 44.0
"""Of a column, in characters: what is longer takes several lines."""

NUMBERS = (int, float)
KEPT = (str, int, float, bool, datetime.date, datetime.datetime, datetime.time, datetime.timedelta)
"""What a cell can hold as it is."""

TRANSLATED_NAMES = frozenset({"DocType", "Role", "Report", "Workflow State", "Workflow Action Master"})
"""DocTypes whose names the Desk shows translated."""

STATES = ("Draft", "Submitted", "Cancelled")
"""By docstatus."""


@dataclass(frozen=True)
class Column:
	"""A column: its heading, and what its values are.

	:param context: the DocType in which options are translated.
	:param width: the widest that it may be, in characters.
	:param group: what stands above its heading and those of its neighbours of the same group.
	"""

	label: str
	fieldtype: str = "Data"
	options: str = ""
	context: str = ""
	width: float = WIDEST
	fieldname: str = ""
	precision: int | None = None
	group: str = ""


@dataclass
class Table:
	"""An export: its title, what was asked for, the headings and the rows below; of these, which are sums."""

	title: str
	columns: Sequence[Column]
	rows: list[list[Any]] = field(default_factory=list)
	filters: list[tuple[str, str]] = field(default_factory=list)
	totals: set[int] = field(default_factory=set)
	doctype: str = ""
	"""Of what documents it is."""


def shown(value: Any, column: Column) -> Any:
	"""A value as a reader of the file should find it: numbers, days and moments as such, all else in words."""
	if value is None or value == "":
		return None
	if column.fieldtype == "Check":
		return _("Yes") if cint(value) else _("No")
	if column.fieldtype == "Docstatus":
		return _(STATES[cint(value)])
	if column.fieldtype == "Select" or _is_named_in_words(column):
		return _(cstr(value), context=column.context or None)
	if column.fieldtype == "Duration":
		return format_duration(value)
	if column.fieldtype in MARKUP:
		return handle_html(cstr(value))
	if column.fieldtype == "People":
		return ", ".join(parse_json(value) or ())
	return value if isinstance(value, KEPT) else cstr(value)


def column_of(field: Any, label: str | None = None) -> Column:
	"""The column of a field of a DocType, headed as its form is."""
	heading = label or _(field.label or field.fieldname, context=field.parent)
	return Column(
		heading,
		field.fieldtype,
		field.options or "",
		field.parent,
		WIDEST_TEXT if field.fieldtype in TEXTS else WIDEST,
		field.fieldname,
		cint(field.precision) if cstr(field.precision) else None,
	)


def _is_named_in_words(column: Column) -> bool:
	if column.fieldtype != "Link" or not column.options:
		return False
	return column.options in TRANSLATED_NAMES or bool(frappe.get_meta(column.options).translated_doctype)

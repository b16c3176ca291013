"""What a client may put into a field at all: one value, not a list or a mapping, and no fraction for a name.

The framework takes whatever JSON says and fails on it later, at the first query that it stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
from frappe import _
from frappe.model import display_fieldtypes, table_fields
from frappe.utils import cstr

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField
	from frappe.model.document import Document

LINKS = ("Link", "Dynamic Link")
TEXTS = (*LINKS, "Data", "Select", "Small Text", "Text", "Long Text", "Text Editor", "Code", "Attach", "Attach Image")
HOLD_MORE = (*display_fieldtypes, *table_fields, "JSON")


class MisshapenValueError(frappe.ValidationError):
	"""A field holds what is no value of any field."""


def refuse_misshapen(doc: Document) -> None:
	"""Refuse a document with a list, a mapping or a broken name in one of its fields.

	:raises MisshapenValueError: names the field.
	"""
	tables = [field for field in doc.meta.get_table_fields() if not isinstance(doc.get(field.fieldname) or [], list)]
	if tables:
		_refuse(doc, tables[0])
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			if is_misshapen(row.get(field.fieldname), field):
				_refuse(row, field)


def _refuse(doc: Document, field: DocField) -> None:
	frappe.throw(
		_("{0}: this is no value for the field.").format(_(doc.meta.get_label(field.fieldname), context=doc.doctype)),
		MisshapenValueError,
	)


def is_misshapen(value: Any, field: DocField) -> bool:
	"""Whether a value is none that the field can hold, whatever it says."""
	if field.fieldtype in HOLD_MORE:
		return False
	return isinstance(value, list | tuple | set | dict) or (field.fieldtype in LINKS and isinstance(value, float))


def write_as_text(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate``: a number in a field of text, as a phone number may come, is read as its digits.

	The character of no code, which ends a text for many programs, is taken out.
	"""
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			value = row.get(field.fieldname)
			if field.fieldtype not in TEXTS:
				continue
			if isinstance(value, int | float):
				row.set(field.fieldname, cstr(value))
			elif isinstance(value, str) and "\0" in value:
				row.set(field.fieldname, value.replace("\0", ""))

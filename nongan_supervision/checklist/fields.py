"""What an indicator may name: DocTypes and fields that exist and are of a type that serves."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model import no_value_fields, numeric_fieldtypes, table_fields

DATE_TYPES = frozenset({"Date", "Datetime"})
NUMBER_TYPES = frozenset(numeric_fieldtypes) | {"Rating", "Duration"}

WITHOUT_COLUMN = frozenset(no_value_fields) | frozenset(table_fields) | {"Password"}

STANDARD_FIELDS = {
	"name": "Data",
	"owner": "Data",
	"modified_by": "Data",
	"creation": "Datetime",
	"modified": "Datetime",
	"docstatus": "Int",
	"idx": "Int",
}
"""The fields that every document has beside those of its DocType, and their types."""


class InvalidDefinitionError(frappe.ValidationError):
	"""An indicator cannot be counted as it is defined."""


class UnknownDocTypeError(InvalidDefinitionError):
	"""There is no such DocType, or its documents cannot be counted."""


class UnknownFieldError(InvalidDefinitionError):
	"""The DocType has no such field."""


class ProtectedFieldError(InvalidDefinitionError):
	"""The field is for few eyes only, so that a figure everybody sees may not depend on it."""


class WrongFieldTypeError(InvalidDefinitionError):
	"""The field is of a type that does not serve here."""


def require_doctype(doctype: str) -> None:
	"""Refuse what is no DocType with a table of documents.

	:raises UnknownDocTypeError: it does not exist, or is a form of which there is one only.
	"""
	try:
		meta = frappe.get_meta(doctype)
	except frappe.DoesNotExistError:
		meta = None
	if meta is None or meta.issingle or meta.get("is_virtual"):
		frappe.throw(_("Documents of the type {0} cannot be counted.").format(_(doctype)), UnknownDocTypeError)


def field_type(doctype: str, fieldname: str) -> str:
	"""The type of a field.

	:raises UnknownFieldError: the DocType has none of this name, or the database has no column for it.
	:raises ProtectedFieldError: not everybody who reads the documents reads this field.
	"""
	field = frappe.get_meta(doctype).get_field(fieldname)
	found = field.fieldtype if field and not field.get("is_virtual") else STANDARD_FIELDS.get(fieldname)
	if not found or found in WITHOUT_COLUMN:
		frappe.throw(_("{0} has no field {1}.").format(_(doctype), fieldname), UnknownFieldError)
	if field and field.permlevel:
		frappe.throw(
			_("Field {0} of {1} is protected. A figure may not depend on it.").format(fieldname, _(doctype)),
			ProtectedFieldError,
		)
	return found


def require_field(doctype: str, fieldname: str, types: frozenset[str] = frozenset()) -> None:
	"""Refuse a field that does not exist or, where `types` are given, is of none of them.

	:raises UnknownFieldError: the DocType has none of this name.
	:raises WrongFieldTypeError: it is of another type.
	"""
	found = field_type(doctype, fieldname)
	if types and found not in types:
		frappe.throw(
			_("Field {0} of {1} is of type {2}, which does not serve here.").format(fieldname, _(doctype), _(found)),
			WrongFieldTypeError,
		)


def covering_field(doctype: str, denominator: str) -> str:
	"""The field by which documents of `doctype` name one of the denominator's, where an indicator names none.

	:raises UnknownFieldError: there is no link from the one to the other.
	"""
	links = [field for field in frappe.get_meta(doctype).get_link_fields() if field.options == denominator]
	if not links:
		frappe.throw(_("{0} has no field that links to {1}.").format(_(doctype), _(denominator)), UnknownFieldError)
	return links[0].fieldname

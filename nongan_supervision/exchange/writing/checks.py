"""What the framework checks of a document's own fields, compiled once per DocType.

`Document._validate` asks the DocType's definition anew for every document and stops at the first fault. These
checks ask it once, find all faults, and let the framework's own method speak where a rule of it has details
(phone numbers, mail addresses, markup). Mandatory fields that an office has added are found like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt

from nongan_supervision.exchange.writing.messages import reason_of
from nongan_supervision.permissions.markup import clean_texts

NOT_COVERED = ("Password", "Rating", "Code", "Dynamic Link", "Text Editor", "HTML Editor", "Markdown Editor")
"""Types of fields whose checks are not repeated here; a DocType that has one is written the ordinary way."""

DATA_LENGTH = 140
LENGTH_LIMITED = ("Data", "Link", "Select", "Autocomplete", "Phone", "Read Only")
FREE_TEXTS = ("Data", "Small Text", "Text", "Long Text")
NUMBERS = ("Int", "Float", "Currency", "Percent")
LARGEST_INT = 2**31 - 1

FieldCheck = Callable[[Document], str | None]


class FieldChecks:
	"""The checks of one DocType and of its child tables."""

	def __init__(self, doctype: str):
		self.doctype = doctype
		self._meta = frappe.get_meta(doctype)
		self._checks: list[FieldCheck] = [check for field in self._meta.fields for check in _checks_of(field)]
		self._free_texts = [field.fieldname for field in self._meta.fields if field.fieldtype in FREE_TEXTS]
		self._by_framework = any(
			field.fieldtype in ("Data", "Phone") and (field.options or field.fieldtype == "Phone")
			for field in self._meta.fields
		)
		self._children = {field.fieldname: FieldChecks(field.options) for field in self._meta.get_table_fields()}

	def is_complete(self) -> bool:
		"""False if the DocType has fields whose checks are not made here."""
		covered = all(field.fieldtype not in NOT_COVERED for field in self._meta.fields)
		return covered and all(child.is_complete() for child in self._children.values())

	def faults(self, doc: Document) -> Iterator[str]:
		"""What is wrong with the document's fields and those of its rows; also cleans markup out of texts."""
		for check in self._checks:
			if fault := check(doc):
				yield fault
		if self._by_framework:
			yield from reason_of(doc._validate_data_fields)
		texts = (value for name in self._free_texts if isinstance(value := vars(doc).get(name), str))
		if any("<" in text or ">" in text for text in texts):
			clean_texts(doc)
		for fieldname, checks in self._children.items():
			for row in doc.get(fieldname):
				yield from checks.faults(row)


def _checks_of(field) -> Iterator[FieldCheck]:
	if getattr(field, "is_virtual", False):
		return
	if field.reqd and field.fieldtype != "Check":
		yield _mandatory(field)
	if field.fieldtype == "Select" and field.fieldname != "naming_series":
		yield from _one_of_its_options(field)
	if field.fieldtype in NUMBERS and field.non_negative:
		yield _not_negative(field)
	if field.fieldtype in LENGTH_LIMITED:
		yield _not_too_long(field)
	if field.fieldtype == "Int":
		yield _not_too_large(field)


def _mandatory(field) -> FieldCheck:
	name, is_table = field.fieldname, field.fieldtype in table_fields

	def check(doc: Document) -> str | None:
		value = vars(doc).get(name)  # a third of the time of doc.get, thousands of times a register
		if value if is_table else cstr(value).strip():
			return None
		return _("{0} is missing").format(_label(field))

	return check


def _one_of_its_options(field) -> Iterator[FieldCheck]:
	name, options = field.fieldname, (field.options or "").split("\n")
	if not any(options):
		return

	def check(doc: Document) -> str | None:
		value = vars(doc).get(name)
		if not value or value in options:
			return None
		return _('{0} cannot be "{1}"; it is one of: {2}').format(
			_label(field), value, ", ".join(_(option, context=field.parent) for option in options if option)
		)

	yield check


def _not_negative(field) -> FieldCheck:
	name = field.fieldname

	def check(doc: Document) -> str | None:
		value = vars(doc).get(name)
		return _("{0} cannot be negative").format(_label(field)) if value and flt(value) < 0 else None

	return check


def _not_too_long(field) -> FieldCheck:
	name, longest = field.fieldname, cint(field.length) or DATA_LENGTH

	def check(doc: Document) -> str | None:
		value = vars(doc).get(name)
		if not value or len(cstr(value)) <= longest:
			return None
		return _("{0} is longer than {1} characters").format(_label(field), longest)

	return check


def _not_too_large(field) -> FieldCheck:
	name = field.fieldname

	def check(doc: Document) -> str | None:
		value = vars(doc).get(name)
		if not value or abs(cint(value)) <= LARGEST_INT:
			return None
		return _("{0} is too large a number").format(_label(field))

	return check


def _label(field) -> str:
	return _(field.label or field.fieldname, context=field.parent)

"""Addresses of files and pictures: pages and prints draw them into their markup as they are.

The framework cleans texts, but no address: one with a quotation mark in it ends the picture's address and begins a
script, and one that is a script runs for whoever opens the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import frappe
from frappe import _
from frappe.utils import cstr, escape_html

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField
	from frappe.model.document import Document

TYPES = ("Attach", "Attach Image", "Signature")

USABLE = re.compile(r"(/|https?://|data:image/)[^\"'<>`]*", re.IGNORECASE)

SHOWN = 60
"""Characters of a refused address that a message repeats."""


class UnusableAddressError(frappe.ValidationError):
	"""A field for a file or a picture holds what is no address of one."""


def refuse_unusable(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` and ``before_update_after_submit``: refuse a new address that would be more than one.

	:raises UnusableAddressError: names the field.
	"""
	known: set[str] | None = None
	for field, value in _addresses(doc):
		if USABLE.fullmatch(value):
			continue
		if known is None:
			stored = doc.get_doc_before_save()
			known = {address for _field, address in _addresses(stored)} if stored else set()
		if value not in known:
			frappe.throw(
				_(
					"{0}: {1} can't be used. Upload a file, with a name without quotation marks and angle brackets."
				).format(_(field.label or field.fieldname, context=doc.doctype), escape_html(value[:SHOWN])),
				UnusableAddressError,
			)


def _addresses(doc: Document) -> Iterator[tuple[DocField, str]]:
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			if field.fieldtype in TYPES and (value := cstr(row.get(field.fieldname)).strip()):
				yield field, value

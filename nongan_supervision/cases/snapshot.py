"""What a record holds, field by field, in a form that is the same from memory and from either database.

A short value stands as it is, so that the journal can show it; a long text or a table stands as its SHA-256 digest,
which tells a change but not the content.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from frappe.model import display_fieldtypes, table_fields
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt, get_datetime, getdate

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField

LONGEST = 140
DIGEST = "sha256:"
NOT_RECORDED = frozenset({"journal_head", "naming_series"})
"""The journal's own place, and what never changes."""

SEALED = "_sealed"
"""How the fields of sealed identity numbers end: of these the masked one is recorded."""


def snapshot(doc: Document) -> dict[str, str]:
	"""Return every stored field of a record, its tables included, as short texts."""
	values = {}
	for field in doc.meta.fields:
		if not _is_recorded(field):
			continue
		if field.fieldtype in table_fields:
			rows = [_row(row) for row in doc.get(field.fieldname) or ()]
			values[field.fieldname] = digest(canonical(rows)) if rows else ""
		else:
			values[field.fieldname] = short(plain(doc.get(field.fieldname), field.fieldtype))
	return values


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
	"""Return what `after` says of the fields in which it differs; fields that were empty and are so are left out."""
	return {name: value for name, value in after.items() if value != before.get(name, "")}


def plain(value: Any, fieldtype: str) -> str:
	"""Return a value as text, however the database or a client spelt it; nothing and zero-length text alike."""
	if fieldtype in ("Int", "Check"):
		return str(cint(value)) if cint(value) else ""
	if value in (None, ""):
		return ""
	if fieldtype in ("Float", "Currency", "Percent"):
		return f"{flt(value, 6):.6f}".rstrip("0").rstrip(".") if flt(value, 6) else ""
	if fieldtype == "Date":
		return getdate(value).isoformat()
	if fieldtype == "Datetime":
		return get_datetime(value).replace(microsecond=0).isoformat(sep=" ")
	return cstr(value).replace("\r\n", "\n").strip()


def short(text: str) -> str:
	"""Return a text, or its digest if it is long."""
	return text if len(text) <= LONGEST else digest(text)


def digest(text: str) -> str:
	"""Return a text's SHA-256, marked as such."""
	return DIGEST + hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value: Any) -> str:
	"""Return plain data as the one JSON text that is hashed."""
	return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(row: Document) -> dict[str, str]:
	"""A row without its name, which a new one gets only when it is stored."""
	return {
		field.fieldname: plain(row.get(field.fieldname), field.fieldtype)
		for field in row.meta.fields
		if _is_recorded(field)
	}


def _is_recorded(field: DocField) -> bool:
	if field.fieldname in NOT_RECORDED or field.fieldname.endswith(SEALED):
		return False
	return field.fieldtype not in display_fieldtypes

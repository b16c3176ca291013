"""Markup in texts: cleaned as the framework cleans it, also where the framework leaves it.

The framework takes scripts out of what is saved, so that a list, a report or a print may show it. But it passes over
two things that anybody can send: texts of a document that is submitted as it is made, and a text in quotation marks,
which it takes for JSON. The latter holds for its own documents too: a note that greets everybody who signs in, a task.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import frappe
from bs4 import BeautifulSoup
from frappe.utils.html_utils import sanitize_html

if TYPE_CHECKING:
	from frappe.core.doctype.docfield.docfield import DocField
	from frappe.model.document import Document

KEPT_AS_THEY_ARE = ("Attach", "Attach Image", "Barcode", "Code", "JSON")
"""Fields whose values are no texts, as the framework has it."""


DRAWN_FOR_OTHERS = (
	"Address",
	"Communication",
	"Contact",
	"Dashboard Chart",
	"Desktop Icon",
	"Discussion Reply",
	"Discussion Topic",
	"Event",
	"Kanban Board",
	"List Filter",
	"Note",
	"Number Card",
	"Reminder",
	"ToDo",
)
"""The framework's documents that each user may write, and whose texts other users' pages draw."""

WRITTEN_OUT = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;"})
"""Characters that begin or end a tag or an attribute; a text that is written out twice stays as it is."""


def clean_texts(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` and ``before_update_after_submit``: take out of the texts what a browser would run."""
	is_final = method == "before_update_after_submit"
	for row in (doc, *doc.get_all_children()):
		for field in row.meta.fields:
			value = row.get(field.fieldname)
			if (
				isinstance(value, str)
				and "<" in value
				and _holds_text(field)
				and not (is_final and not field.allow_on_submit)
			):
				row.set(field.fieldname, cleaned(value))


def write_columns_as_text(report: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` of Report: what a saved report says of its columns is text.

	Each user of the Desk may save one, and the table of whoever opens it draws headings and links as they are.
	"""
	saved = None
	with suppress(ValueError):
		saved = frappe.parse_json(report.json or "")
	if isinstance(saved, dict) and saved.get("columns"):
		saved["columns"] = _as_text(saved["columns"])
		report.json = frappe.as_json(saved, indent=None)


def _as_text(value: Any) -> Any:
	if isinstance(value, dict):
		return {name: _as_text(held) for name, held in value.items()}
	if isinstance(value, list):
		return [_as_text(held) for held in value]
	return value.translate(WRITTEN_OUT) if isinstance(value, str) else value


def cleaned(text: str) -> str:
	"""Return a text without scripts; one without tags as it is."""
	has_tags = bool(BeautifulSoup(text, "html.parser").find())
	return sanitize_html(text, always_sanitize=True) if has_tags else text


def _holds_text(field: DocField) -> bool:
	"""Whether a field's value is a text: an address of a mail may be in angle brackets, behind a name."""
	is_kept = field.fieldtype in KEPT_AS_THEY_ARE or field.get("options") == "Email" or field.get("ignore_xss_filter")
	return not is_kept

"""Fields that nobody but the server fills: a client may send anything in them.

The framework lets a client write a read-only field as any other. What a rule computes is computed anew whatever was
sent; these fields are filled once, by the code that makes the document or by what happens to it later, and are kept
as they are stored.
"""

from __future__ import annotations

from typing import TypeVar

from frappe.model.document import Document

SERVER_FIELDS = ("import_key", "register_import", "request_key", "printed_on", "withdrawn_on")
"""By what an import, or a portal's form, knows a document again; when something was printed, and withdrawn."""

MARKS = ("_assign", "_comments", "_liked_by", "_seen")
"""What the framework keeps beside a document's fields of who did what with it, each with a method of its own."""

SomeDocument = TypeVar("SomeDocument", bound=Document)


def filled_by_server(doc: SomeDocument) -> SomeDocument:
	"""Let a document that the server makes itself keep what it has in these fields; returns the document."""
	doc.flags.filled_by_server = True  # the framework takes no flags from a client
	return doc


def keep(doc: Document, method: str | None = None) -> None:
	"""Take these fields from the database, whatever was sent.

	Hook ``before_validate`` and ``before_update_after_submit`` of the app's DocTypes.
	"""
	stored = doc.get_doc_before_save()
	for mark in MARKS:
		if doc.get(mark) is not None:
			doc.set(mark, stored.get(mark) if stored else None)
	if doc.flags.filled_by_server:
		return
	for fieldname in SERVER_FIELDS:
		if doc.meta.has_field(fieldname):
			doc.set(fieldname, stored.get(fieldname) if stored else None)

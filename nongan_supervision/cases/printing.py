"""A print of a case or a referral goes on its journal: on paper, as a PDF, with a mail; not a preview on the screen.

So every rendering counts but those that are asked for by the preview's own method: whatever the framework adds to the
ways in which a document gets out is on record until somebody decides otherwise.
"""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.cases import files, journal

PREVIEW = "frappe.www.printview.get_html_and_style"
"""What the Desk's print view asks for to show a document on the screen."""

NAMELESS = ("", "/", "/api/method", "/api/v1/method", "/api/v2/method")
"""Addresses at which the request's ``cmd`` alone says which method is asked for."""


def note_print(doc: Document, print_format: str | None = None) -> None:
	"""Put on record that the session's user prints a document that is stored, and in which format.

	:raises AlteredFileError: a file of it isn't what it was when it was attached.
	"""
	if doc.is_new() or is_preview():
		return
	files.require_unaltered(doc)
	print_format = print_format or frappe.form_dict.get("format") or "Standard"
	journal.record(doc, journal.PRINTED, about={"print_format": print_format})
	frappe.local.flags.commit = True  # a GET that leaves a trace


def is_preview() -> bool:
	"""Whether the request, by its address and its ``cmd``, asks for a preview and for nothing else.

	Without a request it is a mail from the queue, or a job.
	"""
	request = getattr(frappe.local, "request", None)
	if not request:
		return False
	path = request.path.rstrip("/")
	asked = {path.rpartition("/method/")[2]} if path not in NAMELESS else set()
	if cmd := frappe.form_dict.get("cmd"):
		asked.add(cmd)
	return asked == {PREVIEW}

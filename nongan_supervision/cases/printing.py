"""A print of a case or a referral goes on its journal; a preview on the screen doesn't."""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from nongan_supervision.cases import journal

PRINTS = (
	"/printview",
	"/api/method/frappe.utils.print_format.download_pdf",
	"/api/method/frappe.utils.print_format.download_multi_pdf",
)
"""Where the Desk fetches what goes to a printer or into a PDF."""


def note_print(doc: Document) -> None:
	"""Put on record that the session's user prints a document that is stored, and in which format."""
	request = getattr(frappe.local, "request", None)
	if not request or request.path not in PRINTS or doc.is_new():
		return
	print_format = frappe.form_dict.get("format") or "Standard"
	journal.record(doc, journal.PRINTED, about={"print_format": print_format})
	frappe.local.flags.commit = True  # a GET that leaves a trace

"""A notification in the Desk."""

from __future__ import annotations

import frappe
from frappe.utils import escape_html


def tell(user: str, doctype: str, name: str, subject: str, link: str | None = None) -> None:
	"""Leave somebody a notification about a document.

	:param subject: plain text in the user's language; what people have written may stand in it, markup and all.
	:param link: where it leads, unless to the document.
	"""
	notice = {
		"doctype": "Notification Log",
		"type": "Alert",
		"for_user": user,
		"document_type": doctype,
		"document_name": name,
		"link": link,
		"subject": escape_html(subject),
	}
	frappe.get_doc(notice).insert(ignore_permissions=True)  # the system's own message: nobody has a right to write one

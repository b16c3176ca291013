"""Methods of the framework that hand out files and prints, made to leave a trace on a case's journal.

Each stands in ``override_whitelisted_methods`` under the framework's own names and answers like it. What the framework
refuses leaves no trace: it is asked first.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import handler
from frappe.core.api import file as framework

from nongan_supervision.cases.files import TABLES, journal_looks
from nongan_supervision.cases.printing import note_print


@frappe.whitelist(allow_guest=True)
def download_file(file_url: str) -> None:
	"""A file by its address, for those who may read it."""
	handler.download_file(file_url)
	journal_looks(file_url)


@frappe.whitelist()
def zip_files(files: str) -> None:  # the framework's name of what it is sent
	"""Those of the files that the user may read, in an archive."""
	framework.zip_files(files)
	_journal(frappe.parse_json(files))


@frappe.whitelist()
def unzip_file(name: str) -> Any:
	"""The files in an archive, as files beside it."""
	answer = framework.unzip_file(name)
	_journal([name])
	return answer


@frappe.whitelist()
def download_pdf(doctype: str, name: str, print_format: str, letterhead: str | None = None) -> None:
	"""A print by the framework's newer builder, which asks no document before it prints."""
	frappe.call(
		"frappe.utils.weasyprint.download_pdf",
		doctype=doctype,
		name=name,
		print_format=print_format,
		letterhead=letterhead,
	)
	if doctype in TABLES:
		note_print(frappe.get_doc(doctype, name), print_format)


def _journal(names: list[str]) -> None:
	for name in {name for name in names if isinstance(name, str)}:
		if url := frappe.db.get_value("File", name, "file_url"):
			journal_looks(url)

"""Files that stay: those of cases and referrals, of clues, and the photos of inspections."""

from __future__ import annotations

from frappe.model.document import Document

from nongan_supervision.cases import clue_locks, files
from nongan_supervision.inspections import evidence


def keep(file: Document, method: str | None = None) -> None:
	"""Hook on File, ``before_validate`` and ``on_trash``: what a record rests on is neither changed nor deleted.

	:raises CitedError: a record keeps the file.
	:raises SettledRecordError: a file is added to a settled case or referral.
	"""
	files.keep(file, method)
	is_changed = not file.is_new() and any(file.has_value_changed(fieldname) for fieldname in files.KEPT)
	if method == "on_trash" or is_changed:
		clue_locks.keep_file(file)
		evidence.keep_file(file)


def delete_content(file: Document, only_thumbnail: bool = False) -> None:
	"""Hook ``delete_file_data_content``: ask before the bytes are gone; the framework removes them before ``on_trash``.

	:raises CitedError: a record keeps the file.
	"""
	keep(file, "on_trash")
	file.delete_file_from_filesystem(only_thumbnail=only_thumbnail)

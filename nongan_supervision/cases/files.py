"""Files of cases and referrals: private, hashed when they are attached, and left alone from then on."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.cases import errors, journal
from nongan_supervision.cases.states import CASE, DRAFT, REFERRAL, SETTLED
from nongan_supervision.workflows import errors as step_errors

PRIVATE = "/private/files/"
TABLES = {CASE: "evidence", REFERRAL: "documents"}
"""DocType → its table of files, each row with `file` and `sha256`."""

KEPT = ("file_url", "is_private", "content_hash", "attached_to_doctype", "attached_to_name")
"""What of a File record may not change once a case has it."""


def readable(doctype: str, name: str) -> Document:
	"""Return a case or a referral that the session's user may read.

	:raises CaseError: it is a document of another kind.
	:raises frappe.PermissionError: they may not read it.
	"""
	if doctype not in TABLES:
		frappe.throw(_("Only a case or a referral has files and a journal."), errors.CaseError)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return doc


def hash_files(doc: Document) -> list[Document]:
	"""Hash the files that are new in a record, and no others; return their rows.

	Whether the others are what they were is asked where it counts: see `require_unaltered`.

	:raises NotPrivateError: a file can be read by everybody.
	:raises UnknownFileError: there is no such file.
	:raises AlteredFileError: another file stands in a row than the one that was hashed.
	"""
	new = []
	before = stored_rows(doc)
	for row in doc.get(TABLES[doc.doctype]) or ():
		stored = before.get(row.name)
		if stored and stored.sha256:
			_keep(row, stored)
		elif row.file:
			row.sha256 = sha256_of(row.file)
			new.append(row)
		else:
			row.sha256 = None
	return new


def stored_rows(doc: Document) -> dict[str, Document]:
	"""Return the rows of files that the database has for a record, by name."""
	stored = doc.get_doc_before_save()
	return {row.name: row for row in (stored.get(TABLES[doc.doctype]) if stored else None) or ()}


def sha256_of(url: str) -> str:
	"""Return the SHA-256 digest of a private file's bytes.

	:raises NotPrivateError: it is no private file of this site.
	:raises UnknownFileError: it is not there.
	"""
	if not url.startswith(PRIVATE):
		frappe.throw(
			_(
				"{0} is not private: anybody with the address can read it. Attach it again with “Private” ticked."
			).format(url),
			errors.NotPrivateError,
		)
	path = _path(url)
	if not path:
		frappe.throw(_("There is no file {0}. Attach it again.").format(url), errors.UnknownFileError)
	return _digest(path)


def altered(doc: Document) -> list[Document]:
	"""Return the rows of a record whose file is missing, or has other bytes than when it was attached.

	Reads every file: for a step, a print and the verification, not for what happens at each look.
	"""
	return [row for row in hashed_rows(doc) if not is_as_hashed(row)]


def missing(doc: Document) -> list[Document]:
	"""Return the rows of a record whose file is no longer there; reads none of them."""
	return [row for row in hashed_rows(doc) if not _path(row.file)]


def hashed_rows(doc: Document) -> list[Document]:
	"""Return the rows of a record that have a file with a digest."""
	return [row for row in doc.get(TABLES[doc.doctype]) or () if row.file and row.sha256]


def is_as_hashed(row: Document) -> bool:
	"""Tell whether a row's file is there and has the bytes of its digest."""
	path = _path(row.file)
	return bool(path) and _digest(path) == row.sha256


def require_unaltered(doc: Document) -> None:
	"""Refuse a step or a print of a record with a file that isn't what it was; files hashed just now are.

	:raises AlteredFileError: names the rows.
	"""
	just_hashed = doc.flags.new_files or ()
	rows = [row for row in hashed_rows(doc) if row not in just_hashed and not is_as_hashed(row)]
	if rows:
		frappe.throw(
			_(
				"Files in the rows {0} are missing or were altered since they were attached. Have an administrator "
				"compare them with the backup before you go on."
			).format("、".join(str(row.idx) for row in rows)),
			errors.AlteredFileError,
		)


def attach(doc: Document, rows: list[Document]) -> None:
	"""Attach the files of these rows to their record, so that who sees the record, and nobody else, sees them.

	A file that was uploaded before its record was saved, or that belongs to another one (a test's report), gets a File
	record here. The framework asks then whether the user may read that file.
	"""
	for row in rows:
		place = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
		if not frappe.db.exists("File", {"file_url": row.file, **place}):
			frappe.get_doc(
				{"doctype": "File", "file_url": row.file, "file_name": Path(row.file).name, "is_private": 1, **place}
			).insert()


def keep(file: Document, method: str | None = None) -> None:
	"""Keep what a case has as it is, when a file is made or changed (``before_validate``) or deleted (``on_trash``).

	:raises CitedError: the file of a filed case, or one that a draft lists, is changed or deleted.
	:raises SettledRecordError: a file is added to a settled record.
	"""
	if method == "before_validate" and file.is_new():
		_refuse_addition(file)
	elif method == "on_trash" or any(file.has_value_changed(fieldname) for fieldname in KEPT):
		for doctype, name in _holders(file, moved=method != "on_trash"):
			frappe.throw(
				_("The file {0} belongs to {1} {2} and stays as it is.").format(file.file_name, _(doctype), name),
				errors.CitedError,
			)


def journal_direct_view() -> None:
	"""Hook ``before_request``: a look at a case's file by its address goes on the case's journal too."""
	path = unquote(frappe.request.path) if frappe.request else ""
	if path.startswith(PRIVATE):
		journal_looks(path)


def journal_mail(file: Document, method: str | None = None) -> None:
	"""Hook on File, ``after_insert``: a case's file that goes out with a mail goes on the case's journal."""
	if file.attached_to_doctype == "Communication" and (file.file_url or "").startswith(PRIVATE):
		journal_looks(file.file_url)


def journal_looks(url: str) -> None:
	"""Note in the journals of all cases and referrals that have this file that the session's user looks at it."""
	if frappe.session.user == "Guest":
		return
	places = {"file_url": url, "attached_to_doctype": ["in", list(TABLES)]}
	for name in frappe.get_all("File", filters=places, pluck="name"):
		file = frappe.get_doc("File", name)
		if file.is_downloadable():
			journal_view(frappe.get_doc(file.attached_to_doctype, file.attached_to_name), url)
			frappe.local.flags.commit = True  # a GET that leaves a trace


def journal_view(doc: Document, url: str) -> None:
	"""Note in a record's journal that the session's user looks at one of its files."""
	row = next((row for row in doc.get(TABLES[doc.doctype]) or () if row.file == url), None)
	if row:
		journal.record(doc, journal.EVIDENCE_VIEWED, about=about(row))


def about(row: Document) -> dict[str, str]:
	"""What the journal says of a file: what it is, where it lies, and its digest."""
	return {
		"title": row.get("title") or row.get("document_type") or "",
		"type": row.get("evidence_type") or row.get("document_type") or "",
		"file": row.file or "",
		"sha256": row.sha256 or "",
	}


def _keep(row: Document, stored: Document) -> None:
	row.sha256 = stored.sha256
	if row.file != stored.file:
		frappe.throw(
			_("Row {0}: a file that is hashed is not exchanged. Add the new one in a row of its own.").format(row.idx),
			errors.AlteredFileError,
		)


def _digest(path: Path) -> str:
	hashed = hashlib.sha256()
	with path.open("rb") as file:
		while chunk := file.read(1 << 20):
			hashed.update(chunk)
	return hashed.hexdigest()


def _path(url: str) -> Path | None:
	name = frappe.db.get_value("File", {"file_url": url, "is_folder": 0})
	path = Path(frappe.get_doc("File", name).get_full_path()) if name else None
	return path if path and path.is_file() else None


def _holders(file: Document, moved: bool) -> list[tuple[str, str]]:
	"""The cases and referrals that keep this file: it is attached to them, and they are filed or list it.

	:param moved: another File record of the same bytes would take them along.
	"""
	same = {"file_url": frappe.db.get_value("File", file.name, "file_url") or file.file_url} if moved else {}
	filters = {"attached_to_doctype": ["in", list(TABLES)], **(same or {"name": file.name})}
	places = frappe.get_all("File", filters, ["attached_to_doctype", "attached_to_name", "file_url"], as_list=True)
	return [(doctype, name) for doctype, name, url in places if _keeps(doctype, name, url)]


def _keeps(doctype: str, name: str, url: str) -> bool:
	if frappe.db.get_value(doctype, name, "workflow_state") not in (None, "", DRAFT):
		return True
	rows = "Case Evidence" if doctype == CASE else "Referral Document"
	return bool(frappe.db.exists(rows, {"parenttype": doctype, "parent": name, "file": url}))


def _refuse_addition(file: Document) -> None:
	if file.attached_to_doctype not in TABLES:
		return
	state = frappe.db.get_value(file.attached_to_doctype, file.attached_to_name, "workflow_state")
	if state in SETTLED[file.attached_to_doctype]:
		frappe.throw(
			_("{0} {1} is settled ({2}) and changes no more.").format(
				_(file.attached_to_doctype), file.attached_to_name, _(state)
			),
			step_errors.SettledRecordError,
		)

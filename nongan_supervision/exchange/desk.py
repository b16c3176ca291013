"""Imports from the Desk: a Register Import is checked in the background, then imported when its user says so.

The counts, the status and the refused rows are the server's: what a client sends for them is put back. The
user must be able to read the file, and sees in the end no more than they may enter.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.background_jobs import is_job_enqueued

from nongan_supervision.exchange.errors import (
	ImportInterrupted,
	NotAllowedToImport,
	ReturnedWorkbookNotWritten,
	UnreadableRegister,
)
from nongan_supervision.exchange.importer import import_register
from nongan_supervision.exchange.kinds import kind_named
from nongan_supervision.exchange.result import ImportResult, RefusedRow
from nongan_supervision.exchange.words import written

DOCTYPE = "Register Import"
OUTCOME = (
	"status",
	"message",
	"rows_total",
	"rows_taken",
	"rows_known",
	"rows_refused",
	"positives",
	"new_producers",
	"refused_file",
	"warnings",
	"refused_rows",
	"file_sha256",
)
RUNNING = ("Checking", "Importing")
FINISHED = ("Imported", "Partly Refused")
REFUSED_ROWS_KEPT = 200
TIMEOUT = 3 * 60 * 60
HEARTBEAT = 10 * 60
"""Seconds for which a report counts; a job that is silent for longer is looked for among those that wait or run."""

WRONG_FILE = (UnreadableRegister, NotAllowedToImport, ImportInterrupted, ReturnedWorkbookNotWritten)


def keep_outcome(doc: Document) -> None:
	"""Puts back what only the importer sets; a changed file or kind makes a checked import a draft again."""
	before = doc.get_doc_before_save()
	for field in OUTCOME:
		doc.set(field, before.get(field) if before else None)
	doc.status = doc.status or "Draft"
	if not before or all(doc.get(field) == before.get(field) for field in ("file", "kind", "town")):
		return
	if doc.status in (*RUNNING, *FINISHED):
		frappe.throw(_("This file is being imported or was imported. Make a new import for another file."))
	forget_outcome(doc)


def forget_outcome(doc: Document) -> None:
	"""Empty the fields that a run fills in."""
	for field in OUTCOME:
		doc.set(field, 0 if doc.meta.get_field(field).fieldtype == "Int" else None)
	doc.status = "Draft"


def check_file(doc: Document) -> None:
	"""Refuses a file that isn't there or that the user may not read, and a type that is no workbook."""
	if not doc.file:
		return
	if not doc.file.lower().endswith(".xlsx"):
		frappe.throw(
			_("This is not an Excel workbook (.xlsx). Open it, save it as .xlsx and try again."), UnreadableRegister
		)
	file_of(doc)


def refuse_deletion_while_running(doc: Document) -> None:
	"""Refuse to delete an import that is running."""
	if is_running(doc):
		frappe.throw(_("This import is running. Wait until it is finished."))


def file_of(doc: Document) -> Document:
	"""The uploaded file: attached to this import or the session user's own, and theirs to read.

	The address in the form can be typed by hand, so it proves nothing. Raises `frappe.PermissionError`.
	"""
	files = frappe.get_all(
		"File",
		filters={"file_url": doc.file, "is_folder": 0},
		fields=["name", "owner", "attached_to_doctype", "attached_to_name"],
		order_by="creation desc",
	)
	for found in files:
		is_attached = (found.attached_to_doctype, found.attached_to_name) == (DOCTYPE, doc.name)
		if not is_attached and found.owner != frappe.session.user:
			continue
		file = frappe.get_doc("File", found.name)
		if file.has_permission("read"):
			return file
	frappe.throw(_("You may not read the file {0}.").format(doc.file), frappe.PermissionError)


def start(name: str, dry_run: bool) -> None:
	"""Sends an import on its way. Raises if the user may not write it, or if it is on its way already."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)  # nobody else starts it meanwhile
	doc.check_permission("write")
	job = _job_of(name, dry_run)
	if is_running(doc) or is_job_enqueued(job):
		frappe.throw(_("This import is running. Wait until it is finished."))
	if doc.status in FINISHED:
		frappe.throw(_("This file was imported. Make a new import for another file."))
	if not dry_run and doc.status not in ("Checked", "Importing", "Failed"):
		frappe.throw(_("Check the register first."))
	report_progress(name, 0, 0)
	doc.db_set({"status": "Checking" if dry_run else "Importing", "message": None})
	frappe.enqueue(
		"nongan_supervision.exchange.desk.run",
		queue="long",
		timeout=TIMEOUT,
		enqueue_after_commit=True,
		job_id=job,
		deduplicate=True,
		name=name,
		dry_run=dry_run,
		language=frappe.local.lang,
	)


def run(name: str, dry_run: bool, language: str | None = None) -> None:
	"""The background job: checks or imports, and writes down what came of it."""
	if language:
		frappe.local.lang = language
	doc = frappe.get_doc(DOCTYPE, name)
	try:
		_run(doc, dry_run)
	except WRONG_FILE as error:
		_fail(doc, str(error))
	except Exception:
		_fail(doc, _("The import failed for a reason that is in the Error Log. Nothing half-written was left."))
		frappe.log_error(title=f"{DOCTYPE} {name}")
	finally:
		frappe.cache.delete_value(_progress_key(name))
	frappe.db.commit()


def progress_of(name: str) -> dict[str, Any]:
	"""The status of an import, whether it runs, rows looked at and rows there are.

	Raises if the user may not read it.
	"""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	progress = frappe.cache.get_value(_progress_key(name)) or {}
	return {
		"status": doc.status,
		"running": is_running(doc),
		"done": progress.get("done", 0),
		"total": progress.get("total", 0),
	}


def report_progress(name: str, done: int, total: int) -> None:
	"""Note how far an import is, for whoever looks at its form."""
	value = {"done": done, "total": total}
	frappe.cache.set_value(_progress_key(name), value, expires_in_sec=HEARTBEAT)


def is_running(doc: Document) -> bool:
	"""Whether a job works on the import or waits for its turn; one that is silent and in no queue has died."""
	if doc.status not in RUNNING:
		return False
	has_reported = bool(frappe.cache.get_value(_progress_key(doc.name)))
	return has_reported or is_job_enqueued(_job_of(doc.name, dry_run=doc.status == "Checking"))


def _run(doc: Document, dry_run: bool) -> None:
	path = file_of(doc).get_full_path()
	with tempfile.TemporaryDirectory() as folder:
		returned = Path(folder) / "refused.xlsx"
		result = import_register(
			path,
			kind=kind_named(doc.kind).name if doc.kind else None,
			dry_run=dry_run,
			progress=lambda done, total: report_progress(doc.name, done, total),
			refused_path=returned,
			town=doc.town,
			import_name=doc.name,
		)
		content = returned.read_bytes() if returned.exists() else None
	_note(doc, result, _attach_returned(doc, content), _digest(path))


def _note(doc: Document, result: ImportResult, refused_file: str | None, digest: str) -> None:
	imported = "Partly Refused" if result.refused else "Imported"
	doc.db_set(
		{
			"status": "Checked" if result.dry_run else imported,
			"message": None,
			"kind": kind_named(result.kind).label,
			"rows_total": result.rows_total,
			"rows_taken": result.taken,
			"rows_known": result.known,
			"rows_refused": len(result.refused),
			"positives": result.positives,
			"new_producers": result.new_producers,
			"refused_file": refused_file,
			"warnings": "\n".join(result.all_warnings()) or None,
			"refused_rows": json.dumps(_for_display(result.refused), ensure_ascii=False),
			"file_sha256": digest,
		}
	)
	doc.notify_update()


def _fail(doc: Document, message: str) -> None:
	frappe.db.rollback()
	forget_outcome(doc)
	doc.db_set({**{field: doc.get(field) for field in OUTCOME}, "status": "Failed", "message": message})


def _for_display(refused: Iterable[RefusedRow]) -> list[dict[str, Any]]:
	return [
		{
			"sheet": row.sheet,
			"row_no": row.row_no,
			"cells": " | ".join(written(value) for _column, value in sorted(row.cells.items())),
			"reasons": row.reasons,
		}
		for row in list(refused)[:REFUSED_ROWS_KEPT]
	]


def _attach_returned(doc: Document, content: bytes | None) -> str | None:
	"""Keeps the returned workbook as a private file of the import, in place of an earlier one."""
	for name in frappe.get_all(
		"File",
		filters={"attached_to_doctype": DOCTYPE, "attached_to_name": doc.name, "attached_to_field": "refused_file"},
		pluck="name",
	):
		# the import's own product, replaced by the same job
		frappe.delete_doc("File", name, ignore_permissions=True)
	if content is None:
		return None
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": _returned_name(doc),
			"content": content,
			"is_private": 1,
			"attached_to_doctype": DOCTYPE,
			"attached_to_name": doc.name,
			"attached_to_field": "refused_file",
		}
	)
	file.save(ignore_permissions=True)  # made by the job, not uploaded by the user
	return file.file_url


def _returned_name(doc: Document) -> str:
	"""A name that nobody guesses: the numbers of imports follow each other."""
	return f"{doc.name}-{frappe.generate_hash(length=20)}.xlsx"


def _digest(path: str) -> str:
	return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _job_of(name: str, dry_run: bool) -> str:
	"""Two names, so that an import need not wait until the check's job is forgotten."""
	return f"{DOCTYPE} {name} {'check' if dry_run else 'import'}"


def _progress_key(name: str) -> str:
	return f"register_import_progress::{name}"

"""Photos of inspections: taken on a phone and sent in once, or attached in the Desk; real pictures, and private."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import BinaryIO

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.inspections.field import errors
from nongan_supervision.inspections.field.limits import count_photo
from nongan_supervision.inspections.field.pictures import as_picture, told_by_camera
from nongan_supervision.inspections.states import TASK

PRIVATE = "/private/files/"
LARGEST_MB = 10
"""Where the settings name no other limit."""

KEY = re.compile(r"[0-9a-f]{32}")


def take_in(task: Document, photo_key: str, file: BinaryIO | None) -> dict:
	"""Attach a photo from a phone to its task; one that has arrived before is answered as it was then.

	The task itself is not touched: its row of the photo comes with the findings.

	:param photo_key: 32 hexadecimal digits that the phone drew for this photo.
	:returns: its key and address, and what the camera wrote into it, for a phone that knows no better.
	:raises MalformedWorkError: there is no photo, or no key.
	:raises PhotoError: it is too large, or no picture.
	:raises TooMuchSentError: too many photos of this user in an hour.
	"""
	if not KEY.fullmatch(photo_key or "") or not file:
		frappe.throw(_("A photo and its key are needed."), errors.MalformedWorkError)
	if arrived := address_of(task.name, photo_key):
		return {"photo_key": photo_key, "photo": arrived}
	count_photo()
	content = _content(file)
	picture, told = as_picture(content), told_by_camera(content)
	stored = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": _file_name(photo_key),
			"attached_to_doctype": TASK,
			"attached_to_name": task.name,
			"is_private": 1,
			"content": picture,
		}
	).insert()
	answer = {"photo_key": photo_key, "photo": stored.file_url}
	if told.taken_at:
		answer["taken_at"] = told.taken_at.isoformat(sep=" ")
	return {**answer, **(told.position._asdict() if told.position else {})}


def address_of(task: str, photo_key: str) -> str | None:
	"""Return the address of a photo that a phone has sent in for a task, None if it has not arrived."""
	place = {"attached_to_doctype": TASK, "attached_to_name": task, "file_name": _file_name(photo_key)}
	return frappe.db.get_value("File", place, "file_url")


def check_file(file: Document, method: str | None = None) -> None:
	"""Hook on File, ``before_validate``: what is attached to an inspection as a photo must be one.

	:raises PhotoError: it is too large, HEIC, or only says that it is a picture.
	"""
	if file.attached_to_doctype != TASK or not file.is_new() or file.is_folder or not _says_photo(file):
		return
	if not (file.file_url or "").startswith(("http://", "https://")):
		_check_content(_bytes_of(file))


def check_upload() -> None:
	"""Look at a file that a form uploads for an inspection, before the framework does, which fails on false pictures.

	:raises PhotoError: it is too large, HEIC, or only says that it is a picture.
	"""
	file, form = frappe.request.files.get("file"), frappe.form_dict
	if form.doctype == TASK and file and (form.fieldname == "photo" or _is_photo_name(file.filename or "")):
		_check_content(file.stream.read(largest_bytes() + 1))
		file.stream.seek(0)


def check_rows(task: Document, method: str | None = None) -> None:
	"""Hook on Inspection Task, ``validate``: photos that are new in its tables are pictures of this site, and private.

	:raises PublicPhotoError: anybody with its address could read a photo.
	:raises UnknownPhotoError: there is no such file that the user may read.
	:raises PhotoError: it is no picture.
	"""
	stored = task.get_doc_before_save()
	known = {row.photo for row in _rows(stored)} if stored else set()
	for row in _rows(task):
		if row.photo and row.photo not in known:
			_check_address(row)


def largest_bytes() -> int:
	"""How many bytes a photo may have."""
	settings = frappe.get_cached_doc("Nongan Supervision Settings")
	return (cint(settings.photo_max_mb) or LARGEST_MB) << 20


def _content(file: BinaryIO) -> bytes:
	"""The bytes of an upload, never more than are allowed."""
	content = file.read(largest_bytes() + 1)
	_refuse_if_larger(len(content))
	return content


def _check_content(content: bytes) -> None:
	_refuse_if_larger(len(content))
	as_picture(content)


def _bytes_of(file: Document) -> bytes:
	"""The bytes as they lie on the disk: the framework reads them as a text where some encoding lets it."""
	path = Path(file.get_full_path()) if file.file_url else None
	if path and path.is_file():
		return path.read_bytes()
	content = file.get_content()
	return content if isinstance(content, bytes) else content.encode()


def _refuse_if_larger(size: int) -> None:
	if size > largest_bytes():
		frappe.throw(
			_(
				"A photo may have {0} MB at most. Take it on the page, which scales it down, or choose a smaller one."
			).format(largest_bytes() >> 20),
			errors.PhotoTooLargeError,
		)


def _check_address(row: Document) -> None:
	if not row.photo.startswith(PRIVATE):
		frappe.throw(
			_("The photo {0} is not private: anybody with its address can see it. Attach it again as private.").format(
				row.photo
			),
			errors.PublicPhotoError,
		)
	files = [frappe.get_doc("File", name) for name in frappe.get_all("File", {"file_url": row.photo}, pluck="name")]
	readable = next((file for file in files if not file.is_folder and file.has_permission("read")), None)
	if not readable:
		frappe.throw(_("There is no photo {0}. Attach it again.").format(row.photo), errors.UnknownPhotoError)
	if not _is_photo_name(row.photo):
		as_picture(_bytes_of(readable))


def _rows(task: Document) -> list[Document]:
	return [*(task.get("photos") or ()), *(task.get("items") or ())]


def _says_photo(file: Document) -> bool:
	return file.attached_to_field == "photo" or _is_photo_name(file.file_name or file.file_url or "")


def _is_photo_name(name: str) -> bool:
	"""Whether a file of this name was looked at when it was attached."""
	kind = mimetypes.guess_type(name)[0] or ""
	return kind.startswith("image/") or name.lower().endswith((".heic", ".heif"))


def _file_name(photo_key: str) -> str:
	return f"field-{photo_key}.jpg"

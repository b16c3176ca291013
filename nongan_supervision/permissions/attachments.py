"""What a user may do with a file: take one over by its address, or hang one on a document.

The framework lets whoever makes a File record do anything with it, since they own it. So a record that names the
address of a hidden file would open it to them, and one that names a hidden document would stand among its attachments.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import frappe
from frappe import _
from frappe.core.doctype.file import file as framework
from frappe.utils import cint, cstr, file_manager

from nongan_supervision.permissions.table import TABLE

if TYPE_CHECKING:
	from frappe.model.document import Document

PLACE = ("attached_to_doctype", "attached_to_name")
FIELDS_FOR_FILES = ("Attach", "Attach Image")
TEMPORARY_NAME = "__temporary_name"
UNSAVED = "new-"
"""What the Desk calls a document by that isn't saved yet."""


def may_use_file(doc: Document, ptype: str | None = None, user: str | None = None, **options: Any) -> bool:
	"""Hook ``has_permission`` of File: the framework's answer, but for addresses and documents that are hidden.

	On Frappe 15 the first hook that answers decides, so the framework's own is asked here.
	"""
	user = user or frappe.session.user
	if ptype in ("create", "write"):
		_refuse_public(doc)
		if not (_may_take_address(doc, user) and _may_attach(doc, user)):
			return False
	return framework.has_permission(doc, ptype, user, **options)


def refuse_hidden_files(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_validate`` of every DocType: a field for a file names one that the user may read.

	The framework hangs such a file on the document without asking, where whoever sees that reads it: on one's own
	account as its picture, to begin with. And it takes a file off a document that a client says it had been saved as.

	:raises frappe.PermissionError:
	"""
	if not cstr(doc.get(TEMPORARY_NAME)).startswith(UNSAVED):
		doc.delete_key(TEMPORARY_NAME)
	user, stored = frappe.session.user, doc.get_doc_before_save()
	for field in doc.meta.fields:
		address = cstr(doc.get(field.fieldname)).strip() if field.fieldtype in FIELDS_FOR_FILES else ""
		if not _is_private_address(address) or user == "Administrator":
			continue
		if not (stored and stored.get(field.fieldname) == address) and not _may_read_at(address, user):
			frappe.throw(_("A file that you may not read is put into no document of yours."), frappe.PermissionError)


@frappe.whitelist(methods=["POST"])
def make_mail(**sent: Any) -> Any:
	"""The framework's method that writes a mail, which attaches any file by its name: those that the sender may read.

	:raises frappe.PermissionError:
	"""
	attachments = sent.get("attachments") or []
	with suppress(ValueError):
		attachments = frappe.parse_json(attachments)
	for name in attachments if isinstance(attachments, list) else ():
		if isinstance(name, str) and not frappe.has_permission("File", "read", doc=name):
			frappe.throw(_("A file that you may not read goes out with no mail of yours."), frappe.PermissionError)
	return frappe.call("frappe.core.doctype.communication.email.make", **sent)


@frappe.whitelist(methods=["POST"])
def add_attachments(doctype: str, name: str, attachments: Any) -> list[Document]:
	"""The framework's method that hangs files on a document by their names: those that the user may read, on theirs.

	:raises frappe.PermissionError:
	"""
	frappe.has_permission(doctype, "write", doc=name, throw=True)
	attachments = frappe.parse_json(attachments)
	for file in attachments if isinstance(attachments, list) else ():
		if isinstance(file, str):
			frappe.has_permission("File", "read", doc=file, throw=True)
	return file_manager.add_attachments(doctype, name, attachments)


def _may_take_address(doc: Document, user: str) -> bool:
	"""Whether the user may read what lies at the file's new address already, or sends the content themselves."""
	sends_content = doc.is_new() and doc.get("content")  # a file that is stored takes no new content
	if sends_content or not _is_private_address(doc.file_url):
		return True
	if frappe.db.get_value("File", doc.name, "file_url") == doc.file_url:
		return True
	return _may_read_at(doc.file_url, user, but=doc.name)


def _may_read_at(address: str, user: str, but: str | None = None) -> bool:
	"""Whether the user may read one of the files at an address, not counting the one of this name."""
	keepers = frappe.get_all("File", filters={"file_url": address, "name": ["!=", but or ""]}, pluck="name")
	return any(frappe.has_permission("File", "read", doc=name, user=user) for name in keepers)


def _refuse_public(doc: Document) -> None:
	"""Refuse to lay open what is attached to a document of the table: whoever may read the document reads it.

	:raises frappe.PermissionError:
	"""
	is_open = doc.attached_to_doctype in TABLE and not cint(doc.is_private) and not cint(doc.is_folder)
	if is_open and (doc.is_new() or cint(frappe.db.get_value("File", doc.name, "is_private"))):
		frappe.throw(
			_("Files of {0} are never public. Upload them as private files.").format(_(doc.attached_to_doctype)),
			frappe.PermissionError,
		)


def _may_attach(doc: Document, user: str) -> bool:
	"""Whether the user may write the document of the table that the file is newly attached to, or make one."""
	doctype, name = (doc.get(field) for field in PLACE)
	if doctype not in TABLE or frappe.db.get_value("File", doc.name, PLACE) == (doctype, name):
		return True
	if name and frappe.db.exists(doctype, name):
		return frappe.has_permission(doctype, "write", doc=name, user=user)
	return any(frappe.has_permission(doctype, right, user=user) for right in ("create", "write"))


def _is_private_address(address: str | None) -> bool:
	return "/private/" in unquote(address or "")

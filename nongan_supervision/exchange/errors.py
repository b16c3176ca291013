"""Why a whole file, as opposed to one of its rows, can't be taken.

Every class says in one sentence what is wrong and what to do next; `str(error)` is that sentence in the
language of the session. They derive from `frappe.ValidationError`, so the Desk and the REST API answer with
the sentence and not with a traceback.
"""

from __future__ import annotations

import frappe
from frappe import _


class UnreadableRegister(frappe.ValidationError):
	"""The file can't be taken as a register at all; nothing of it was written."""

	def __init__(self, message: str | None = None):
		super().__init__(message or self.sentence())

	@classmethod
	def sentence(cls) -> str:
		return _("This file could not be read as a register.")


class WrongFileType(UnreadableRegister):
	"""Not an .xlsx workbook: an old .xls, a PDF, a picture, a text file, another office document."""

	@classmethod
	def sentence(cls) -> str:
		return _("This is not an Excel workbook (.xlsx). Open it, save it as .xlsx and try again.")


class OldWorkbook(WrongFileType):
	"""The binary .xls format of Excel 97 to 2003, or .xlsb."""

	@classmethod
	def sentence(cls) -> str:
		return _("This workbook is in a binary Excel format (.xls or .xlsb). Save it as .xlsx and try again.")


class EncryptedWorkbook(UnreadableRegister):
	@classmethod
	def sentence(cls) -> str:
		return _("This workbook is protected by a password. Remove the password in Excel and try again.")


class BrokenWorkbook(UnreadableRegister):
	@classmethod
	def sentence(cls) -> str:
		return _(
			"This workbook is damaged or was not uploaded completely. "
			"Open it in Excel, save it again and try again. Nothing was imported."
		)


class OversizedWorkbook(UnreadableRegister):
	"""A zip bomb, or a workbook far beyond what a register can be."""

	@classmethod
	def sentence(cls) -> str:
		return _(
			"This workbook unpacks to far more data than a register can hold, so it was not opened. "
			"Copy the rows into a new workbook and try again."
		)


class EmptyRegister(UnreadableRegister):
	@classmethod
	def sentence(cls) -> str:
		return _("There is nothing to read in this file: it has no rows below its headings.")


class MissingColumns(UnreadableRegister):
	"""The needed columns are not all there.

	`missing` and `seen` are headings as a reader of the sheet would write them.
	"""

	def __init__(self, missing: list[str], seen: list[str]):
		self.missing = missing
		self.seen = seen
		super().__init__(
			_("These columns are missing: {0}. Headings found in the sheet: {1}.").format(
				"、".join(missing), "、".join(seen) or _("none", context="Register")
			)
		)


class UnknownKind(UnreadableRegister):
	def __init__(self, kind: str, known: list[str]):
		super().__init__(_("There is no kind of register called {0}. Known kinds: {1}.").format(kind, "、".join(known)))


class NotAllowedToImport(frappe.PermissionError):
	"""The session's user may not create the documents that this kind of register becomes."""


class ImportInterrupted(frappe.ValidationError):
	"""Writing stopped half-way (no room on the disk, the database gone).

	What was written before stays and is complete in itself; importing the same file again goes on from there.
	"""


class ReturnedWorkbookNotWritten(frappe.ValidationError):
	"""The workbook with the refused rows could not be written, for want of room or of the right to write."""

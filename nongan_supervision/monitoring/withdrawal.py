"""What a cancelled test had opened is withdrawn: it binds nobody any more, but stays on record under its number."""

from __future__ import annotations

from typing import Any

from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

WITHDRAWN = "Withdrawn"

FIELDS = ("withdrawn_on", "withdrawal_reason")
"""The fields that say when and why a document was withdrawn: the system's alone."""


def withdrawal(test: Document) -> dict[str, Any]:
	"""Return the values of `FIELDS` for what a test had opened that is cancelled today."""
	return {"withdrawn_on": getdate(), "withdrawal_reason": _("The test {0} was cancelled.").format(test.name)}


def keep_number(doc: Document) -> None:
	"""Let nothing else have the number of a document that is deleted; the framework gives the last one out again."""
	doc.naming_series = None

"""Texts of a summary that are drafted from the data and finished by hand.

The document keeps in ``drafted`` what was drafted last, so that a new draft replaces what nobody has touched and leaves
what somebody has written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from frappe.model.document import Document


def fill_in(doc: Document, drafts: Mapping[str, str]) -> None:
	"""Fill the fields of a new document that nobody has filled in, and note what was drafted."""
	for fieldname, text in drafts.items():
		doc.set(fieldname, doc.get(fieldname) or text)
	note(doc, drafts)


def draft_again(doc: Document, drafts: Mapping[str, str], *, overwrite: bool = False) -> None:
	"""Replace what is as it was drafted, or empty; with `overwrite` also what somebody has written."""
	before = json.loads(doc.drafted or "{}")
	for fieldname, text in drafts.items():
		if overwrite or not doc.get(fieldname) or is_same_text(doc.get(fieldname), before.get(fieldname)):
			doc.set(fieldname, text)
	note(doc, drafts)


def note(doc: Document, drafts: Mapping[str, str]) -> None:
	"""Note what was drafted, for the next draft."""
	doc.drafted = json.dumps(dict(drafts), ensure_ascii=False)


def is_same_text(one: str | None, other: str | None) -> bool:
	"""Tell whether two texts differ in blanks at most, which forms add and take away."""
	return (one or "").split() == (other or "").split()

"""Who names a document: the server, whatever a client sends; and what a name that people give may be.

The framework takes a naming series as it comes, be it one that the field doesn't offer, and its second API takes a
name. With either, anybody who may make some document could move another document's numbers: those of certificates,
of cases. And what people name (a village, a product) it lets them name as an address or a file name is written, which
the Desk's and the site's addresses, folders and links then read as something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, escape_html

from nongan_supervision.permissions.viewer import SessionViewer

NAMED_BY_PEOPLE = ("field:", "prompt")
PUT_TOGETHER = "format:"

LONGEST_NAME = 140
"""Characters: what the column of a name holds."""

SHOWN = 40
"""Characters of a refused name that a message repeats."""

INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: control and formatting characters, halves of characters, breaks of lines and paragraphs."""

MARKUP = frozenset("<>")
STEPS_OF_A_PATH = frozenset({".", ".."})
UNSAVED = "new-"
"""What the Desk calls a document by that isn't saved yet; one of that name could not be opened."""

_FIELD = re.compile(r"{(\w+)}")
_SLASHES = re.compile(r"[/\\]")


LOOKED_AT = "looked_at_renamings"
"""The flag for renamings of this request that its rules have looked at; one may bring others with it."""


class UnusableNameError(frappe.ValidationError):
	"""A document can't have the name that somebody gives it."""


def name_by_rule(doc: Document, method: str | None = None) -> None:
	"""Hook ``before_insert`` of the app's DocTypes: forget a name that was sent, and a series that isn't offered.

	:raises UnusableNameError: people name such documents, and not like this.
	"""
	series = doc.meta.get_field("naming_series")
	offered = [option for option in (series.options or "").split("\n") if option] if series else []
	if offered and doc.naming_series not in offered:
		doc.naming_series = offered[0]
	autoname = doc.meta.autoname or ""
	if not autoname.startswith(NAMED_BY_PEOPLE):
		doc.name = None
		doc.flags.name_set = False
	for name in _names_by_people(doc, autoname):
		check_name(doc.doctype, name)


def check_new_name(doc: Document, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``before_rename`` of the app's DocTypes.

	:raises UnusableNameError: the document can't have that name.
	:raises frappe.PermissionError: it keeps the name it was given, which the framework changes if it is told to, or it
		would become one with another, whose records, rights and limits it would have.
	"""
	check_name(doc.doctype, new)
	if not doc.meta.allow_rename and not SessionViewer(frappe.session.user).is_administrator:
		frappe.throw(_("{0} keeps the name that it has been given.").format(_(doc.doctype)), frappe.PermissionError)
	if merge and not SessionViewer(frappe.session.user).is_administrator:
		frappe.throw(
			_(
				"Only an administrator makes two documents one: whatever refers to {0} would refer to {1}, final "
				"records included."
			).format(escape_html(_shown(old)), escape_html(_shown(new))),
			frappe.PermissionError,
		)


def note_look(doc: Document, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``before_rename`` of every DocType: remember that this renaming is looked at."""
	frappe.flags.setdefault(LOOKED_AT, set()).add((doc.doctype, old))


def refuse_unlooked(doc: Document, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""Hook ``after_rename`` of every DocType: refuse what a client lets nobody look at, rights included.

	The framework's method of a document takes from anybody who may read the document that it need not be looked at.

	:raises frappe.PermissionError:
	"""
	looked_at = frappe.flags.get(LOOKED_AT) or set()
	if (doc.doctype, old) not in looked_at:
		frappe.throw(_("{0} is renamed in its form alone.").format(_(doc.doctype)), frappe.PermissionError)
	looked_at.discard((doc.doctype, old))


def check_name(doctype: str, name: str) -> None:
	"""Refuse a name with characters that nobody sees, or that would be read as markup, a path or an unsaved document.

	An empty name is left to the framework, which asks for one.

	:raises UnusableNameError:
	"""
	if reason := _why_unusable(name):
		frappe.throw(
			_("{0} can't have the name {1}: {2}").format(_(doctype), escape_html(_shown(name)), reason),
			UnusableNameError,
		)


def _why_unusable(name: str) -> str | None:
	if len(name) > LONGEST_NAME:
		return _("it is longer than {0} characters. Shorten it.").format(LONGEST_NAME)
	if any(unicodedata.category(character) in INVISIBLE for character in name):
		return _("it contains characters that can't be seen. Type the name instead of pasting it.")
	if MARKUP.intersection(name):
		return _("it contains an angle bracket. Leave it out, or write it in full width.")
	if _reads_like_a_path(name.strip()):
		return _("it reads like a path. Begin and end it with a word, and write no dots between slashes.")
	if name.strip().casefold().startswith(UNSAVED):
		return _('it begins with "new-", as documents do that are not saved yet. Begin it with another word.')
	return None


def _reads_like_a_path(name: str) -> bool:
	steps = [step.strip() for step in _SLASHES.split(name)]
	return bool(STEPS_OF_A_PATH.intersection(steps)) or (len(steps) > 1 and not (steps[0] and steps[-1]))


def _names_by_people(doc: Document, autoname: str) -> Iterator[str]:
	"""The parts of a document's name that people give, and the name that they make together."""
	if autoname.startswith("field:"):
		yield cstr(doc.get(autoname.removeprefix("field:")))
	elif autoname == "prompt":
		yield from (cstr(doc.name), cstr(doc.get("__newname")))
	elif autoname.startswith(PUT_TOGETHER):
		pattern = autoname.removeprefix(PUT_TOGETHER)
		yield from (cstr(doc.get(field)) for field in _FIELD.findall(pattern))
		yield _FIELD.sub(lambda match: cstr(doc.get(match[1])), pattern)


def _shown(name: str) -> str:
	"""A name as a message can repeat it: short, and without what can't be seen."""
	visible = "".join(" " if unicodedata.category(character) in INVISIBLE else character for character in name)
	return visible if len(visible) <= SHOWN else f"{visible[:SHOWN]}…"

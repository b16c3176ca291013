"""What people put on a document without changing it: comments, likes, tags, assignments, and following it.

Nobody does so on a document of the table that they may not see, nor in the name of somebody else. The framework asks
in some of its methods only, so what is stored is checked where it is stored, whichever method brought it:

* ``Comment``: ``frappe.desk.like.toggle_like`` and the website's ``comments.add_comment`` ask nothing, and
  ``frappe.desk.form.utils.add_comment`` takes the writer's name from the request;
* ``ToDo``: whoever inserts one writes to the document's ``_assign``, and ``assign_to.add`` takes who assigns from the
  request;
* ``Document Follow``: names any document and any user;
* ``frappe.email.relink``: hangs any mail on any document, where whoever sees that reads it.

The methods here stand in ``override_whitelisted_methods``, since what they tell or change is no document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import frappe
import frappe.email as mails
from frappe import _
from frappe.desk import like
from frappe.desk.doctype.tag import tag as tags_of_framework
from frappe.desk.form import assign_to, document_follow, utils

from nongan_supervision.permissions.guards import require_sight, visible_names
from nongan_supervision.permissions.table import TABLE

if TYPE_CHECKING:
	from frappe.model.document import Document

SPOKEN = ("Comment", "Like")
"""Types of comments that somebody makes; the others are notes of what happened."""

BY_A_CLIENT = "add_comment"
"""The method of every document by which a client may ask for a comment of any type."""


def note_method() -> None:
	"""Hook ``before_request``: remember which method of a document is asked for, in any of the framework's ways."""
	asked, last_step = frappe.local.form_dict, frappe.request.path.rstrip("/").rpartition("/")[2]
	frappe.flags.asked_method = (
		BY_A_CLIENT if BY_A_CLIENT in (asked.get("method"), asked.get("run_method"), last_step) else None
	)


def keep_comment(comment: Document, method: str | None = None) -> None:
	"""Hook of Comment: it is made by who sees the document, under their own name.

	:raises frappe.PermissionError: or it would be a note of what has not happened.
	"""
	if comment.reference_doctype not in TABLE:
		return
	if comment.comment_type not in SPOKEN:
		if frappe.flags.asked_method == BY_A_CLIENT:
			frappe.throw(_("What happened to a document is noted by the system alone."), frappe.PermissionError)
		return
	require_sight(comment.reference_doctype, comment.reference_name)
	_refuse_other_name(comment.comment_email)
	comment.comment_email = comment.comment_email or frappe.session.user
	comment.comment_by = frappe.utils.get_fullname(comment.comment_email)


def keep_note(comment: Document, method: str | None = None) -> None:
	"""Hook of Comment: a note of what happened stays as the system has written it, whoever it was about.

	The framework lets the user who is named as its owner write another text into it.

	:raises frappe.PermissionError:
	"""
	if comment.is_new() or comment.comment_type in SPOKEN or comment.reference_doctype not in TABLE:
		return
	if comment.has_value_changed("content") or comment.has_value_changed("comment_type"):
		frappe.throw(_("This note says what happened, and stays as it is."), frappe.PermissionError)


def keep_assignment(todo: Document, method: str | None = None) -> None:
	"""Hook of ToDo: who assigns a document sees it, and does so under their own name.

	Whoever it was assigned to may close it, although they may no longer see the document.
	"""
	if todo.reference_type not in TABLE:
		return
	stored = todo.get_doc_before_save() or frappe._dict()
	if (todo.reference_type, todo.reference_name) != (stored.reference_type, stored.reference_name):
		require_sight(todo.reference_type, todo.reference_name)
	if todo.assigned_by != stored.assigned_by:
		_refuse_other_name(todo.assigned_by)


def keep_following(follow: Document, method: str | None = None) -> None:
	"""Hook of Document Follow, which mails the changes of a document: both who asks and who follows see it."""
	if follow.ref_doctype in TABLE:
		require_sight(follow.ref_doctype, follow.ref_docname)
		frappe.has_permission(follow.ref_doctype, doc=follow.ref_docname, user=follow.user, throw=True)


@frappe.whitelist()
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
	"""Like a document that the user may see, or take it back."""
	require_sight(doctype, name)
	like.toggle_like(doctype, name, add)


@frappe.whitelist()
def assign(**sent: Any) -> list[dict]:
	"""Assign a document that the user may see; the answer names to whom it is assigned."""
	require_sight(sent.get("doctype"), sent.get("name"))
	return assign_to.add(frappe._dict(sent))


@frappe.whitelist()
def follow_document(doctype: str, doc_name: str, user: str) -> Any:
	"""Follow a document that the user may see, for oneself."""
	_refuse_other_name(user)
	require_sight(doctype, doc_name)
	return document_follow.follow_document(doctype, doc_name, user)


@frappe.whitelist()
def unfollow_document(doctype: str, doc_name: str, user: str) -> bool:
	"""Follow a document no longer, for oneself."""
	_refuse_other_name(user)
	return document_follow.unfollow_document(doctype, doc_name, user)


@frappe.whitelist()
def get_follow_users(doctype: str, doc_name: str) -> list[dict]:
	"""Who follows a document that the user may see."""
	require_sight(doctype, doc_name)
	return document_follow.get_follow_users(doctype, doc_name)


@frappe.whitelist()
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Tag a document that the user may see."""
	require_sight(dt, dn)
	return tags_of_framework.add_tag(tag, dt, dn, color)


@frappe.whitelist()
def add_tags(tags: list | str, dt: str, docs: list | str, color: str | None = None) -> None:
	"""Tag documents that the user may see."""
	for name in frappe.parse_json(docs):
		require_sight(dt, name)
	tags_of_framework.add_tags(tags, dt, docs, color)


@frappe.whitelist()
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""Take a tag off a document that the user may see."""
	require_sight(dt, dn)
	tags_of_framework.remove_tag(tag, dt, dn)


@frappe.whitelist()
def get_tagged_docs(doctype: str, tag: str) -> list[tuple]:
	"""The names of the documents with a tag that the user may see."""
	found = tags_of_framework.get_tagged_docs(doctype, tag)
	if doctype not in TABLE:
		return found
	seen = visible_names(doctype, [row[0] for row in found])
	return [row for row in found if row[0] in seen]


@frappe.whitelist(methods=["POST"])
def relink(name: str, reference_doctype: str | None = None, reference_name: str | None = None) -> None:
	"""Hang a mail that the user may read on another document; both documents are theirs to write."""
	frappe.has_permission("Communication", "read", doc=name, throw=True)
	stored = frappe.db.get_value("Communication", name, ("reference_doctype", "reference_name"))
	for doctype, document in (stored, (reference_doctype, reference_name)):
		if doctype in TABLE:
			frappe.has_permission(doctype, "write", doc=document, throw=True)
	mails.relink(name, reference_doctype, reference_name)


@frappe.whitelist()
def get_next(
	doctype: str,
	value: str,
	prev: int | str,
	filters: Any = None,
	sort_order: str = "desc",
	sort_field: str = "creation",
) -> str | None:
	"""The neighbour in a list of a document that the user may see."""
	require_sight(doctype, value)
	return utils.get_next(doctype, value, prev, filters, sort_order, sort_field)


def _refuse_other_name(user: str | None) -> None:
	"""Refuse what is done in the name of another user; the system itself works as Administrator."""
	if user and frappe.session.user not in (user, "Administrator"):
		frappe.throw(
			_("This would be done in the name of {0}. Sign in as that user, or do it in your own name.").format(user),
			frappe.PermissionError,
		)

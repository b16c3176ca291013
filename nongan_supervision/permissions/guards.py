"""Methods of the framework that answer without asking who may see what, made to ask.

Each stands in ``override_whitelisted_methods`` under the framework's own name and answers like it, for the
DocTypes of the table limited to what the session's user may see:

* ``frappe.client.get_count`` (15): counts whatever it is asked to, with any filter;
* ``frappe.desk.search.search_link`` and ``search_widget`` (15): ``ignore_user_permissions``, sent by a
  client, switches off every permission;
* ``frappe.desk.search.get_link_title``: tells the title of any document;
* ``frappe.desk.form.load.getdoc``: tells the titles of all documents that the form links to;
* ``frappe.desk.notifications.get_open_count``: counts all documents linked to one that the user sees;
* ``frappe.desk.listview.get_group_by_count`` (15): counts assignments of whatever matches;
* ``get_workflow_state_count``: counts all documents by any field, and so tells what stands in it, hidden or not;
* ``frappe.desk.form.linked_with.get`` and ``get_submitted_linked_docs`` (15): list what is linked to a document
  that the user may not see;
* ``frappe.desk.treeview.get_all_nodes`` and a link search's ``query``: call a method by its name, unguarded;
* ``frappe.utils.global_search.search``: checks the DocType, not the document;
* ``frappe.geo.utils.get_coords`` (15): tells the places of all documents when it is asked without a filter;
* ``run_doc_method`` (15): tells whether a hidden document exists, and when it was changed;
* ``GET /api/resource/…?expand_links=1`` (16): answers with all that the document links to, whoever may read it.

And ``File``: the framework lists the names of files attached to any document of a DocType one may read. What may be
done with a file is in ``attachments.py``.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import frappe
from frappe import handler
from frappe.desk import listview, notifications, reportview, search, treeview
from frappe.desk.form import linked_with, load
from frappe.utils import cint, get_safe_filters
from frappe.utils import global_search as framework_search
from frappe.workflow.doctype.workflow import workflow

from nongan_supervision.permissions.conditions import column
from nongan_supervision.permissions.rules import names_within
from nongan_supervision.permissions.scopes import sees_all
from nongan_supervision.permissions.table import TABLE
from nongan_supervision.permissions.titles import hide_titles, visible_names
from nongan_supervision.permissions.viewer import SessionViewer

ABOUT_DOCUMENTS = ("File", "ToDo", "Tag Link")
"""DocTypes of the framework that name documents of all others."""

LINKED_AT_MOST = 100
"""How far the framework counts linked documents before it shows "99+"."""

HITS_PER_ROUND = 100
ROUNDS_AT_MOST = 5


@frappe.whitelist()
def get_count(doctype: str, filters: Any = None, debug: bool = False, cache: bool = False) -> int:
	"""How many documents match, of those that the user may see."""
	frappe.local.form_dict = frappe._dict(doctype=doctype, filters=get_safe_filters(filters), fields=[])
	return reportview.get_count()


@frappe.whitelist()
def search_link(doctype: str, txt: str, **options: Any) -> list:
	"""Link search that never leaves a user's scope."""
	return frappe.call(search.search_link, doctype, txt, **_within_scope(doctype, options))


@frappe.whitelist()
def search_widget(doctype: str, txt: str, **options: Any) -> list:
	"""Advanced link search that never leaves a user's scope."""
	return frappe.call(search.search_widget, doctype, txt, **_within_scope(doctype, options))


@frappe.whitelist()
def get_all_nodes(doctype: str, label: str, parent: str, tree_method: str, **filters: Any) -> list[dict]:
	"""All nodes of a tree, by the method of this name as it is guarded."""
	return treeview.get_all_nodes(doctype, label, parent, _as_guarded(tree_method), **filters)


def _as_guarded(method: str) -> str:
	"""The method that a request of this name calls."""
	return (frappe.get_hooks("override_whitelisted_methods", default={}).get(method) or [method])[-1]


def _within_scope(doctype: str, options: dict[str, Any]) -> dict[str, Any]:
	if doctype in (*TABLE, *ABOUT_DOCUMENTS) and cint(frappe.__version__.split(".")[0]) < 16:
		options.pop("ignore_user_permissions", None)
	if options.get("query"):
		options["query"] = _as_guarded(options["query"])
	return options


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
	"""The title of a document that the user may see; of any other, the name that was asked with."""
	if doctype in TABLE and docname not in visible_names(doctype, [docname]):
		return docname
	return search.get_link_title(doctype, docname)


@frappe.whitelist()
def getdoc(doctype: str, name: str) -> Any:
	"""A document with its form's data, and the titles of those documents it links to that the user may see."""
	answer = load.getdoc(doctype, name)
	hide_titles(frappe.local.response.get("_link_titles") or {})
	return answer


@frappe.whitelist()
def get_open_count(doctype: str, name: str, items: Any = None) -> dict:
	"""How many documents are linked to this one, of those that the user may see."""
	answer = notifications.get_open_count(doctype, name, items)
	if not answer.get("count"):
		return answer
	links = frappe.get_meta(doctype).get_dashboard_data()
	for found in answer["count"]["external_links_found"]:
		if found["doctype"] in TABLE:
			fieldname = links.non_standard_fieldnames.get(found["doctype"], links.fieldname)
			found["count"] = _count_linked(found["doctype"], fieldname, name)
			found["open_count"] = min(found["open_count"], found["count"])
	return answer


@frappe.whitelist()
def get_linked(doctype: str, docname: str) -> dict:
	"""The documents linked to one that the user may see."""
	require_sight(doctype, docname)
	return linked_with.get(doctype, docname)


@frappe.whitelist()
def get_submitted_linked_docs(doctype: str, name: str, ignore_doctypes_on_cancel_all: Any = None) -> Any:
	"""The submitted documents linked to one that the user may see."""
	require_sight(doctype, name)
	return linked_with.get_submitted_linked_docs(doctype, name, ignore_doctypes_on_cancel_all)


@frappe.whitelist()
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
	"""The list's counts by a field, of the documents that the user may see."""
	if doctype in TABLE and not sees_all(frappe.session.user, doctype):
		frappe.has_permission(doctype, throw=True)
		filters = frappe.parse_json(current_filters)
		names = frappe.get_list(doctype, filters=filters, pluck="name", limit_page_length=0)
		current_filters = frappe.as_json([[doctype, "name", "in", names or [""]]])
	return listview.get_group_by_count(doctype, current_filters, field)


@frappe.whitelist()
def get_workflow_state_count(doctype: str, workflow_state_field: str, states: Any) -> list[dict]:
	"""How many documents are in none of a workflow's states: for those who make workflows, whose form asks it."""
	frappe.has_permission("Workflow", "write", throw=True)
	return workflow.get_workflow_state_count(doctype, workflow_state_field, states)


@frappe.whitelist()
def get_coords(doctype: str, filters: Any, type: str) -> dict:
	"""Where documents are, as GeoJSON, of those that the user may see."""
	if doctype not in TABLE:
		return frappe.call("frappe.geo.utils.get_coords", doctype=doctype, filters=filters, type=type)
	fields = ["name", "latitude", "longitude"]
	filters = frappe.parse_json(filters)
	places = frappe.get_list(doctype, filters=filters, fields=fields, limit_page_length=0)
	return {"type": "FeatureCollection", "features": [_feature(place) for place in places]}


def _feature(place: Any) -> dict:
	point = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
	return {"type": "Feature", "properties": {"name": place.name}, "geometry": point}


@frappe.whitelist()
def run_doc_method(
	method: str, docs: Any = None, dt: str | None = None, dn: str | None = None, arg: Any = None, args: Any = None
) -> Any:
	"""Run a method of a document that the client sends, if the user may see the one that is stored."""
	sent = None if dt else frappe.parse_json(docs)
	if isinstance(sent, dict) and sent.get("doctype") in TABLE:
		frappe.get_doc(sent).check_permission("read")
	return handler.run_doc_method(method, docs, dt, dn, arg, args)


def keep_links_as_names() -> None:
	"""Hook ``before_request``: a document that is read by the REST API names what it links to, and does not hold it.

	The framework puts in the linked documents whole, users and hidden fields included.
	"""
	frappe.local.form_dict.pop("expand_links", None)


def require_sight(doctype: str | None, name: str | None) -> None:
	"""Refuse a document of the table that the session's user may not see.

	:raises frappe.PermissionError: they may not.
	"""
	if doctype in TABLE:
		frappe.has_permission(doctype, doc=name, throw=True)


def _count_linked(doctype: str, fieldname: str, name: str) -> int:
	if not frappe.has_permission(doctype, "read"):
		return 0
	return len(frappe.get_list(doctype, filters={fieldname: name}, pluck="name", limit_page_length=LINKED_AT_MOST))


@frappe.whitelist()
def global_search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list[dict]:
	"""The framework's global search, limited to documents that the user may see."""
	wanted = cint(start) + cint(limit)
	visible: list[dict] = []
	for round_no in range(ROUNDS_AT_MOST):
		found = framework_search.search(text, start=round_no * HITS_PER_ROUND, limit=HITS_PER_ROUND, doctype=doctype)
		visible += _visible_hits(found)
		if not found or len(visible) >= wanted:
			break
	return visible[cint(start) : wanted]


def _visible_hits(hits: list[dict]) -> list[dict]:
	names_by_doctype: dict[str, list[str]] = defaultdict(list)
	for hit in hits:
		if hit["doctype"] in TABLE:
			names_by_doctype[hit["doctype"]].append(hit["name"])
	visible = {doctype: visible_names(doctype, names) for doctype, names in names_by_doctype.items()}
	return [hit for hit in hits if hit["doctype"] not in TABLE or hit["name"] in visible[hit["doctype"]]]


def file_conditions(user: str | None = None, doctype: str = "File") -> str:
	"""Hook ``permission_query_conditions`` of File: a file is listed where its document may be seen."""
	return _where_document_is_seen(user, "File", "attached_to_doctype", "attached_to_name")


def tag_conditions(user: str | None = None, doctype: str = "Tag Link") -> str:
	"""Hook ``permission_query_conditions`` of Tag Link, which holds the title of the document it tags."""
	return _where_document_is_seen(user, "Tag Link", "document_type", "document_name")


def follow_conditions(user: str | None = None, doctype: str = "Document Follow") -> str:
	"""Hook ``permission_query_conditions`` of Document Follow, which names the document that is followed."""
	return _where_document_is_seen(user, "Document Follow", "ref_doctype", "ref_docname")


def action_conditions(user: str | None = None, doctype: str = "Workflow Action") -> str:
	"""Hook ``permission_query_conditions`` of Workflow Action, which names the document that waits for it."""
	return _where_document_is_seen(user, "Workflow Action", "reference_doctype", "reference_name")


def _where_document_is_seen(user: str | None, doctype: str, type_field: str, name_field: str) -> str:
	"""The condition on rows that name a document: theirs who made them, and theirs who see the document."""
	viewer = SessionViewer(user or frappe.session.user)
	limited = [name for name in TABLE if not sees_all(viewer.user, name)]
	if not limited:
		return ""
	named_type, document = column(doctype, type_field), column(doctype, name_field)
	alternatives = [
		f"{column(doctype, 'owner')} = {viewer.quote(viewer.user)}",
		f"{named_type} is null",
		f"{named_type} not in ({', '.join(viewer.quote(name) for name in limited)})",
	]
	for name in limited:
		if seen := names_within(viewer, name):
			alternatives.append(f"({named_type} = {viewer.quote(name)} and {document} in ({seen}))")
	return f"({' or '.join(alternatives)})"

"""Who else must hear of every single document of a DocType.

The rules of this app are called by the importer itself. But an office may have put a server script, a
notification, a webhook or an assignment rule on a DocType, and another app may have hooks: these expect each
document to be saved on its own. If there is any, it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.core.doctype.server_script.server_script_utils import get_server_script_map
from frappe.model.base_document import get_controller

from nongan_supervision.exchange.writing.checks import FieldChecks
from nongan_supervision.exchange.writing.naming import Series

EVENTS = (
	"before_insert",
	"before_naming",
	"autoname",
	"before_validate",
	"validate",
	"before_save",
	"before_submit",
	"after_insert",
	"on_update",
	"on_submit",
	"on_change",
)

RECORDS = {
	"Notification": {"enabled": 1, "document_type": None},
	"Webhook": {"enabled": 1, "webhook_doctype": None},
	"Assignment Rule": {"disabled": 0, "document_type": None},
	"Document Naming Rule": {"disabled": 0, "document_type": None},
	"Milestone Tracker": {"disabled": 0, "document_type": None},
	"Energy Point Rule": {"enabled": 1, "reference_doctype": None},
}
"""Records by which an office lets things happen when a document is saved; None stands for the DocType."""


def who_listens(doctype: str) -> list[str]:
	"""What makes it necessary to save documents of this DocType one by one; empty if nothing does."""
	return [*_server_scripts(doctype), *_records(doctype), *_other_apps(doctype), *_own_peculiarities(doctype)]


def _server_scripts(doctype: str) -> Iterator[str]:
	for scripts in get_server_script_map().get(doctype, {}).values():
		for script in scripts:
			yield f"{_('Server Script')} {script}"


def _records(doctype: str) -> Iterator[str]:
	for listener, filters in RECORDS.items():
		if not frappe.db.table_exists(listener):
			continue
		filters = {field: doctype if value is None else value for field, value in filters.items()}
		for name in frappe.get_all(listener, filters=filters, pluck="name"):
			yield f"{_(listener)} {name}"


def _other_apps(doctype: str) -> Iterator[str]:
	"""Handlers of other apps; the framework's own wait for the records above or concern existing documents."""
	handlers = frappe.get_doc_hooks()
	for event in EVENTS:
		for handler in (*handlers.get(doctype, {}).get(event, ()), *handlers.get("*", {}).get(event, ())):
			if handler.split(".", 1)[0] not in ("frappe", "nongan_supervision"):
				yield handler


def _own_peculiarities(doctype: str) -> Iterator[str]:
	controller = get_controller(doctype)
	if controller.__module__.split(".", 1)[0] != "nongan_supervision":
		yield f"{controller.__module__}.{controller.__qualname__}"
	meta = frappe.get_meta(doctype)
	if workflow := meta.get_workflow():
		yield f"{_('Workflow', context='Register')} {workflow}"
	if not Series(doctype).applies():
		yield _("the way in which documents are named")
	if not FieldChecks(doctype).is_complete():
		yield _("fields of a kind that is checked on saving only")

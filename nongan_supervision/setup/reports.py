"""Reports answer at once, and as of now.

The framework turns a report that once took more than 15 seconds into a "prepared" one: from then on users see
yesterday's figures, and have to ask for new ones and wait. On a busy morning that can happen to any report.

An administrator may have reasons to tick Prepared Report. A report's versions tell the two apart: the framework
writes the mark past the document, and leaves none.
"""

from __future__ import annotations

import json

import frappe
from frappe.utils import cint

MODULE = "Nongan Supervision"


def keep_reports_live() -> None:
	"""Take back the framework's mark on this app's own reports: on migration, and every hour."""
	for report in frappe.get_all(
		"Report", {"module": MODULE, "is_standard": "Yes", "prepared_report": 1}, pluck="name"
	):
		if not _is_chosen(report):
			frappe.db.set_value("Report", report, "prepared_report", 0)


def _is_chosen(report: str) -> bool:
	"""Tell whether somebody has ticked Prepared Report in the form: whether that is the last change of it on record."""
	versions = frappe.get_all(
		"Version",
		filters={"ref_doctype": "Report", "docname": report, "data": ["like", '%"prepared_report"%']},
		pluck="data",
		order_by="creation desc",
		limit=1,
	)
	changes = json.loads(versions[0]).get("changed", []) if versions else []
	return any(field == "prepared_report" and cint(after) for field, _before, after in changes)

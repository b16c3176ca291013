"""Rules of a department of the town."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.permissions.viewer import SessionViewer


def keep_role(department: Document) -> None:
	"""Leave a department's role to administrators: who takes another's takes its cases, clues and inspections.

	:raises frappe.PermissionError:
	"""
	stored = department.get_doc_before_save()
	before = stored.role if stored else None
	if (department.role or "") != (before or "") and not SessionViewer(frappe.session.user).is_administrator:
		frappe.throw(
			_("A department's role decides whose cases, clues and inspections are whose: an administrator sets it."),
			frappe.PermissionError,
		)

"""The way of a product in a notice: both ends add to it, and what was told with the notice or its reply stays."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases import errors
from nongan_supervision.cases.snapshot import plain
from nongan_supervision.registry.context import Context
from nongan_supervision.workflows import errors as step_errors

SAID = ("flow_direction", "party", "place", "quantity", "unit", "moved_on")
"""What a row says."""


def check_flows(notice: Document, context: Context) -> None:
	"""Refuse a step of the product's way that has not happened yet, or whose quantity has no unit.

	:raises NoticeDateError:
	:raises IncompleteFlowError:
	"""
	for row in notice.flows:
		if row.moved_on and getdate(row.moved_on) > context.today:
			frappe.throw(
				_("Product Flows, row {0}: the day {1} has not come yet.").format(row.idx, row.moved_on),
				errors.NoticeDateError,
			)
		if row.quantity and not row.unit:
			frappe.throw(
				_("Product Flows, row {0}: say in which unit {1} is.").format(row.idx, row.quantity),
				errors.IncompleteFlowError,
			)


def keep_told(notice: Document) -> None:
	"""Refuse to change or take away a row that the other end was told; what it left open may be filled in.

	:raises LockedFieldError: names the row.
	"""
	stored = notice.get_doc_before_save()
	told = {row.name: row for row in stored.flows if row.told} if stored else {}
	for row in notice.flows:
		row.told = int(row.name in told)
	rows = {row.name: row for row in notice.flows}
	for name, before in told.items():
		if name not in rows or _is_rewritten(before, rows[name]):
			frappe.throw(
				_(
					"Product Flows, row {0}: it was told with the notice or its reply, and stays. Add a row instead."
				).format(before.idx),
				step_errors.LockedFieldError,
			)


def tell(notice: Document) -> None:
	"""Note that the other end is told of the rows that there are now."""
	for row in notice.flows:
		row.told = 1


def _is_rewritten(before: Document, now: Document) -> bool:
	def said(row: Document, name: str) -> str:
		return plain(row.get(name), row.meta.get_field(name).fieldtype)

	return any(before.get(name) and said(before, name) != said(now, name) for name in SAID)

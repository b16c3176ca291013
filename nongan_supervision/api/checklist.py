"""Whitelisted methods of the checklist in Excel, and of the products' governance summaries."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe import _
from frappe.utils import cint

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.checklist import governance
from nongan_supervision.checklist.printing import printed_progress, question_of
from nongan_supervision.checklist.workbook import progress_workbook
from nongan_supervision.checklist.years import year_of
from nongan_supervision.registry.asked import asked_of
from nongan_supervision.registry.context import Context


@whitelisted()
def export_checklist_progress(
	checklist: str | None = None,
	as_on: str | None = None,
	village: str | None = None,
	department: str | None = None,
	year: int | str | None = None,
	town: str | None = None,
) -> None:
	"""Answer with a checklist and its actual figures as the plan's annex 1 in Excel, as on today unless said otherwise.

	Without a name, that of a year and a town, as the report on it chooses them.
	"""
	frappe.has_permission("Responsibility Checklist", "export", throw=True)
	asked = {"checklist": checklist, "year": year, "town": town}
	asked |= {"as_on": as_on, "village": village, "department": department}
	found = printed_progress(question_of(asked))
	name = _("{0}: progress as on {1}").format(found.title, found.as_on)
	frappe.local.response.filename = f"{name}.xlsx"
	frappe.local.response.filecontent = progress_workbook(found)
	frappe.local.response.type = "binary"


@whitelisted(methods=["POST"])
def draft_governance_summaries(year: int | str) -> dict:
	"""Draft the governance summaries of the town's key products of a year; return which are new and which not."""
	context = Context()
	return asdict(governance.draft_all(year_of(asked_of({"year": year}), context.today), context))


@whitelisted(methods=["POST"])
def redraft_governance_summary(name: str, overwrite: bool | int | str = False) -> None:
	"""Draft the figures of a governance summary anew; with `overwrite` also what somebody has written in them."""
	governance.redraft(name, Context(), overwrite=bool(cint(overwrite)))

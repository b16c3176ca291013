"""Whitelisted methods of the products' governance summaries."""

from __future__ import annotations

from dataclasses import asdict

import frappe
from frappe.utils import cint

from nongan_supervision.checklist import governance
from nongan_supervision.registry.context import Context


@frappe.whitelist(methods=["POST"])
def draft_governance_summaries(year: int | str) -> dict:
	"""Draft the governance summaries of the town's key products of a year; return which are new and which not."""
	return asdict(governance.draft_all(cint(year), Context()))


@frappe.whitelist(methods=["POST"])
def redraft_governance_summary(name: str, overwrite: bool | int | str = False) -> None:
	"""Draft the figures of a governance summary anew; with `overwrite` also what somebody has written in them."""
	governance.redraft(name, Context(), overwrite=bool(cint(overwrite)))

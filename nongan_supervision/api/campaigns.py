"""Whitelisted methods of campaigns, their groups and their summaries, and of what is planned in Excel."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.inspections import campaigns, overview, summaries, workbooks
from nongan_supervision.inspections.patrol_plans import PLAN
from nongan_supervision.inspections.seasons import CAMPAIGN, SUMMARY
from nongan_supervision.registry.context import Context


@whitelisted(methods=["POST"])
def start_campaign(campaign: str) -> list[str]:
	"""Start a drafted campaign: each village gets its task; return the tasks' names."""
	return campaigns.start(campaign, Context())


@whitelisted(methods=["POST"])
def close_campaign(campaign: str, reason: str | None = None) -> None:
	"""Close a campaign; a reason is needed where tasks are left that are not done."""
	campaigns.close(campaign, reason, Context())


@whitelisted()
def campaign_overview(campaign: str) -> dict:
	"""Return a campaign's groups, villages and tasks at a glance, as far as the user may see them."""
	return overview.overview(_readable(CAMPAIGN, campaign, "read"), getdate())


@whitelisted(methods=["POST"])
def draft_supervision_summary(campaign: str) -> str:
	"""Draft the summary of a campaign, or find the one that is there; return its name."""
	return summaries.draft(campaign)


@whitelisted(methods=["POST"])
def redraft_supervision_summary(name: str, overwrite: bool | int | str = False) -> None:
	"""Draft the texts of a summary anew; with `overwrite` those too that somebody has written."""
	summaries.redraft(name, overwrite=bool(cint(overwrite)))


@whitelisted()
def export_supervision_groups(campaign: str) -> None:
	"""Answer with the groups of a campaign's year as the plan's annex 2 in Excel."""
	document = _readable(CAMPAIGN, campaign, "export")
	name = _("{0}: supervision groups of {1}").format(document.town, document.year)
	_send(name, workbooks.arrangement_workbook(document))


@whitelisted()
def export_supervision_summary(name: str) -> None:
	"""Answer with a campaign's summary in Excel."""
	document = _readable(SUMMARY, name, "export")
	_send(document.title, workbooks.summary_workbook(document))


@whitelisted()
def export_patrol_plan(plan: str) -> None:
	"""Answer with a town's patrols of a month in Excel."""
	document = _readable(PLAN, plan, "export")
	_send(workbooks.patrol_title(document), workbooks.patrol_workbook(document))


def _readable(doctype: str, name: str, right: str) -> Document:
	document = frappe.get_doc(doctype, name)
	document.check_permission("read")
	document.check_permission(right)
	return document


def _send(title: str, content: bytes) -> None:
	frappe.local.response.filename = f"{title}.xlsx"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "binary"

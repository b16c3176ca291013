"""Rules of a campaign's summary (督导检查情况汇总): drafted from the tasks, finished by hand, submitted in time.

Source: clause P5.1 of the plan of 2022. The rows of the villages are the server's, as of the last save; the texts are
drafted once, and again where asked for. What somebody has written stays, unless they want it replaced.
"""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from nongan_supervision.inspections import annex
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections.campaigns import refuse_unless_started
from nongan_supervision.inspections.progress import ITEM, Totals, VillageProgress, progress_of
from nongan_supervision.inspections.seasons import CAMPAIGN, DRAFT, SUMMARY, season_of
from nongan_supervision.inspections.states import TASK
from nongan_supervision.inspections.steps import DOES_NOT_CONFORM
from nongan_supervision.papers import drafted
from nongan_supervision.registry.context import Context


def apply_rules(summary: Document) -> None:
	"""Complete a summary and refuse it if a rule is broken.

	:raises CampaignNotStartedError: there is nothing to sum up yet.
	:raises SecondSummaryError: the campaign has another summary.
	"""
	campaign = frappe.get_doc(CAMPAIGN, summary.campaign)
	refuse_unless_started(campaign)
	refuse_second(summary, campaign)
	summary.update({fieldname: campaign.get(fieldname) for fieldname in ("year", "season", "town")})
	summary.due_on = campaign.feedback_due_on
	summary.title = annex.campaign_title(season_of(campaign)) + annex.SUMMARY
	summary.submitted_on, summary.late = None, 0
	rows = progress_of(campaign.name)
	set_rows(summary, rows)
	draft_texts(summary, rows)


def refuse_second(summary: Document, campaign: Document) -> None:
	"""Refuse a second summary of a campaign, unless the other one is cancelled.

	:raises SecondSummaryError:
	"""
	others = {"campaign": campaign.name, "docstatus": ["<", 2], "name": ["!=", summary.name or ""]}
	if name := frappe.db.exists(SUMMARY, others):
		frappe.throw(
			_("{0} has the summary {1} already. Finish that one, or cancel and amend it.").format(campaign.title, name),
			errors.SecondSummaryError,
		)


def set_rows(summary: Document, rows: list[VillageProgress]) -> None:
	"""Set the rows of the villages by their tasks, and keep what was remarked on them."""
	remarks = {row.village: row.remarks for row in summary.villages}
	summary.set(
		"villages",
		[
			{
				"group_no": row.group_no,
				"village": row.village,
				"task": row.task.name,
				"task_state": row.state,
				"inspected_on": row.inspected_on,
				"items_checked": row.items_checked,
				"problems": row.problems,
				"rectified": row.rectified,
				"open_problems": row.open_problems,
				"remarks": remarks.get(row.village),
			}
			for row in rows
		],
	)


def draft_texts(summary: Document, rows: list[VillageProgress]) -> None:
	"""Draft the texts of a new summary where nothing is written yet; of another one, keep what was drafted before."""
	stored = summary.get_doc_before_save()
	if stored:
		if not summary.flags.redrafted:
			summary.drafted = stored.drafted
		return
	drafted.fill_in(summary, texts_of(summary, rows))


def texts_of(summary: Document, rows: list[VillageProgress]) -> dict[str, str]:
	"""Return the texts as the tasks give them now; the suggestions are written by hand."""
	return {
		"figures": figures_text(rows, leaders_of(summary.campaign)),
		"comparison": comparison_text(summary, Totals.of(rows)),
		"problems": problems_text(rows),
	}


# The texts
# ---------


def figures_text(rows: list[VillageProgress], leaders: dict[int, str]) -> str:
	"""Return the figures of the campaign, and of each of its groups."""
	total = Totals.of(rows)
	lines = [
		_("{0} villages were to be inspected; {1} are inspected, {2} tasks are closed, {3} called off.").format(
			total.villages, total.inspected, total.done, total.called_off
		),
		_("{0} items were checked and {1} problems found: {2} are put right, {3} are open.").format(
			total.items_checked, total.problems, total.rectified, total.open_problems
		),
	]
	for group_no, members in groupby(rows, key=lambda row: row.group_no):
		group = Totals.of(list(members))
		if group_no:
			lines.append(
				_("{0} ({1}): {2} of {3} villages inspected, {4} problems, {5} of them open.").format(
					annex.supervision_group_title(group_no),
					leaders.get(group_no, ""),
					group.inspected,
					group.villages,
					group.problems,
					group.open_problems,
				)
			)
	return "\n".join(lines)


def comparison_text(summary: Document, total: Totals) -> str:
	"""Return how the campaign compares with that of the season before, or that there was none."""
	season = season_of(summary)
	last = season.before
	before = frappe.db.exists(
		CAMPAIGN, {"town": summary.town, "year": last.year, "season": last.name, "status": ["!=", DRAFT]}
	)
	if not before:
		return _("There was no campaign in {0}, so there is nothing to compare with.").format(annex.season_title(last))
	totals = Totals.of(progress_of(before))
	lines = [
		_("{0}: {1} of {2} villages inspected, {3} items checked, {4} problems found, {5} put right.").format(
			annex.season_title(each), one.inspected, one.villages, one.items_checked, one.problems, one.rectified
		)
		for each, one in ((last, totals), (season, total))
	]
	if totals.items_checked and total.items_checked:
		lines.append(
			_("Problems per 100 items checked: {0}, after {1} in the season before.").format(
				_rate(total), _rate(totals)
			)
		)
	return "\n".join(lines)


def _rate(total: Totals) -> str:
	return f"{round(100 * total.problems / total.items_checked, 1):g}"


def problems_text(rows: list[VillageProgress]) -> str:
	"""Return what is still to be put right, village by village."""
	open_ones = {row.task.name: row for row in rows if row.open_problems}
	if not open_ones:
		return _("No open problems.")
	found = frappe.get_all(
		ITEM,
		{"parenttype": TASK, "parent": ["in", list(open_ones)], "result": DOES_NOT_CONFORM},
		["parent", "item", "finding"],
		order_by="idx",
	)
	lines = []
	for name, row in open_ones.items():
		findings = [f"{one.item}（{one.finding}）" if one.finding else one.item for one in found if one.parent == name]
		lines.append(f"{row.village}：{'；'.join(findings)}")
	return "\n".join(lines)


def leaders_of(campaign: str) -> dict[int, str]:
	"""Return the leaders of a campaign's groups by number."""
	rows = frappe.get_all("Supervision Group", {"campaign": campaign}, ["group_no", "leader"])
	return {cint(row.group_no): row.leader or "" for row in rows}


# What users do
# -------------


def draft(campaign: str) -> str:
	"""Draft the summary of a campaign, or find the one that is there; return its name.

	:raises CampaignNotStartedError: there is nothing to sum up yet.
	"""
	frappe.has_permission(SUMMARY, "create", throw=True)
	frappe.has_permission(CAMPAIGN, "read", doc=campaign, throw=True)
	existing = frappe.db.exists(SUMMARY, {"campaign": campaign, "docstatus": ["<", 2]})
	return existing or frappe.get_doc({"doctype": SUMMARY, "campaign": campaign}).insert().name


def redraft(name: str, *, overwrite: bool = False) -> None:
	"""Draft the texts of a summary anew.

	:param overwrite: those too that somebody has written or changed; they stay otherwise.
	:raises SubmittedSummaryError:
	"""
	summary = frappe.get_doc(SUMMARY, name)
	summary.check_permission("write")
	if summary.docstatus != 0:
		frappe.throw(
			_("{0} is submitted. Cancel and amend it to draft it anew.").format(summary.title),
			errors.SubmittedSummaryError,
		)
	drafted.draft_again(summary, texts_of(summary, progress_of(summary.campaign)), overwrite=overwrite)
	summary.flags.redrafted = True
	summary.save()


def stamp(summary: Document, context: Context) -> None:
	"""Note on submission when it was, and whether that was late; refuse a summary that says nothing.

	:raises EmptySummaryError:
	"""
	if not (summary.figures or "").strip():
		frappe.throw(_("The summary has no figures. Draft them, or write them."), errors.EmptySummaryError)
	summary.submitted_on = context.today
	summary.late = int(bool(summary.due_on) and context.today > getdate(summary.due_on))


def tell_campaign(summary: Document) -> None:
	"""Note on the campaign when its feedback was submitted; nothing while the summary is cancelled."""
	submitted_on = summary.submitted_on if summary.docstatus == 1 else None
	frappe.db.set_value(CAMPAIGN, summary.campaign, "feedback_submitted_on", submitted_on, update_modified=False)

"""Rules of a supervision campaign (督导检查): its season and dates, its start with a task per village, its end.

Source: clause P5.1 and annex 2 of the plan of 2022. A campaign is drafted with its groups (`groups.py`), started by
the leader or the agriculture office, and closed when its tasks are done or it is said why some are not. What it has
started with stays; when it is closed, nothing changes any more but its remarks.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from nongan_supervision.cases.deadlines import is_working_day, legal_holidays
from nongan_supervision.inspections import annex
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections.errors import UnsuitableTemplateError
from nongan_supervision.inspections.groups import check_complete, groups_of
from nongan_supervision.inspections.rotation import spread
from nongan_supervision.inspections.seasons import ACTIVE, CAMPAIGN, CLOSED, DRAFT, refuse_started, season_of
from nongan_supervision.inspections.states import SETTLED, TASK
from nongan_supervision.inspections.steps import SEASONAL_SUPERVISION
from nongan_supervision.inspections.templates import TEMPLATE, default_template
from nongan_supervision.registry.context import Context
from nongan_supervision.registry.towns import own_town

KEPT_WHEN_STARTED = ("starts_on", "template")
KEPT_WHEN_CLOSED = ("starts_on", "ends_on", "feedback_due_on", "template", "focus")
THE_SERVERS = ("started_on", "closed_on", "closing_note", "feedback_submitted_on")
"""What starting, closing and a summary set, whatever a client sends."""


def complete(campaign: Document) -> None:
	"""Complete what a new campaign is named by, and refuse a second one of the season.

	:raises CampaignError: one of :mod:`nongan_supervision.inspections.campaign_errors`.
	"""
	campaign.town = campaign.town or own_town()
	if not campaign.town:
		frappe.throw(_("Enter the town of the campaign, or the current town in the settings."), errors.MissingTownError)
	season = season_of(campaign)
	twin = {"town": campaign.town, "year": season.year, "season": season.name}
	if name := frappe.db.exists(CAMPAIGN, twin):
		frappe.throw(
			_("{0} has the campaign {1} already ({2}). Open that one.").format(
				campaign.town, annex.campaign_title(season), name
			),
			errors.SecondCampaignError,
		)
	campaign.status = DRAFT
	campaign.update(dict.fromkeys(THE_SERVERS))


def apply_rules(campaign: Document) -> None:
	"""Complete a campaign and refuse it if a rule is broken.

	:raises CampaignError: one of :mod:`nongan_supervision.inspections.campaign_errors`.
	"""
	season = season_of(campaign)
	campaign.title = annex.campaign_title(season)
	campaign.starts_on = campaign.starts_on or season.starts_on
	campaign.ends_on = campaign.ends_on or season.ends_on
	campaign.feedback_due_on = campaign.feedback_due_on or season.feedback_due_on
	keep_what_is_settled(campaign)
	check_dates(campaign)
	if campaign.status == DRAFT:
		complete_template(campaign)


def keep_what_is_settled(campaign: Document) -> None:
	"""Keep what is the server's, and refuse to change what a campaign has started or ended with.

	:raises CampaignStartedError:
	:raises CampaignClosedError:
	"""
	stored = campaign.get_doc_before_save()
	if not stored or campaign.flags.by_the_rules:
		return
	campaign.status = stored.status
	campaign.update({fieldname: stored.get(fieldname) for fieldname in THE_SERVERS})
	kept = {ACTIVE: KEPT_WHEN_STARTED, CLOSED: KEPT_WHEN_CLOSED}.get(stored.status, ())
	changed = [name for name in kept if campaign.has_value_changed(name)]
	if not changed:
		return
	labels = annex.SEPARATOR.join(_(campaign.meta.get_label(name), context=CAMPAIGN) for name in changed)
	if stored.status == CLOSED:
		frappe.throw(
			_("{0} was closed on {1}: {2} stays as it is.").format(campaign.title, stored.closed_on, labels),
			errors.CampaignClosedError,
		)
	refuse_started(campaign, labels)


def check_dates(campaign: Document) -> None:
	"""Refuse a campaign that ends before it starts, or whose feedback is due before it starts.

	:raises CampaignDatesError:
	"""
	starts_on = getdate(campaign.starts_on)
	for fieldname in ("ends_on", "feedback_due_on"):
		if getdate(campaign.get(fieldname)) < starts_on:
			frappe.throw(
				_("{0} is {1}, before the campaign starts on {2}. Correct one of the two.").format(
					_(campaign.meta.get_label(fieldname), context=CAMPAIGN), campaign.get(fieldname), starts_on
				),
				errors.CampaignDatesError,
			)


def complete_template(campaign: Document) -> None:
	"""Take the default template of seasonal supervision where none is chosen, and refuse one of another type.

	:raises UnsuitableTemplateError:
	"""
	if not campaign.template:
		campaign.template = default_template(SEASONAL_SUPERVISION)
		return
	template = frappe.db.get_value(TEMPLATE, campaign.template, ["task_type", "disabled"], as_dict=True)
	if template and (template.task_type != SEASONAL_SUPERVISION or template.disabled):
		frappe.throw(
			_("The template {0} is disabled, or not one of seasonal supervision. Choose another one.").format(
				campaign.template
			),
			UnsuitableTemplateError,
		)


# Start
# -----


def start(name: str, context: Context) -> list[str]:
	"""Start a drafted campaign: each village gets its task; return the tasks' names.

	The session's user needs to be allowed to write campaigns and to make tasks.

	:raises CampaignError: it has started already, or its groups are not complete.
	"""
	campaign = frappe.get_doc(CAMPAIGN, name, for_update=True)
	campaign.check_permission("write")
	refuse_unless_draft(campaign)
	groups = groups_of(name)
	check_complete(campaign, groups)
	days = inspection_days(campaign, context.today)
	tasks = []
	for group in groups:
		villages = [row.village for row in group.villages]
		for village, day in zip(villages, spread(len(villages), days), strict=True):
			tasks.append(_make_task(campaign, group, village, day))
	campaign.update({"status": ACTIVE, "started_on": context.today})
	_save(campaign)
	return tasks


def refuse_unless_draft(campaign: Document) -> None:
	"""Refuse a campaign that has started or is closed.

	:raises CampaignStartedError:
	"""
	if campaign.status != DRAFT:
		frappe.throw(
			_("{0} has started already, on {1}.").format(campaign.title, campaign.started_on),
			errors.CampaignStartedError,
		)


def inspection_days(campaign: Document, today: datetime.date) -> Sequence[datetime.date]:
	"""Return the working days of a campaign that are still to come; all of them if it is over, or has no other days."""
	first, last = getdate(campaign.starts_on), getdate(campaign.ends_on)
	holidays = legal_holidays(first, last)
	days = [first + datetime.timedelta(days=number) for number in range((last - first).days + 1)]
	working = [day for day in days if is_working_day(day, holidays)] or days
	return [day for day in working if day >= today] or working


def _make_task(campaign: Document, group: Document, village: str, day: datetime.date) -> str:
	liaison = next(row.department for row in group.departments if row.is_liaison)
	values = {
		"doctype": TASK,
		"task_type": SEASONAL_SUPERVISION,
		"campaign": campaign.name,
		"supervision_group": group.name,
		"village": village,
		"template": campaign.template,
		"planned_on": day,
		"due_on": campaign.ends_on,
		"department": liaison,
		"departments": [{"department": row.department} for row in group.departments],
		"assigned_to": group.leader_user,
	}
	task = frappe.get_doc(values).insert()
	if campaign.focus:
		guidance = "\n".join(filter(None, (campaign.focus, task.guidance)))
		task.db_set("guidance", guidance, update_modified=False)
	return task.name


# End
# ---


def close(name: str, reason: str | None, context: Context) -> None:
	"""Close a campaign that has started.

	:param reason: why tasks are left that are not done; needed where there are any.
	:raises CampaignNotStartedError:
	:raises CampaignClosedError: it is closed already.
	:raises UnfinishedTasksError: tasks are left, and no reason is given; names their villages.
	"""
	campaign = frappe.get_doc(CAMPAIGN, name, for_update=True)
	campaign.check_permission("write")
	refuse_unless_started(campaign)
	if campaign.status == CLOSED:
		frappe.throw(
			_("{0} is closed already, since {1}.").format(campaign.title, campaign.closed_on),
			errors.CampaignClosedError,
		)
	left = unfinished_villages(name)
	reason = (reason or "").strip()
	if left and not reason:
		frappe.throw(
			_("{0} tasks are not done: {1}. Finish them, or say why the campaign is closed without them.").format(
				len(left), annex.SEPARATOR.join(left)
			),
			errors.UnfinishedTasksError,
		)
	campaign.update({"status": CLOSED, "closed_on": context.today, "closing_note": reason if left else None})
	_save(campaign)


def refuse_unless_started(campaign: Document) -> None:
	"""Refuse a campaign that is still a draft.

	:raises CampaignNotStartedError:
	"""
	if campaign.status == DRAFT:
		frappe.throw(
			_("{0} has not started yet. Start it first.").format(campaign.title), errors.CampaignNotStartedError
		)


def unfinished_villages(campaign: str) -> list[str]:
	"""Return the villages whose task in a campaign is neither closed nor called off."""
	return frappe.get_all(
		TASK,
		{"campaign": campaign, "workflow_state": ["not in", sorted(SETTLED)]},
		pluck="village",
		order_by="supervision_group, planned_on, name",
	)


def _save(campaign: Document) -> None:
	campaign.flags.by_the_rules = True
	campaign.save()


# Deletion
# --------


def remove_groups(campaign: Document) -> None:
	"""Let a campaign that is deleted take its groups along, and refuse to delete one that has started.

	:raises CampaignStartedError:
	"""
	if campaign.status != DRAFT:
		frappe.throw(
			_("{0} has started on {1} and stays on record.").format(campaign.title, campaign.started_on),
			errors.CampaignStartedError,
		)
	for group in groups_of(campaign.name):
		group.delete()

"""Rules of a supervision group (督导组): its number and block, its leader, departments and villages.

Source: annex 2 of the plan of 2022. Each group has a leader and departments, of which the one marked * is the liaison;
each village is inspected by one group. All of it may be changed until the campaign starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.inspections import annex
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections.rotation import GROUP_NUMBERS
from nongan_supervision.inspections.seasons import CAMPAIGN, DRAFT, GROUP, refuse_started, season_of
from nongan_supervision.registry.context import Context

CONTENT = ("leader", "leader_user", "rotation_block")


def apply_rules(group: Document, context: Context) -> None:
	"""Complete a group and refuse it if a rule is broken.

	:raises CampaignError: one of :mod:`nongan_supervision.inspections.campaign_errors`.
	"""
	campaign = frappe.db.get_value(
		CAMPAIGN, group.campaign, ["name", "title", "status", "started_on", "year", "season", "town"], as_dict=True
	)
	if not campaign:
		return  # the framework asks for it
	refuse_after_start(group, campaign)
	group.update({"year": campaign.year, "season": campaign.season, "town": campaign.town})
	check_number(group)
	group.title = annex.supervision_group_title(group.group_no)
	group.rotation_block = group.rotation_block or season_of(group).block_of(group.group_no)
	check_departments(group)
	check_villages(group, context)
	note_changes(group)


def refuse_after_start(group: Document, campaign: frappe._dict) -> None:
	"""Refuse to add or change a group once its campaign has started.

	:raises CampaignStartedError:
	"""
	if campaign.status != DRAFT and (group.is_new() or content(group) != content(group.get_doc_before_save())):
		refuse_started(campaign, _("who inspects which villages"))


def check_number(group: Document) -> None:
	"""Refuse a number that the rotation knows no group of, and one that stands there twice.

	:raises InvalidGroupError:
	"""
	group.group_no = cint(group.group_no)
	if group.group_no not in GROUP_NUMBERS:
		frappe.throw(
			_("There is no group {0}: the rotation has the groups {1}.").format(
				group.group_no, annex.SEPARATOR.join(map(str, GROUP_NUMBERS))
			),
			errors.InvalidGroupError,
		)
	twin = {"campaign": group.campaign, "group_no": group.group_no}
	if not group.is_new():
		twin["name"] = ["!=", group.name]
	if name := frappe.db.exists(GROUP, twin):
		frappe.throw(
			_("The campaign has a group {0} already ({1}). Change that one.").format(group.group_no, name),
			errors.InvalidGroupError,
		)


def check_departments(group: Document) -> None:
	"""Refuse a department that is listed twice, and a group with no liaison department or with two.

	:raises DuplicateDepartmentError:
	:raises LiaisonError:
	"""
	for department, count in Counter(row.department for row in group.departments).items():
		if count > 1:
			frappe.throw(
				_("{0} is listed twice in {1}. Delete one row.").format(department, group.title),
				errors.DuplicateDepartmentError,
			)
	liaisons = [row.department for row in group.departments if cint(row.is_liaison)]
	if not liaisons:
		frappe.throw(
			_("{0} has no liaison department. Tick it in one of its rows.").format(group.title), errors.LiaisonError
		)
	if len(liaisons) > 1:
		frappe.throw(
			_("{0} has {1} liaison departments: {2}. Keep one of them ticked.").format(
				group.title, len(liaisons), annex.SEPARATOR.join(liaisons)
			),
			errors.LiaisonError,
		)


def check_villages(group: Document, context: Context) -> None:
	"""Refuse a village of another town, one that is listed twice, and one that another group has.

	:raises ForeignVillageError:
	:raises VillageInTwoGroupsError:
	"""
	villages = [row.village for row in group.villages]
	for village, count in Counter(villages).items():
		if context.town_of(village) != group.town:
			frappe.throw(
				_("{0} is no village of {1}. Delete its row.").format(village, group.town), errors.ForeignVillageError
			)
		if count > 1:
			frappe.throw(
				_("{0} is listed twice in {1}. Delete one row.").format(village, group.title),
				errors.VillageInTwoGroupsError,
			)
	for other in groups_of(group.campaign):
		if other.name != group.name:
			_refuse_common_villages(group, other)


def _refuse_common_villages(group: Document, other: Document) -> None:
	common = {row.village for row in other.villages}.intersection(row.village for row in group.villages)
	if common:
		frappe.throw(
			_("{0}: {1} is in {2} already. A village is inspected by one group; take it out of one of the two.").format(
				group.title, annex.SEPARATOR.join(sorted(common)), other.title
			),
			errors.VillageInTwoGroupsError,
		)


def note_changes(group: Document) -> None:
	"""Note whether somebody has made or changed a group by hand: generating leaves it as it is then."""
	if group.flags.generated:
		group.changed_by_hand = 0
		return
	stored = group.get_doc_before_save()
	changed = not stored or content(group) != content(stored)
	group.changed_by_hand = int(changed or bool(stored.changed_by_hand))


def content(group: Document) -> tuple:
	"""Return what a group says: who leads it, which departments take part, and which villages it inspects."""
	return (
		*(group.get(fieldname) or None for fieldname in CONTENT),
		[(row.department, cint(row.is_liaison)) for row in group.departments],
		[row.village for row in group.villages],
	)


def refuse_deletion(group: Document) -> None:
	"""Refuse to delete a group of a campaign that has started.

	:raises CampaignStartedError:
	"""
	campaign = frappe.db.get_value(CAMPAIGN, group.campaign, ["title", "status", "started_on"], as_dict=True)
	if campaign and campaign.status != DRAFT:
		refuse_started(campaign, group.title)


def groups_of(campaign: str) -> list[Document]:
	"""Return the groups of a campaign by number, with their rows; the caller has checked who asks."""
	names = frappe.get_all(GROUP, {"campaign": campaign}, pluck="name", order_by="group_no")
	return [frappe.get_doc(GROUP, name) for name in names]


def check_complete(campaign: Document, groups: Sequence[Document]) -> None:
	"""Refuse to start with a group that lacks something, or with a village that no group inspects.

	:raises IncompleteGroupError:
	:raises VillageWithoutGroupError: names the villages.
	"""
	if not groups:
		frappe.throw(
			_("{0} has no groups yet. Generate them first.").format(campaign.title), errors.IncompleteGroupError
		)
	for group in groups:
		if not group.leader:
			frappe.throw(_("{0} has no leader yet. Enter one.").format(group.title), errors.IncompleteGroupError)
		if not group.villages:
			frappe.throw(
				_("{0} has no villages. Enter some, or delete the group.").format(group.title),
				errors.IncompleteGroupError,
			)
	inspected = {row.village for group in groups for row in group.villages}
	villages = frappe.get_all("Village", {"town": campaign.town}, pluck="name", order_by="name")
	missing = [village for village in villages if village not in inspected]
	if missing:
		frappe.throw(
			_("No group inspects {0}. Add each village to one group.").format(annex.SEPARATOR.join(missing)),
			errors.VillageWithoutGroupError,
		)

"""Makes the groups of a campaign: the villages from their blocks, leaders and departments from the settings.

For 2022 the result is annex 2 of the plan, cell by cell; the rotation goes on in later years (`rotation.py`).
"""

from __future__ import annotations

from collections import defaultdict

import frappe
from frappe import _
from frappe.model.document import Document

from nongan_supervision.inspections import annex
from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections.campaigns import refuse_unless_draft
from nongan_supervision.inspections.groups import groups_of
from nongan_supervision.inspections.rotation import GROUP_NUMBERS
from nongan_supervision.inspections.seasons import CAMPAIGN, GROUP, season_of
from nongan_supervision.setup.plan import SETTINGS

DEFAULTS = "supervision_groups"


def generate(name: str) -> list[str]:
	"""Make the groups of a drafted campaign, or make them anew, and return their names.

	A group that somebody has changed by hand stays as it is.

	:raises CampaignError: the campaign has started, the town's blocks or the settings are not complete, or a
		changed group has a village that another group would get.
	"""
	campaign = frappe.get_doc(CAMPAIGN, name, for_update=True)
	campaign.check_permission("write")
	refuse_unless_draft(campaign)
	blocks, defaults = blocks_of(campaign.town), group_defaults()
	season = season_of(campaign)
	existing = {group.group_no: group for group in groups_of(name)}
	drafts = [
		existing.get(group_no) or frappe.get_doc({"doctype": GROUP, "campaign": name, "group_no": group_no})
		for group_no in GROUP_NUMBERS
	]
	untouched = [group for group in drafts if not group.changed_by_hand]
	for group in untouched:
		_refuse_empty_block(season.block_of(group.group_no), group.group_no, blocks)
	for group in untouched:
		_empty(group)  # so that a village can move from one to another
	for group in untouched:
		block = season.block_of(group.group_no)
		_fill(group, defaults[group.group_no], block, blocks[block])
	return [group.name for group in drafts]


def blocks_of(town: str) -> dict[str, list[str]]:
	"""Return the villages of a town by block, in the annex's order.

	:raises MissingBlocksError: no village has a block, or there is a block without villages.
	:raises VillageWithoutBlockError: names the villages that have none.
	"""
	villages = frappe.get_all(
		"Village", {"town": town}, ["name", "rotation_block", "rotation_order"], order_by="creation, name"
	)
	last = len(villages) + 1
	villages.sort(key=lambda village: village.rotation_order or last)
	blocks: dict[str, list[str]] = defaultdict(list)
	for village in villages:
		blocks[village.rotation_block or ""].append(village.name)
	without = blocks.pop("", [])
	if not blocks:
		frappe.throw(
			_("No village of {0} has a rotation block. Enter the villages' blocks, then generate the groups.").format(
				town
			),
			errors.MissingBlocksError,
		)
	if without:
		frappe.throw(
			_("{0} has no rotation block. Enter one for each village of {1}.").format(
				annex.SEPARATOR.join(without), town
			),
			errors.VillageWithoutBlockError,
		)
	return blocks


def group_defaults() -> dict[int, Document]:
	"""Return who leads each group, and which departments take part, by the settings.

	:raises MissingGroupDefaultsError: the settings don't say it of each group.
	"""
	defaults = {row.group_no: row for row in frappe.get_doc(SETTINGS).get(DEFAULTS)}
	missing = [str(group_no) for group_no in GROUP_NUMBERS if group_no not in defaults]
	if missing:
		frappe.throw(
			_("The settings don't say who is in group {0}. Enter it there, under Supervision Groups.").format(
				annex.SEPARATOR.join(missing)
			),
			errors.MissingGroupDefaultsError,
		)
	return defaults


def _empty(group: Document) -> None:
	"""Take the villages from a group that will get its new ones in a moment."""
	if not group.is_new() and group.villages:
		frappe.db.delete("Supervision Group Village", {"parent": group.name, "parenttype": GROUP})
		group.set("villages", [])


def _refuse_empty_block(block: str, group_no: int, blocks: dict[str, list[str]]) -> None:
	if not blocks.get(block):
		frappe.throw(
			_("No village is in block {0}, so {1} would have nothing to inspect. Enter the villages' blocks.").format(
				block, annex.supervision_group_title(group_no)
			),
			errors.MissingBlocksError,
		)


def _fill(group: Document, default: Document, block: str, villages: list[str]) -> None:
	departments = [{"department": default.liaison_department, "is_liaison": 1}]
	if default.partner_department:
		departments.append({"department": default.partner_department, "is_liaison": 0})
	group.update(
		{
			"leader": default.leader,
			"leader_user": default.leader_user,
			"rotation_block": block,
			"departments": departments,
			"villages": [{"village": village} for village in villages],
		}
	)
	group.flags.generated = True
	group.save() if group.name else group.insert()

"""The supervision groups as the plan's annex 2 shows them, for paper and for Excel (督导分组安排)."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.inspections import annex
from nongan_supervision.inspections.groups import groups_of
from nongan_supervision.inspections.seasons import CAMPAIGN, GROUP, season_of
from nongan_supervision.papers.wording import without_town


@dataclass(frozen=True)
class ArrangedGroup:
	"""A row of the annex: the group, its villages, its leader, its departments, the liaison one marked."""

	group: str
	villages: str
	leader: str
	departments: str

	@property
	def cells(self) -> tuple[str, str, str, str]:
		return (self.group, self.villages, self.leader, self.departments)


@dataclass(frozen=True)
class ArrangedSeason:
	"""A season's part of the annex: its name in the first column, and a row per group."""

	name: str
	groups: list[ArrangedGroup]


@dataclass(frozen=True)
class Arrangement:
	"""The annex: its parts, and the words around them."""

	seasons: list[ArrangedSeason]
	title: str = annex.TITLE
	headings: tuple[str, str, str] = annex.HEADINGS
	note: str = annex.NOTE


def supervision_arrangement(campaign: Document, whole_year: bool = False) -> Arrangement:
	"""Return the annex of a campaign, or of its year, for print formats."""
	return Arrangement(arranged_seasons(campaign, whole_year))


def arranged_seasons(campaign: Document, whole_year: bool = False) -> list[ArrangedSeason]:
	"""Return the groups of a campaign, or of all campaigns of its town and year that the session's user may read."""
	campaigns = [campaign]
	if whole_year:
		filters = {"town": campaign.town, "year": campaign.year}
		found = frappe.get_list(CAMPAIGN, filters, ["name", "town", "year", "season"], limit_page_length=0)
		campaigns = sorted(found, key=season_of)
	return [ArrangedSeason(annex.season_row(season_of(one)), _groups(one)) for one in campaigns]


def _groups(campaign: Document | frappe._dict) -> list[ArrangedGroup]:
	"""The groups of a campaign, for those who see groups: they name the villages of all."""
	if not frappe.has_permission(GROUP, "read"):
		return []
	return [
		ArrangedGroup(
			group=annex.supervision_group_title(group.group_no),
			villages=annex.SEPARATOR.join(row.village for row in group.villages),
			leader=group.leader or "",
			departments=departments_text(group, campaign.town),
		)
		for group in groups_of(campaign.name)
	]


def departments_text(group: Document | frappe._dict, town: str | None) -> str:
	"""Return the departments of a group as the annex writes them: *农村工作局、派出所."""
	return annex.SEPARATOR.join(
		(annex.LIAISON_MARK if cint(row.is_liaison) else "") + without_town(row.department, town)
		for row in group.departments
	)

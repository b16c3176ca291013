"""What a campaign, its groups or its summary can be refused for."""

import frappe


class CampaignError(frappe.ValidationError):
	"""A rule of supervision campaigns is broken."""


class MissingTownError(CampaignError):
	"""A campaign says of no town, and the settings name none."""


class SecondCampaignError(CampaignError, frappe.DuplicateEntryError):
	"""The town has a campaign of this season already."""


class InvalidSeasonError(CampaignError):
	"""There is no such season, or no such year."""


class CampaignDatesError(CampaignError):
	"""A campaign ends before it starts, or its feedback is due before."""


class CampaignStartedError(CampaignError):
	"""What a campaign has started with stays as it is."""


class CampaignNotStartedError(CampaignError):
	"""A campaign that has not started has nothing to end or to sum up."""


class CampaignClosedError(CampaignError):
	"""A campaign that is closed does not change any more, and is not closed twice."""


class UnfinishedTasksError(CampaignError):
	"""Tasks of a campaign are not done, and nothing is said of why."""


class MissingBlocksError(CampaignError):
	"""No village of the town, or none of a group's block, has a rotation block."""


class VillageWithoutBlockError(CampaignError):
	"""Villages of the town stand in no rotation block."""


class VillageWithoutGroupError(CampaignError):
	"""Villages of the town are in no group of the campaign."""


class VillageInTwoGroupsError(CampaignError):
	"""A village is in two groups of a campaign, or twice in one."""


class ForeignVillageError(CampaignError):
	"""A village of a group is another town's."""


class MissingGroupDefaultsError(CampaignError):
	"""The settings don't say who leads a group, and which departments take part."""


class InvalidGroupError(CampaignError):
	"""A group's number is none of the rotation's, or stands there twice."""


class IncompleteGroupError(CampaignError):
	"""A campaign cannot start: it lacks a group, or a group lacks its leader or its villages."""


class LiaisonError(CampaignError):
	"""A group has no liaison department, or more than one."""


class DuplicateDepartmentError(CampaignError):
	"""A department is listed twice in a group."""


class SummaryError(frappe.ValidationError):
	"""A rule of supervision summaries is broken."""


class SecondSummaryError(SummaryError):
	"""The campaign has a summary already."""


class EmptySummaryError(SummaryError):
	"""A summary without figures is not submitted."""


class SubmittedSummaryError(SummaryError):
	"""A summary that is submitted or cancelled is not drafted anew."""

"""The season of a campaign and of what belongs to it, and what stands in the way of changing them."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from nongan_supervision.inspections import campaign_errors as errors
from nongan_supervision.inspections.rotation import SEASONS, Season

CAMPAIGN = "Supervision Campaign"
GROUP = "Supervision Group"
SUMMARY = "Supervision Summary"

DRAFT = "Draft"
ACTIVE = "Active"
CLOSED = "Closed"

YEARS = range(2000, 2201)
"""The years that a campaign may be of."""


def season_of(doc: Document | frappe._dict) -> Season:
	"""Return the season of a campaign, a group or a summary.

	:raises InvalidSeasonError: there is no such season or year.
	"""
	if doc.season not in SEASONS or cint(doc.year) not in YEARS:
		frappe.throw(
			_("{0}, {1}: there is no such season. Enter a year of four digits, and summer, autumn or winter.").format(
				doc.year, _(doc.season or "", context=CAMPAIGN)
			),
			errors.InvalidSeasonError,
		)
	return Season.of(cint(doc.year), doc.season)


def closing_of(campaign: str) -> frappe._dict | None:
	"""Return the title of a campaign that is closed, and since when; None for any other."""
	found = frappe.db.get_value(CAMPAIGN, campaign, ["title", "status", "closed_on"], as_dict=True)
	return found if found and found.status == CLOSED else None


def refuse_started(campaign: Document | frappe._dict, what: str) -> NoReturn:
	"""Refuse to change something of a campaign, because it has started.

	:raises CampaignStartedError:
	"""
	frappe.throw(
		_("{0} has started on {1}: {2} stays as it is. Change the tasks themselves.").format(
			campaign.title, campaign.started_on, what
		),
		errors.CampaignStartedError,
	)

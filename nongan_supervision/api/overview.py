"""Whitelisted method of the page on a town."""

from __future__ import annotations

from frappe.utils import cint, getdate

from nongan_supervision.api.arguments import whitelisted
from nongan_supervision.checklist import overview, overview_towns
from nongan_supervision.checklist.years import year_of
from nongan_supervision.permissions.pages import check_page
from nongan_supervision.registry.asked import asked_of

PAGE = "town-overview"


@whitelisted(methods=["GET"])
def town_overview(
	town: str | None = None,
	year: str | int | None = None,
	compare: str | int | bool = False,
	start: str | int = 0,
) -> dict:
	"""Return how a town stands in a year; with `compare`, the towns side by side, from the one at `start`.

	Open to those who may open the page, and limited to what they may see.
	"""
	check_page(PAGE)
	today = getdate()
	asked = asked_of({"town": town, "year": year})
	chosen_year = year_of(asked, today)
	towns = overview.visible_towns()
	if cint(compare):
		return overview_towns.compare(towns, chosen_year, today, max(cint(start), 0))
	chosen = overview.town_to_show(towns, asked.town)
	answer = {"town": chosen, "towns": towns, "year": chosen_year, "as_on": today}
	if chosen:
		answer |= overview.overview(overview.Question(chosen, chosen_year, today))
	return answer

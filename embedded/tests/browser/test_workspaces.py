"""Each role after signing in: on its own workspace, with its work of today, at a desk and on a phone."""

from __future__ import annotations

import re

import pytest

from embedded.tests.browser import charts
from embedded.tests.browser.conftest import DESKTOP, PHONE, open_page, settle

ROLES = {
	"leader": ("Supervision Leader", "supervision-leader"),
	"agriculture": ("Agriculture Office", "agriculture-office"),
	"market": ("Market Supervision", "market-supervision"),
	"veterinary": ("Veterinary Station", "veterinary-station"),
	"police": ("Police Station", "police-station"),
	"village": ("Village Officer", "village-officer"),
	"district": ("District Bureau", "district-bureau"),
}
WITHOUT_CHARTS = ("veterinary", "district")
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])

AGENDA = ".custom-block-widget-box"
"""Where the work of today stands: in the shadow of its block, which Playwright looks into."""


@SIZES
@pytest.mark.parametrize("user", ROLES)
def test_a_role_lands_on_its_own_workspace(user, size, sign_in, running_site):
	role, address = ROLES[user]
	page = sign_in(f"{user}@nongan.example", viewport=size)
	page.wait_for_url(f"**/{address}")
	settle(page)
	heading = page.locator(f"{AGENDA} .nongan-agenda h3")
	heading.wait_for()
	assert heading.inner_text() == "今日工作"
	page.goto(running_site.address)  # as whoever comes back to the address that they were given
	page.wait_for_url(f"**/{address}")
	heading.wait_for()
	own = page.evaluate("frappe.boot.workspaces.pages.filter(p => p.module === 'Nongan Supervision').map(p => p.name)")
	assert own == [role]
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	assert "Nongan Supervision" not in page.locator(".layout-main-section").inner_text()
	if user not in WITHOUT_CHARTS:
		charts.assert_whole(page)


def test_the_apps_own_address_leads_there_too_and_back_again(signed_in, running_site):
	page = signed_in("market@nongan.example")
	open_page(page, running_site, "/desk/case-clue")
	page.evaluate("frappe.set_route('nongan-supervision')")
	page.wait_for_url("**/market-supervision")
	page.go_back()
	page.wait_for_url("**/case-clue**")


def test_a_chart_over_time_names_its_months_in_numbers(sign_in, running_site):
	page = sign_in("agriculture@nongan.example")
	page.wait_for_url("**/agriculture-office")
	page.locator("svg text", has_text=re.compile(r"^\d{4}-\d\d$")).first.wait_for()
	assert page.locator("svg text", has_text=re.compile(r"^[A-Z][a-z]{2} \d{4}$")).count() == 0


def test_administrators_land_on_the_general_one(sign_in, running_site):
	page = sign_in("Administrator", running_site.admin_password)
	page.wait_for_url("**/nongan-supervision")
	settle(page)
	page.wait_for_selector(".number-widget-box")


@SIZES
def test_an_entry_of_the_agenda_leads_to_its_document(size, sign_in, running_site):
	page = sign_in("leader@nongan.example", viewport=size)
	entry = page.locator(f"{AGENDA} .nongan-agenda li a[href*='enforcement-case'], {AGENDA} li a").first
	entry.wait_for()
	address = entry.get_attribute("href")
	page.evaluate("window.stayed = true")
	entry.click()
	page.wait_for_function("!frappe.get_route_str().startsWith('Workspaces')")
	assert page.url.rstrip("/").split("/")[-1] in address
	assert page.evaluate("window.stayed")  # within the Desk: nothing was loaded anew


@SIZES
@pytest.mark.parametrize("user", ["leader", "agriculture", "district"])
def test_the_page_on_the_town(user, size, signed_in, running_site):
	page = signed_in(f"{user}@nongan.example", viewport=size)
	open_page(page, running_site, "/desk/town-overview")
	page.wait_for_selector(".overview-map svg a")
	assert page.locator(".overview-map svg a").count() == 18
	assert page.locator(".overview-villages li").count() == 18
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	assert page.evaluate(NOTHING_COVERED), "tiles of the map cover each other"
	for name in ("checklist", "failing", "cases", "campaign", "quick"):
		assert page.locator(f".overview-{name} h3").count() == 1
	page.locator(".overview-map svg a").first.focus()
	assert "分" in page.evaluate("document.activeElement.getAttribute('aria-label')")  # name, state and points
	village = page.locator(".overview-villages .overview-village").first.inner_text()
	page.locator(".overview-villages a").first.click()
	page.wait_for_function(
		"frappe.query_report?.report_name === 'Village Scorecard' && frappe.query_report.data?.length"
	)
	assert page.evaluate("frappe.query_report.data.map(row => row.village)") == [village]


NOTHING_COVERED = """
	(() => {
		const boxes = [...document.querySelectorAll('.overview-map svg rect')].map(e => e.getBoundingClientRect());
		return boxes.every((a, i) => boxes.slice(i + 1).every(b =>
			a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top));
	})()
"""


def test_a_figure_of_the_page_leads_to_its_list(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/town-overview")
	tile = page.locator(".overview-cases a[data-list]").first
	tile.wait_for()
	count = int(tile.locator("b").inner_text())
	tile.click()
	page.wait_for_function("cur_list?.data?.length")
	assert page.evaluate("cur_list.data.length") == count


AGENDA_OF_MANY = """() => {
	const entries = Array.from({ length: 20 }, (_, number) => ({ title: `第 ${number} 项`, url: "/" }));
	const late = entries.map((entry) => ({ ...entry, late_label: "派出所" }));
	const counts = { own: 35, overdue: 0, due_today: 0, soon: 0, waiting: 35, with_others: 45 };
	const block = document.createElement("div");
	block.innerHTML = nongan.agenda.html({ counts, entries, with_others: late });
	return [...block.querySelectorAll("details")].map((folded) => folded.textContent);
}"""


def test_a_list_that_ends_early_says_how_many_there_are(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/town-overview")
	own, others = page.evaluate(AGENDA_OF_MANY)
	assert own.startswith("另有 27 项")
	assert others.startswith("其他部门逾期：45")
	assert (own.count("派出所"), others.count("派出所")) == (0, 20)
	for text in (own, others):
		assert text.index("第 19 项") < text.index("此处只列出前 20 项")


@pytest.mark.parametrize("user", ["police", "village", "market"])
def test_the_page_is_not_for_others(user, sign_in, running_site):
	page = sign_in(f"{user}@nongan.example")
	settle(page)
	answer = page.request.get(f"{running_site.address}/api/method/nongan_supervision.api.town_overview")
	assert answer.status == 403
	assert page.locator("a[href$='town-overview']").count() == 0

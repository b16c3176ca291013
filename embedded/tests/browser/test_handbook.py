"""What the handbook shows, as each role sees it: every page of it opens without an error, and has its picture.

``NONGAN_PICTURES=1 ./nongan test embedded/tests/browser/test_handbook.py`` writes the pictures into ``docs/images``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from embedded.tests.browser.conftest import DESKTOP, PHONE, _listen, keep_picture, open_page, settle
from nongan_supervision.setup.sample import PASSWORD
from nongan_supervision.setup.sample.portal import producer as sample_producer

HOME = "/desk/nongan-supervision"
"""The app's address: it leads each role to its own workspace."""

AGENDA = ".nongan-agenda h3"
FIND = """([doctype, filters]) => frappe.db
	.get_list(doctype, { filters, order_by: "creation desc", limit: 1 })
	.then((rows) => rows[0].name)"""


@dataclass(frozen=True)
class Screen:
	"""A picture of the handbook: whose screen, which address, and what is done there before it is taken.

	`document` is a DocType, and the filters by which one of its documents is found, whose name the address takes.
	`ready` is what has to be seen.
	"""

	picture: str
	user: str
	route: str
	ready: str
	document: tuple[str, dict] | None = None
	viewport: dict | None = None
	prepare: Callable | None = None


def newest(page, site, doctype: str, filters: dict) -> str:
	"""Ask for the name of the document that was made last, beside the page, which need not have opened yet."""
	asked = {"doctype": doctype, "filters": json.dumps(filters), "order_by": "creation desc", "limit_page_length": 1}
	answer = page.request.get(f"{site.address}/api/method/frappe.client.get_list", params=asked)
	assert answer.ok, answer.text()
	return answer.json()["message"][0]["name"]


def choose_producer(page) -> None:
	"""Enter a quick test as far as the form does it by itself."""
	page.evaluate(
		"""async () => {
			const filters = { status: "Active", sector: "Planting" };
			const [producer] = await frappe.db.get_list("Producer", { filters, order_by: "name", limit: 1 });
			await cur_frm.set_value("producer", producer.name);
			if (!cur_frm.doc.product) {
				const { products } = await frappe.db.get_doc("Producer", producer.name);
				await cur_frm.set_value("product", products[0].product);
			}
		}"""
	)
	page.wait_for_function("cur_frm.doc.results?.some((row) => row.substance)")
	settle(page)
	page.evaluate("document.activeElement.blur()")  # the list of producers folds
	show(page, "[data-fieldname=results]")


def show(page, selector: str) -> None:
	"""Bring a part of a long form into the picture."""
	page.locator(selector).first.evaluate("part => part.scrollIntoView({ block: 'center' })")


def show_groups(page) -> None:
	page.locator(".nongan-campaign").wait_for()
	show(page, ".nongan-campaign")


def trace_certificate(page) -> None:
	name = page.evaluate(FIND, ["Conformity Certificate", {"docstatus": 1}])
	page.locator(".page-form [data-fieldname=code] input").fill(name)
	page.keyboard.press("Tab")
	page.wait_for_selector(".nongan-trace-tree details")


def by_village(page) -> None:
	page.wait_for_function("frappe.query_report?.data?.length > 10")
	page.evaluate("frappe.query_report.set_filter_value('view', 'Villages')")
	page.wait_for_function("frappe.query_report.data?.[0]?.place")


def show_reminders(page) -> None:
	show(page, "[data-fieldname=quiet_legal_holidays]")


def show_figure(page) -> None:
	page.wait_for_selector(".indicator-figure h3")


VILLAGE, AGRICULTURE, MARKET = (f"{name}@nongan.example" for name in ("village", "agriculture", "market"))
VETERINARY, LEADER, DISTRICT = (f"{name}@nongan.example" for name in ("veterinary", "leader", "district"))
ADMINISTRATOR = "admin@nongan.example"

REPORT = "/desk/query-report/Responsibility%20Checklist%20Progress"
CASE = ("Enforcement Case", {"workflow_state": "Investigating"})
REFERRAL = ("Case Referral", {"workflow_state": "Approved"})
DRAFT_UPDATE = ("Quarterly Production Update", {"docstatus": 0})
CHECKLIST = ("Responsibility Checklist", {"status": "Active"})

SCREENS = (
	Screen("village-phone", VILLAGE, HOME, AGENDA, viewport=PHONE),
	Screen(
		"quick-test-phone", VILLAGE, "/desk/residue-test/new", ".form-grid", viewport=PHONE, prepare=choose_producer
	),
	Screen("quarterly-update", VILLAGE, "/desk/quarterly-production-update/", ".form-grid .grid-row", DRAFT_UPDATE),
	Screen("agriculture-desk", AGRICULTURE, HOME, AGENDA),
	Screen("failing", AGRICULTURE, "/desk/query-report/Failing%20Results%20and%20Follow-up", ".dt-row-0"),
	Screen("report-villages", AGRICULTURE, REPORT, ".dt-row-0", prepare=by_village),
	Screen(
		"annex-1",
		AGRICULTURE,
		"/printview?doctype=Responsibility Checklist&format=责任清单完成情况&no_letterhead=1&name=",
		".official-table",
		CHECKLIST,
	),
	Screen(
		"campaign",
		AGRICULTURE,
		"/desk/supervision-campaign/",
		".form-section",
		("Supervision Campaign", {"status": ["!=", "Draft"]}),
		prepare=show_groups,
	),
	Screen("case", AGRICULTURE, "/desk/enforcement-case/", ".form-grid", CASE),
	Screen(
		"case-print",
		AGRICULTURE,
		"/printview?doctype=Enforcement Case&format=立案审批表&no_letterhead=1&name=",
		"table",
		CASE,
	),
	Screen("traceability", MARKET, "/desk/product-traceability", ".nongan-trace-tree", prepare=trace_certificate),
	Screen("veterinary-desk", VETERINARY, HOME, AGENDA),
	Screen("digest", LEADER, "/desk/reminder-digest/", ".reminder-group", ("Reminder Digest", {})),
	Screen("town-overview", LEADER, "/desk/town-overview", ".overview-section svg"),
	Screen("town-overview-phone", LEADER, "/desk/town-overview", ".overview-section svg", viewport=PHONE),
	Screen("referral", AGRICULTURE, "/desk/case-referral/", ".form-grid", REFERRAL),
	Screen("escalation", DISTRICT, "/desk/enforcement-escalation/", ".form-section", ("Enforcement Escalation", {})),
	Screen(
		"reminder-settings",
		ADMINISTRATOR,
		"/desk/nongan-supervision-settings",
		"[data-fieldname=reminder_lead_times]",
		prepare=show_reminders,
	),
	Screen(
		"indicator", ADMINISTRATOR, "/desk/checklist-indicator/胶体金速测批次", ".form-section", prepare=show_figure
	),
)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.picture)
def test_a_screen_of_the_handbook_opens(screen, signed_in, running_site):
	page = signed_in(screen.user, viewport=screen.viewport or DESKTOP)
	name = newest(page, running_site, *screen.document) if screen.document else ""
	if screen.route.startswith("/printview"):
		page.route("**/favicon.ico", lambda asked: asked.fulfill(status=204))  # which a print asks for, and has none
		page.goto(f"{running_site.address}{screen.route}{name}")
	else:
		open_page(page, running_site, f"{screen.route}{name}")
	page.locator(screen.ready).first.wait_for()
	if screen.prepare:
		screen.prepare(page)
	if not screen.route.startswith("/printview"):
		settle(page)
	keep_picture(page, screen.picture)


@pytest.fixture
def telephone(running_site, chromium) -> Iterator[Callable]:
	"""Return a function that signs in on a telephone at one of the pages made for it."""
	faults: list[str] = []
	contexts = []

	def enter(path: str, user: str):
		context = chromium.new_context(viewport=PHONE, locale="zh-CN")
		contexts.append(context)
		page = context.new_page()
		page.set_default_timeout(30_000)
		_listen(page, faults)
		page.goto(f"{running_site.address}{path}")
		page.fill("#login_email", user)
		page.fill("#login_password", PASSWORD)
		page.click(".btn-login")
		page.wait_for_url(f"{running_site.address}{path}")
		return page

	yield enter
	for context in contexts:
		context.close()
	assert faults == []


def test_an_inspection_on_a_telephone(telephone):
	page = telephone("/field", VILLAGE)
	page.locator("[data-task]").first.wait_for()
	keep_picture(page, "field-phone")
	page.locator("[data-task]").first.click()
	page.get_by_role("button", name="开始检查").or_(page.get_by_role("button", name="继续检查")).click()
	page.locator(".item").first.wait_for()
	page.locator(".item").first.scroll_into_view_if_needed()
	keep_picture(page, "field-task-phone")


def test_what_a_producer_sees(telephone):
	page = telephone("/my-farm", sample_producer().phone)
	page.locator(".states li").first.wait_for()
	keep_picture(page, "my-farm-phone")

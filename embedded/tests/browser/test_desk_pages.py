"""Every page of the Desk that an office works or configures in: it opens, in Chinese, without an error."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from embedded.tests.browser.conftest import open_page, settle

OFFICE_PAGES = (
	"/desk/nongan-supervision",
	"/desk/village",
	"/desk/producer",
	"/desk/residue-test",
	"/desk/residue-test/new",
	"/desk/conformity-certificate",
	"/desk/responsibility-checklist",
	"/desk/checklist-item",
	"/desk/register-import/new",
	"/desk/query-report/Responsibility%20Checklist%20Progress",
	"/desk/producer/view/report",
	"/desk/inspection-task/view/report",
	"/desk/field-submission",
	"/desk/query-report/Referral%20Timeliness",
	"/desk/residue-test/view/dashboard",
)
ADMINISTRATOR_PAGES = (
	"/desk/customize-form?doc_type=Producer",
	"/desk/doctype/Producer",
	"/desk/workflow",
	"/desk/workflow/new",
	"/desk/data-import/new",
	"/desk/permission-manager",
	"/desk/user",
	"/desk/user-permission",
	"/desk/print-format-builder",
	"/desk/print-format/new",
	"/desk/file",
	"/desk/web-form/new",
	"/desk/notification/new",
	"/desk/auto-repeat/new",
	"/desk/number-card/new",
	"/desk/dashboard-chart/new",
	"/desk/report/new",
	"/desk/system-settings",
	"/desk/checklist-indicator",
	"/desk/nongan-supervision-settings",
)
TITLES = {
	"/desk/nongan-supervision-settings": "农安督导设置",
	"/desk/town-overview": "洛阳镇 · 全镇概况",
	"/desk/product-traceability": "产品追溯",
}
"""Address → what stands in the header."""
# Words that are the same in both languages, or names of things that have no other
ENGLISH_STAYS = re.compile(r"^(Administrator|Frappe.*|A4|ID|URL|HTML|CSS|JSON|Ctrl\+?.*|API.*|[\w.+-]+@[\w.-]+)$")


@pytest.mark.parametrize("route", OFFICE_PAGES)
def test_an_office_page_opens(route, signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, route)
	_is_a_page_in_chinese(page)


@pytest.mark.parametrize("route", ADMINISTRATOR_PAGES)
def test_an_administrators_page_opens(route, signed_in, running_site):
	page = signed_in("Administrator", running_site.admin_password)
	open_page(page, running_site, route)
	_is_a_page_in_chinese(page)


@pytest.mark.parametrize("route", TITLES)
def test_a_page_says_in_the_header_what_it_is(route, signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, route)
	page.locator(".page-title:visible").get_by_text(TITLES[route], exact=True).wait_for()


def test_a_print_of_the_browser_names_no_page_without_its_number(sign_in, running_site):
	page = sign_in("agriculture@nongan.example")
	name = page.evaluate("frappe.db.get_list('Responsibility Checklist', {limit: 1}).then((rows) => rows[0].name)")
	page.route("**/favicon.ico", lambda asked: asked.fulfill(status=204))  # which a print asks for, and has none
	asked = f"doctype=Responsibility Checklist&name={name}&format=责任清单完成情况&no_letterhead=1"
	page.goto(f"{running_site.address}/printview?{asked}")
	page.locator(".official-table").first.wait_for()
	assert page.locator(".official-page-of").count() == 1
	assert not page.locator(".official-page-of").is_visible()


def test_the_calendar_of_tasks_is_chinese_and_colours_them_by_state(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	with page.expect_response(lambda response: "frappe.desk.calendar.get_events" in response.url) as asked:
		open_page(page, running_site, "/desk/inspection-task/view/calendar")
	tasks = asked.value.json()["message"]
	assert tasks and all(task["workflow_state"] for task in tasks)
	settle(page)
	assert re.search(r"\d{4}\s*年", page.locator(".fc-toolbar-title").inner_text())
	assert re.search("[一二三四五六日]", page.locator(".fc-col-header").inner_text())


def test_a_point_in_time_is_described_in_chinese(sign_in, running_site):
	page = sign_in("agriculture@nongan.example")
	name = page.evaluate("frappe.db.get_list('Case Referral', {limit: 1}).then((rows) => rows[0].name)")
	open_page(page, running_site, f"/desk/case-referral/{name}")
	described = page.locator("[data-fieldname=waits_until] .help-box").inner_text()
	assert described.splitlines()[0] == "当前环节的办理期限。"


def test_an_address_that_fills_in_a_day_runs_nothing(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	script = quote('<img src=x onerror="window.is_run = true">', safe="")
	open_page(page, running_site, f"/desk/query-report/Responsibility%20Checklist%20Progress?as_on={script}")
	assert "<img" in page.locator(".msgprint").inner_text()
	assert page.evaluate("window.is_run") is None


@pytest.mark.parametrize("view", ["", "Departments", "Villages"])
def test_each_view_of_the_checklists_progress_shows_its_rows(view, signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, f"/desk/query-report/Responsibility%20Checklist%20Progress?view={view}")
	page.wait_for_function("frappe.query_report?.data?.length")
	first = page.evaluate(
		"(({ item_no, department, place }) => place || item_no || department)(frappe.query_report.data[0])"
	)
	page.locator(".dt-scrollable .dt-row-0", has_text=first).wait_for()


def test_the_villages_names_are_printed_on_one_line(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/query-report/Responsibility%20Checklist%20Progress?view=Villages")
	page.wait_for_function("frappe.query_report?.data?.length")
	heights = page.evaluate(
		"""() => {
			const { columns, data } = frappe.query_report;
			const paper = $('<div style="width: 267mm"></div>').appendTo(document.body);
			const printed = { title: "", columns, data, filters: {}, report: frappe.query_report };
			paper.html(nongan.printed_report(printed));
			return paper.find("td.name").get().map((cell) => $(cell).height());
		}"""
	)
	assert len(heights) == 19
	assert max(heights) < 20


def _is_a_page_in_chinese(page) -> None:
	settle(page)
	assert page.locator(".modal.show .modal-title:has-text('未找到')").count() == 0
	labels = page.locator("body").evaluate(
		"""body => [...body.querySelectorAll('.page-container:not([style*="none"]) .control-label,"""
		""" .page-title .title-text,"""
		""" .standard-actions button, .page-container:not([style*="none"]) .section-head,"""
		""" .header-subtitle, .dt-row-0 .dt-cell__content')]"""
		""".filter(e => e.offsetParent).map(e => e.innerText.trim()).filter(t => t)"""
	)
	english = [label for label in labels if re.fullmatch(r"[\x00-\x7f]{4,}", label) and re.search("[a-z]{3}", label)]
	assert [label for label in english if not ENGLISH_STAYS.match(label)] == []


def test_an_option_is_called_the_same_in_forms_and_filters(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/case-clue")
	settle(page)
	options = page.locator(".page-form:visible select[data-fieldname=status]").inner_text()
	assert "待核查" in options and "打开" not in options
	shown = "frappe.format('Assigned', { fieldtype: 'Select', parent: 'Patrol Plan' })"
	assert page.evaluate(shown) == "已下达"


def test_a_kind_of_document_is_called_in_chinese_by_who_may_not_define_kinds(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/case-clue")
	name = page.evaluate(
		"frappe.db.get_list('Case Clue', { filters: { reference_doctype: 'Certificate Check' } })"
		".then((rows) => rows[0].name)"
	)
	open_page(page, running_site, f"/desk/case-clue/{name}")
	page.locator("[data-fieldname=reference_doctype] .control-value", has_text="合格证查验").wait_for()


def test_a_button_that_drafts_says_so_as_a_verb(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/product-governance-summary")
	page.get_by_role("button", name="起草年度总结").click()
	button = page.locator(".modal.show .btn-modal-primary")
	button.wait_for()
	assert button.inner_text() == "起草"

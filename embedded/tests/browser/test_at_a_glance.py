"""What is looked at in passing: charts, a report's figures, states in lists, and all that on a phone."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedded.tests.browser.conftest import DESKTOP, PHONE, open_page, settle

PROGRESS = "/desk/query-report/Responsibility%20Checklist%20Progress"

ANY = quote('["is","set"]')
"""A filter of a list that leaves nothing out, in place of those that it was last seen with."""
STATES = """() => cur_list.data.map((doc) => {
	const row = document.querySelector(`.list-row-checkbox[data-name="${CSS.escape(doc.name)}"]`).closest(".list-row");
	const state = frappe.get_indicator(doc, cur_list.doctype)[0];
	const shown = [...row.querySelectorAll(".indicator-pill")].filter((pill) =>
		pill.offsetParent && pill.textContent.trim() === state);
	const cut = (pill) => [pill, ...pill.children].some((part) => part.scrollWidth > part.clientWidth + 1)
		|| pill.getBoundingClientRect().right > innerWidth;
	return shown.length === 1 && !cut(shown[0]) ? "" : `${doc.name}: ${state}`;
}).filter(Boolean)"""


TURNED_WHILE_IT_GROWS = """() => {
	const place = document.querySelector(".layout-main-section").appendChild(document.createElement("div"));
	const values = (...values) => ({ labels: ["一季度", "二季度"], datasets: [{ values }] });
	const chart = new frappe.Chart(place, { type: "bar", data: values(1, 2) });
	chart.update(values(3, 4), true);
	chart.draw(true);
	return place.querySelectorAll("svg").length;
}"""


def test_a_chart_can_be_drawn_anew_while_it_grows(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, PROGRESS)
	page.locator(".frappe-chart .x.axis text").first.wait_for()
	assert page.evaluate(TURNED_WHILE_IT_GROWS) == 1


def test_the_checklist_on_a_phone_comes_soon_after_its_figures(signed_in, running_site):
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, PROGRESS)
	page.locator(".report-summary .summary-item").first.wait_for()
	boxes = page.evaluate(
		"[...document.querySelectorAll('.report-summary .summary-item')]"
		".map((each) => each.getBoundingClientRect()).map(({ top, left, right }) => [top, left, right])"
	)
	assert len({top for top, *_ in boxes[:3]}) == 1
	assert all(left >= 0 and right <= PHONE["width"] for _, left, right in boxes)
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
	legend = page.locator(".chart-legend").text_content()
	assert "占全镇比例" in legend  # a share of the town has a colour of its own


FIGURES_AND_ROWS = """() => {
	const parts = [".report-summary .summary-item", ".dt-row[data-row-index]:not(.dt-row-filter)"];
	return parts.map((part) => [...document.querySelectorAll(part)].map((each) => each.getBoundingClientRect())
		.map(({ top, bottom }) => [top, bottom]));
}"""


def test_the_checklist_begins_on_the_first_screen(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, PROGRESS)
	page.locator(".dt-row[data-row-index='3']").wait_for()
	figures, rows = page.evaluate(FIGURES_AND_ROWS)
	assert len({top for top, _bottom in figures}) == 1
	assert sum(bottom <= DESKTOP["height"] for _top, bottom in rows) >= 3


@pytest.mark.parametrize("doctype", ["enforcement-case", "case-clue", "inspection-task", "sale-ban", "residue-test"])
def test_a_state_is_a_word_on_a_phone(doctype, signed_in, running_site):
	page = signed_in("leader@nongan.example", viewport=PHONE)
	open_page(page, running_site, f"/desk/{doctype}?name={ANY}")
	page.wait_for_function("window.cur_list?.data?.length && document.querySelector('.list-row-checkbox[data-name]')")
	settle(page)
	assert page.evaluate(STATES) == []

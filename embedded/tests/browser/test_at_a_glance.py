"""What is looked at in passing: charts, a report's figures, states in lists, and all that on a phone."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from embedded.tests.browser.conftest import DESKTOP, NOTHING_GROWS, PHONE, open_page, settle

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
PROGRESS = "/desk/query-report/Responsibility%20Checklist%20Progress"

ANY = quote('["is","set"]')
"""A filter of a list that leaves nothing out, in place of those that it was last seen with."""
LEGENDS_LEFT_OUT = """() => [...document.querySelectorAll(".frappe-chart .chart-legend > g")].filter((entry) => {
	const [inner, outer] = [entry, entry.ownerSVGElement].map((each) => each.getBoundingClientRect());
	return inner.left < outer.left || inner.right > outer.right + 0.5 || inner.bottom > outer.bottom + 0.5;
}).map((entry) => entry.textContent)"""
LABELS_CUT = """() => [...document.querySelectorAll(".frappe-chart .x.axis text")]
	.map((label) => label.textContent).filter((text) => text.endsWith(".."))"""
LABELS_OVER_EACH_OTHER = """() => [...document.querySelectorAll(".frappe-chart .x.axis")].some((axis) => {
	const boxes = [...axis.querySelectorAll("text")].filter((text) => text.textContent)
		.map((text) => text.getBoundingClientRect()).sort((a, b) => a.left - b.left);
	return boxes.some((box, index) => index && box.left < boxes[index - 1].right - 0.5);
})"""
TICKS = """() => [...document.querySelectorAll(".frappe-chart .y.axis")].map((axis) =>
	[...new Map([...axis.querySelectorAll("text")].filter((text) => text.textContent)
		.map((text) => [Math.round(text.getBoundingClientRect().top), text.textContent])).values()])"""
"""What stands beside the ticks, by their height: the library leaves what is no more upon the last one."""
STATES = """() => cur_list.data.map((doc) => {
	const row = document.querySelector(`.list-row-checkbox[data-name="${CSS.escape(doc.name)}"]`).closest(".list-row");
	const state = frappe.get_indicator(doc, cur_list.doctype)[0];
	const shown = [...row.querySelectorAll(".indicator-pill")].filter((pill) =>
		pill.offsetParent && pill.textContent.trim() === state);
	const cut = (pill) => [pill, ...pill.children].some((part) => part.scrollWidth > part.clientWidth + 1)
		|| pill.getBoundingClientRect().right > innerWidth;
	return shown.length === 1 && !cut(shown[0]) ? "" : `${doc.name}: ${state}`;
}).filter(Boolean)"""


@SIZES
@pytest.mark.parametrize("user", ["leader", "agriculture", "market", "police", "village"])
def test_legends_and_labels_of_charts_are_whole(user, size, sign_in, running_site):
	page = sign_in(f"{user}@nongan.example", viewport=size)
	page.locator(".frappe-chart .x.axis text").first.wait_for()
	settle(page)
	page.wait_for_function(NOTHING_GROWS)
	assert page.evaluate(LEGENDS_LEFT_OUT) == []
	assert page.evaluate(LABELS_CUT) == []
	assert not page.evaluate(LABELS_OVER_EACH_OTHER)
	for ticks in page.evaluate(TICKS):
		assert len(ticks) == len(set(ticks)), ticks


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


@pytest.mark.parametrize("doctype", ["enforcement-case", "case-clue", "inspection-task", "sale-ban", "residue-test"])
def test_a_state_is_a_word_on_a_phone(doctype, signed_in, running_site):
	page = signed_in("leader@nongan.example", viewport=PHONE)
	open_page(page, running_site, f"/desk/{doctype}?name={ANY}")
	page.wait_for_function("window.cur_list?.data?.length && document.querySelector('.list-row-checkbox[data-name]')")
	settle(page)
	assert page.evaluate(STATES) == []

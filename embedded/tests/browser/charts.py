"""Whether the charts of a page can be read."""

from __future__ import annotations

from embedded.tests.browser.conftest import NOTHING_GROWS, settle

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


def assert_whole(page) -> None:
	"""Wait until the charts of a page are drawn, and see that nothing in them is cut, covered or said twice."""
	page.locator(".frappe-chart .x.axis text").first.wait_for()
	settle(page)
	page.wait_for_function(NOTHING_GROWS)
	assert page.evaluate(LEGENDS_LEFT_OUT) == []
	assert page.evaluate(LABELS_CUT) == []
	assert not page.evaluate(LABELS_OVER_EACH_OTHER)
	for ticks in page.evaluate(TICKS):
		assert len(ticks) == len(set(ticks)), ticks

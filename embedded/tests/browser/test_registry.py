"""The registry in the browser: a village's quarterly update, the search by identity number, and the map."""

from __future__ import annotations

import pytest

from embedded.tests.browser.conftest import DESKTOP, PHONE, open_page, settle
from nongan_supervision.setup.sample.producers import all_producers

UPDATE = "Quarterly Production Update"
BLANK_TILE = (
	b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
	b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
)


CUT_OFF = """() => [...document.querySelectorAll(".form-grid .rows .grid-row .static-area")]
	.filter((text) => text.offsetParent && text.scrollWidth > text.clientWidth)
	.map((text) => text.innerText)"""
"""What a table of a form shows in part."""


def visible(page, text: str):
	return page.get_by_role("button", name=text).locator("visible=true").first


def draft_on_a_phone(signed_in, running_site):
	"""The village officer's update that is not submitted yet."""
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, "/desk/quarterly-production-update")
	name = page.evaluate(f"frappe.db.get_value('{UPDATE}', {{docstatus: 0}}, 'name').then(r => r.message.name)")
	open_page(page, running_site, f"/desk/quarterly-production-update/{name}")
	return page


def test_a_village_officer_confirms_producers_on_a_phone(signed_in, running_site):
	page = draft_on_a_phone(signed_in, running_site)
	page.wait_for_selector(".form-message:has-text('已确认')")
	open_rows = page.evaluate("cur_frm.doc.rows.filter(row => !row.confirmed).length")
	assert open_rows
	visible(page, "逐户确认").click()
	page.locator(".modal.show").get_by_role("button", name="全选", exact=True).click()
	page.locator(".modal.show .btn-primary").locator("visible=true").click()
	page.wait_for_function("cur_frm.doc.rows.every(row => row.confirmed)")
	page.evaluate("cur_frm.save()")
	confirmed = "new Set(cur_frm.doc.rows.map(row => row.producer)).size"  # others may have been registered since
	page.wait_for_function(f"cur_frm.doc.confirmed_count === {confirmed} && !cur_frm.is_dirty()")


def test_a_row_of_the_update_is_read_and_opened_on_a_phone(signed_in, running_site):
	page = draft_on_a_phone(signed_in, running_site)
	page.wait_for_selector(".form-grid .rows .grid-row")
	settle(page)
	assert page.evaluate(CUT_OFF) == []
	pencil = page.locator(".form-grid .rows .grid-row .btn-open-row").first
	pencil.click()  # which brings it into sight, as a thumb does
	page.wait_for_selector(".grid-row-open [data-fieldname=change_note]")


def test_updates_are_told_apart_by_their_quarter_on_a_phone(signed_in, running_site):
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, "/desk/quarterly-production-update")
	page.wait_for_selector(".list-row-checkbox[data-name]")
	rows = page.locator(".list-row-container .list-row:has(.list-row-checkbox[data-name])").all_inner_texts()
	assert all("季度" in row for row in rows), rows


def test_a_producer_is_found_by_the_full_number(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	wanted = next(producer for producer in all_producers() if producer.id_number)
	open_page(page, running_site, "/desk/producer")
	visible(page, "按身份证号查找").click()
	page.locator(".modal.show input[data-fieldname=number]").fill(wanted.id_number)
	page.locator(".modal.show .btn-primary").locator("visible=true").click()
	page.wait_for_function(f"cur_frm?.doc.producer_name === '{wanted.name}'")
	assert page.evaluate("cur_frm.doc.id_number") == wanted.id_number


def test_others_see_the_masked_number(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/producer")
	assert not page.get_by_role("button", name="按身份证号查找").count()
	filters = "{masked_id_number: ['is', 'set']}"
	name = page.evaluate(f"frappe.db.get_value('Producer', {filters}, 'name').then(r => r.message.name)")
	open_page(page, running_site, f"/desk/producer/{name}")
	page.wait_for_function(f"cur_frm?.doc.name === '{name}'")
	assert page.evaluate("[cur_frm.doc.id_number, cur_frm.doc.masked_id_number.includes('*')]") == [None, True]


@pytest.mark.parametrize("viewport", (DESKTOP, PHONE), ids=("desktop", "phone"))
def test_the_map_has_every_producer_and_its_village(signed_in, running_site, viewport):
	page = signed_in("agriculture@nongan.example", viewport=viewport)
	page.route("**/*.png", lambda route: _answer_with_tile(route, running_site.address))
	open_page(page, running_site, "/desk/producer/view/map")
	count = len(all_producers())
	page.wait_for_function(f"document.querySelectorAll('.leaflet-interactive').length === {count}")
	settle(page)
	assert page.locator(".leaflet-marker-icon", has_text="岑村").count() == 1
	assert page.get_by_text("未评级").is_visible()


def _answer_with_tile(route, own_address: str) -> None:
	"""Tests reach no network: the map's background stays empty."""
	if route.request.url.startswith(own_address):
		route.continue_()
	else:
		route.fulfill(body=BLANK_TILE, content_type="image/png")

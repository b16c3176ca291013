"""A producer at the packing table, with a telephone: the ledger, a refusal that names the day, and slips."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urljoin

import pytest

from embedded.tests.browser.conftest import DESKTOP, PHONE, _listen
from nongan_supervision.setup.sample import PASSWORD
from nongan_supervision.setup.sample.portal import producer as sample_producer

REFUSAL = re.compile(r"Failed to load resource.*417")
"""The browser's own note of an answer that refuses; what matters is that the page shows the reason."""


@pytest.fixture
def packing_table(running_site, chromium) -> Iterator:
	"""A page on a telephone, signed in by number."""
	faults: list[str] = []
	context = chromium.new_context(viewport=PHONE, locale="zh-CN", accept_downloads=True)
	page = context.new_page()
	page.set_default_timeout(30_000)
	_listen(page, faults)
	page.goto(f"{running_site.address}/my-farm")
	page.fill("#login_email", sample_producer().phone)
	page.fill("#login_password", PASSWORD)
	page.click(".btn-login")
	page.wait_for_url(f"{running_site.address}/my-farm")
	yield page
	context.close()
	assert not [fault for fault in faults if not REFUSAL.search(fault)]


def go(page, address: str) -> None:
	page.goto(urljoin(page.url, address))


def write(page, batch: str, days_ago: int) -> None:
	"""Enter the use of an input whose label sets seven days."""
	go(page, "/my-farm/ledger")
	today = page.input_value("[name=recorded_on]")
	page.fill("[name=recorded_on]", _day(today, -days_ago))
	page.fill("[name=batch_no]", batch)
	page.fill("[name=input]", "灭蝇胺")
	page.click(".found button")
	assert _day(today, 7 - days_ago) in page.inner_text(".preview")
	page.fill("[name=quantity]", "2")
	page.click("text=保存")
	page.wait_for_url("**/ledger?saved=*")


def issue(page, batch: str) -> None:
	go(page, "/my-farm/certificates")
	page.fill("[name=batch_no]", batch)
	page.fill("[name=certificate_count]", "40")
	page.fill("[name=quantity_per_certificate]", "5")
	page.click("text=承诺并开具")


def test_ledger_refusal_and_slips(packing_table):
	page = packing_table
	write(page, "浏览器一号棚", days_ago=0)
	assert "起可以采收上市" in page.inner_text(".notice")
	today = page.input_value("[name=recorded_on]")

	issue(page, "浏览器一号棚")
	page.wait_for_selector(".error:not([hidden])")
	assert _day(today, 7) in page.inner_text(".error")
	assert page.input_value("[name=certificate_count]") == "40"  # nothing that was entered is lost

	issue(page, "浏览器二号棚")  # of which nothing stands in the ledger
	page.wait_for_url("**/certificates?issued=*")
	assert "合格证 40 张" in page.inner_text(".notice")
	printing = page.locator(".notice form")
	sent = {name: printing.locator(f"[name={name}]").input_value() for name in ("csrf_token", "name")}
	for layout in ("A4", "Label"):
		address = urljoin(page.url, printing.get_attribute("action"))
		answer = page.context.request.post(address, form={**sent, "layout": layout})
		assert answer.status == 200
		assert answer.body().startswith(b"%PDF")


def test_nothing_is_wider_than_the_telephone(packing_table):
	for address in ("/my-farm", "/my-farm/ledger", "/my-farm/certificates", "/my-farm/tests"):
		go(packing_table, address)
		assert packing_table.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_signing_out_closes_the_pages(packing_table):
	packing_table.click("text=退出登录")
	packing_table.wait_for_url("**/login?redirect-to=/my-farm")
	go(packing_table, "/my-farm/ledger")
	packing_table.wait_for_url("**/login?redirect-to=/my-farm/ledger")


def test_an_officer_opens_an_account_and_its_owner_signs_in(sign_in, running_site, chromium):
	page = sign_in("village@nongan.example")
	page.wait_for_function("window.frappe && frappe.db && frappe.boot")
	filters = "{producer_type: 'Household', status: 'Active', user: ['is', 'not set'], phone: ['is', 'set']}"
	asked = f"{{filters: {filters}, order_by: 'name', limit: 1}}"
	name = page.evaluate(f"frappe.db.get_list('Producer', {asked}).then((found) => found[0].name)")
	page.goto(f"{running_site.address}/desk/producer/{name}")
	page.click("text=开通门户账号")
	page.wait_for_selector(".modal.show")
	assert page.locator(".modal.show").count() == 1
	page.wait_for_function("cur_dialog?.fields_dict.link")
	link = page.evaluate("cur_dialog.get_value('link')")

	context = chromium.new_context(viewport=DESKTOP, locale="zh-CN")
	own = context.new_page()
	own.goto(link)
	for field in ("#new_password", "#confirm_password"):
		own.type(field, "packing-table-2022")
	own.click("#update:enabled")
	own.wait_for_url("**/my-farm")
	assert page.evaluate("cur_frm.doc.producer_name") in own.inner_text(".top")
	context.close()


def _day(iso: str, days: int) -> str:
	return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()

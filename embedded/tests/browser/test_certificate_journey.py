"""From a failing quick test to a slip that a buyer checks, done in the browser as the people do it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from embedded.tests.browser.conftest import PHONE, keep_picture, open_page, settle

PRODUCT, SUBSTANCE, SLIPS = "豇豆", "灭蝇胺", 9
CODE = re.compile(r"(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}")


@pytest.fixture
def buyer(chromium):
	"""The phone of somebody in a market: no login, and no language that the page might go by."""
	context = chromium.new_context(viewport=PHONE, locale="en-US", device_scale_factor=2)
	yield context.new_page()
	context.close()


def test_from_a_failing_test_to_a_slip_that_is_checked(sign_in, running_site, buyer):
	village = sign_in("village@nongan.example", viewport=PHONE)
	office = sign_in("agriculture@nongan.example")
	open_page(village, running_site, "/desk/residue-test")
	producer = _new_producer(village)
	failing = _test(village, running_site, producer, "Positive")
	assert failing["verdict"] == "Suspect"

	_see_refusal(village, running_site, producer)

	_test(village, running_site, producer, "Negative", purpose="Retest", retest_of=failing["name"])
	_lift_ban(office, running_site, producer)

	name = _issue(village, running_site, producer)
	codes = _printed_codes(village, running_site, name)
	assert len(set(codes)) == SLIPS

	_check(buyer, running_site, codes[0], "Valid")
	assert buyer.get_by_text("测试电话 0752-0000000").is_visible()
	assert buyer.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
	keep_picture(buyer, "certificate-phone", full_page=True)
	_check(buyer, running_site, _altered(codes[0]), "Altered")

	_withdraw(office, running_site, name)
	_check(buyer, running_site, codes[0], "Withdrawn")
	assert not buyer.get_by_text("测试电话 0752-0000000").is_visible()


def test_a_buyer_types_the_code(running_site, buyer):
	buyer.goto(f"{running_site.address}/certificate")
	buyer.fill("#code", "not a code")
	buyer.get_by_role("button", name="查验").click()
	buyer.wait_for_selector('[data-status="Unknown"]')
	assert buyer.locator("html").get_attribute("lang") == "zh"


def _new_producer(page) -> str:
	values = {
		"doctype": "Producer",
		"producer_name": "岑村合格证演示户",
		"producer_type": "Household",
		"sector": "Planting",
		"village": "岑村",
		"phone": "0752-0000000",
		"products": [{"product": PRODUCT}],
	}
	return page.evaluate("values => frappe.db.insert(values).then(doc => doc.name)", values)


def _test(page, site, producer: str, qualitative: str, purpose: str = "Quick Screening", **values) -> dict:
	"""Enter a quick test in the form and submit it; return it as stored."""
	open_page(page, site, "/desk/residue-test/new")
	values = {"purpose": purpose, "method": "Colloidal Gold", "stage": "Field", "producer": producer, **values}
	_fill(page, {**values, "product": PRODUCT, "sample_no": f"演示-{purpose}-{qualitative}"})
	page.evaluate(
		"""async ([substance, qualitative]) => {
			cur_frm.clear_table("results");
			cur_frm.add_child("results", { substance, qualitative });
			cur_frm.refresh_field("results");
		}""",
		[SUBSTANCE, qualitative],
	)
	return _submit(page)


def _see_refusal(page, site, producer: str) -> None:
	"""The form says that the product is banned before anything is saved; the server refuses it all the same."""
	open_page(page, site, "/desk/conformity-certificate/new")
	_fill(page, _certificate(producer))
	page.wait_for_selector(".form-message.red")
	ban = page.evaluate(
		"producer => frappe.db.get_value('Sale Ban', {producer}, 'name').then(r => r.message.name)", producer
	)
	assert ban in page.locator(".form-message.red").inner_text()
	answer = page.request.post(
		f"{site.address}/api/resource/Conformity Certificate",
		headers={"X-Frappe-CSRF-Token": page.evaluate("frappe.csrf_token")},
		data=_certificate(producer),
	)
	assert answer.status == 417
	assert ban in answer.text()


def _lift_ban(page, site, producer: str) -> None:
	open_page(page, site, "/desk/sale-ban")
	ban = page.evaluate(
		"producer => frappe.db.get_value('Sale Ban', {producer}, 'name').then(r => r.message.name)", producer
	)
	open_page(page, site, f"/desk/sale-ban/{ban}")
	page.get_by_role("button", name=page.evaluate("__('Lift with Passing Retest')")).click()
	page.locator(".modal.show .btn-primary:visible").click()
	page.wait_for_function("cur_frm.doc.status === 'Lifted'")


def _issue(page, site, producer: str) -> str:
	open_page(page, site, "/desk/conformity-certificate/new")
	_fill(page, _certificate(producer))
	assert not page.locator(".form-message.red").is_visible()
	stored = _submit(page)
	assert stored["serial_to"] - stored["serial_from"] + 1 == SLIPS
	return stored["name"]


def _printed_codes(page, site, name: str) -> list[str]:
	"""The codes of the PDF that the dialog of the form asks for."""
	answer = page.request.post(
		f"{site.address}/api/method/nongan_supervision.api.certificate_slips",
		headers={"X-Frappe-CSRF-Token": page.evaluate("frappe.csrf_token")},
		form={"name": name, "layout": "A4", "first": "1", "last": str(SLIPS)},
	)
	assert answer.status == 200, answer.text()
	pages = PdfReader(BytesIO(answer.body())).pages
	assert len(pages) == 2
	text = "".join(page.extract_text() for page in pages)
	return CODE.findall("".join(text.split()))  # a reader of PDFs sees blanks where letters are kerned


def _check(page, site, code: str, status: str) -> None:
	page.goto(f"{site.address}/certificate?code={code}")
	page.wait_for_selector(f'[data-status="{status}"]')


def _withdraw(page, site, name: str) -> None:
	open_page(page, site, f"/desk/conformity-certificate/{name}")
	page.get_by_role("button", name="打印合格证").click()
	page.wait_for_selector(".modal.show select[data-fieldname=layout]")
	page.keyboard.press("Escape")
	page.evaluate("frappe.xcall('frappe.client.cancel', {doctype: cur_frm.doctype, name: cur_frm.docname})")


def _certificate(producer: str) -> dict:
	return {
		"producer": producer,
		"product": PRODUCT,
		"certificate_count": SLIPS,
		"quantity_per_certificate": 5,
		"contact": "测试电话 0752-0000000",
	}


def _fill(page, values: dict) -> None:
	page.wait_for_function("window.cur_frm?.doc")  # there may be nothing to wait for before the form is drawn
	page.evaluate(
		"async values => { for (const [f, v] of Object.entries(values)) await cur_frm.set_value(f, v) }", values
	)
	settle(page)


def _submit(page) -> dict:
	page.evaluate("async () => { await cur_frm.save(); await cur_frm.save('Submit'); }")
	page.wait_for_function("cur_frm.doc.docstatus === 1")
	return page.evaluate("cur_frm.doc")


def _altered(code: str) -> str:
	return code[:-1] + ("0" if code[-1] != "0" else "1")

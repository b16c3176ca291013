"""Somebody reports a problem from a phone, the office checks it, and they ask how it stands."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from embedded.tests.browser.conftest import PHONE, open_page, settle


def photo() -> bytes:
	content = BytesIO()
	Image.effect_noise((2600, 1800), 60).convert("RGB").save(content, "JPEG", quality=95)
	return content.getvalue()


def state_of(page, receipt_no: str) -> str:
	page.fill("#receipt_no", receipt_no.lower())
	page.click("#ask button")
	return page.inner_text("#state")


def test_from_a_phone_to_the_office_and_back(running_site, chromium, signed_in):
	phone = chromium.new_context(viewport=PHONE, locale="zh-CN").new_page()
	phone.goto(f"{running_site.address}/tip-off")
	assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
	phone.fill("#description", "门店出售过期农药，标签被撕掉。")
	phone.check("input[value=Dealer]")
	phone.select_option("#village", "岑村")
	large = photo()
	phone.set_input_files("#photos", {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": large})
	phone.wait_for_selector("#report button:not([disabled])")  # the page's policy lets no text be evaluated
	assert phone.evaluate("document.querySelector('#photos').files[0].name") == "photo.jpg"
	assert phone.evaluate("document.querySelector('#photos').files[0].size") < len(large)
	phone.uncheck("#anonymous")
	phone.fill("#reporter_name", "热心群众")
	phone.fill("#reporter_phone", "13900000000")
	phone.click("#report button")
	receipt_no = phone.inner_text("#receipt")
	phone.click("text=返回举报页面")
	assert state_of(phone, receipt_no) == "已收到，待核查"

	office = signed_in("market@nongan.example")
	open_page(office, running_site, "/desk/case-clue")
	name = office.evaluate(
		"number => frappe.db.get_value('Case Clue', { receipt_no: number }, 'name').then(r => r.message.name)",
		receipt_no,
	)
	open_page(office, running_site, f"/desk/case-clue/{name}")
	office.wait_for_function("name => cur_frm?.doc.name === name", arg=name)
	settle(office)
	picture = office.locator('[data-fieldname="photos"] img')
	picture.scroll_into_view_if_needed()
	office.wait_for_function("document.querySelector('[data-fieldname=photos] img').naturalWidth > 0")
	assert "13900000000" not in office.content()
	office.click("button:has-text('查看举报人')")
	office.wait_for_selector(".modal.show :text('13900000000')")
	office.click(".modal.show .btn-modal-close")
	office.wait_for_selector(".modal.show", state="detached")
	office.click("button:has-text('开始核查')")
	office.wait_for_function("cur_frm.doc.check_begun_on")

	assert state_of(phone, receipt_no) == "正在核查"
	phone.context.close()

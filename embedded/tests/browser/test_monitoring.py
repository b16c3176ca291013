"""From a positive quick test to the ban, the retest and the end of the ban; and the district's answer."""

from __future__ import annotations

from embedded.tests.browser.conftest import PHONE, open_page, settle

A_SUSPECT_TEST = """async (substance) => {
	const producers = await frappe.db.get_list("Producer", {
		filters: { sector: "Planting", status: "Active", village: "岑村" }, limit: 1,
	});
	const producer = await frappe.db.get_doc("Producer", producers[0].name);
	const test = await frappe.db.insert({
		doctype: "Residue Test", purpose: "Quick Screening", method: "Colloidal Gold", stage: "Field",
		producer: producer.name, product: producer.products[0].product, village: producer.village,
		sampled_on: frappe.datetime.get_today(), tested_on: frappe.datetime.get_today(),
		results: [{ substance, qualitative: "Positive" }],
	});
	await frappe.xcall("frappe.client.submit", { doc: test });
	return test.name;
}"""
SUSPECTED = "腐霉利"
BANNED = "克百威"


def press(page, label: str) -> None:
	"""Press a button of the form, in its menu where the screen is too narrow for it."""
	page.evaluate("label => cur_frm.custom_buttons[label].click()", label)


def take_action(page, label: str) -> None:
	"""Take a step of the workflow."""
	page.locator(".actions-btn-group > button").click()
	page.locator(".actions-btn-group .dropdown-item", has_text=label).click()


def test_a_positive_test_bans_until_a_retest_passes(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/residue-test")
	test = page.evaluate(A_SUSPECT_TEST, SUSPECTED)
	open_page(page, running_site, f"/desk/residue-test/{test}")
	line = page.locator(".form-dashboard-section", has_text="后续处置").locator("a", has_text="SB-")
	ban = line.inner_text()
	line.click()
	page.wait_for_function("name => cur_frm?.doctype === 'Sale Ban' && cur_frm.doc.name === name", arg=ban)
	settle(page)
	assert "尚未告知生产主体" in page.locator(".form-message:visible").inner_text()
	press(page, "凭合格复检解除")
	page.wait_for_selector(".msgprint:visible")
	assert SUSPECTED in page.locator(".msgprint:visible").inner_text()

	open_page(page, running_site, f"/desk/residue-test/{test}")
	page.wait_for_function("Object.keys(cur_frm?.custom_buttons ?? {}).includes('录入复检')")
	press(page, "录入复检")
	page.wait_for_function("cur_frm.is_new() && cur_frm.doc.retest_of")
	settle(page)
	assert page.evaluate("[cur_frm.doc.purpose, cur_frm.doc.retest_of]") == ["Retest", test]
	assert page.evaluate("cur_frm.doc.results.map(row => [row.substance, row.qualitative])") == [
		[SUSPECTED, "Negative"]
	]
	page.evaluate("cur_frm.save()")
	page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
	page.evaluate("frappe.xcall('frappe.client.submit', { doc: cur_frm.doc })")

	open_page(page, running_site, f"/desk/sale-ban/{ban}")
	page.wait_for_function("Object.keys(cur_frm?.custom_buttons ?? {}).includes('凭合格复检解除')")
	press(page, "凭合格复检解除")
	dialog = page.locator(".modal.show", has_text="解除禁止上市")
	dialog.locator("textarea[data-fieldname=note]").fill("整改到位")
	dialog.get_by_role("button", name="解除", exact=True).click()
	page.wait_for_function("cur_frm.doc.status === 'Lifted'")
	assert page.evaluate("[cur_frm.doc.lifting_note, cur_frm.doc.lifted_on === frappe.datetime.get_today()]") == [
		"整改到位",
		True,
	]


def test_the_district_answers_on_a_phone(signed_in, running_site):
	office = signed_in("agriculture@nongan.example")
	open_page(office, running_site, "/desk/residue-test")
	test = office.evaluate(A_SUSPECT_TEST, BANNED)
	escalation = office.evaluate("name => frappe.db.get_value('Residue Test', name, 'escalation')", test)
	name = escalation["message"]["escalation"]
	open_page(office, running_site, f"/desk/enforcement-escalation/{name}")
	assert office.locator(".actions-btn-group > button:visible").count() == 0

	district = signed_in("district@nongan.example", viewport=PHONE)
	open_page(district, running_site, f"/desk/enforcement-escalation/{name}")
	take_action(district, "启动执法抽检")
	district.wait_for_function("cur_frm.doc.workflow_state === 'Sampling Started' && !cur_frm.is_dirty()")
	settle(district)
	district.evaluate("cur_frm.set_value('district_reply', '未检出')")
	district.evaluate("cur_frm.save()")
	district.wait_for_function("!cur_frm.is_dirty()")
	take_action(district, "排除")
	district.wait_for_function("cur_frm.doc.workflow_state === 'Not Confirmed'")
	settle(district)


def test_a_month_is_planned_with_one_button(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/sampling-plan")
	page.locator(".inner-group-button, .btn", has_text="生成本月计划").first.click()
	page.wait_for_selector(".desk-alert:visible")
	assert "份计划" in page.locator(".desk-alert:visible").first.inner_text()
	name = page.evaluate("frappe.db.get_list('Sampling Plan', {limit: 1}).then(rows => rows[0].name)")
	open_page(page, running_site, f"/desk/sampling-plan/{name}")
	page.wait_for_selector(".form-grid .grid-row")
	settle(page)

"""An inspector in the market, on a phone; and the office, from a figure to its documents."""

from __future__ import annotations

from embedded.tests.browser.conftest import PHONE, open_page, settle

NEW_CHECK = "/desk/certificate-check/new"
ISSUANCE = "/desk/query-report/Certificate%20Issuance"
GENUINE_CODE = """async () => (await frappe.db.get_list("Certificate Check", {
	filters: { finding: "Genuine", code: ["is", "set"] }, fields: ["code", "certificate"], limit: 1,
}))[0]"""
LISTED = """() => frappe.get_route()[1] === 'Conformity Certificate' && cur_list?.data?.length
	&& cur_list.filter_area.get().length >= 3"""


def scan(page, text: str) -> dict:
	"""Enter what a scanner reads, and return the form's document once the slip was looked up."""
	field = page.locator('[data-fieldname="code"] input').first
	field.fill(text)
	field.press("Tab")
	page.wait_for_function("cur_frm.slip && cur_frm.doc.code === cur_frm.slip.code")
	settle(page)
	return page.evaluate("({ ...cur_frm.doc })")


def test_a_scanned_slip_fills_the_form_and_an_altered_one_proposes_a_finding(signed_in, running_site):
	page = signed_in("market@nongan.example", viewport=PHONE)
	open_page(page, running_site, NEW_CHECK)
	known = page.evaluate(GENUINE_CODE)
	page.wait_for_function("cur_frm?.doctype === 'Certificate Check'")

	genuine = scan(page, f"https://nongan.example/certificate?code={known['code']}")
	assert (genuine["finding"], genuine["certificate"]) == ("Genuine", known["certificate"])
	assert genuine["producer"] and genuine["serial_no"]
	assert page.locator(".form-message.green").is_visible()

	open_page(page, running_site, NEW_CHECK)
	page.wait_for_function("cur_frm?.is_new() && !cur_frm.doc.code")
	last = known["code"][-1]
	altered = scan(page, known["code"][:-1] + ("0" if last != "0" else "1"))
	assert (altered["finding"], altered.get("certificate")) == ("False Claim", None)
	assert page.locator(".form-message.red").is_visible()


def test_a_figure_leads_to_its_certificates(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, ISSUANCE)
	page.wait_for_function("frappe.query_report?.data?.length > 10")
	documents = page.evaluate("frappe.query_report.data[0].documents")
	page.locator('a[data-figure="documents"][data-row="0"]').click()
	page.wait_for_function(LISTED)
	settle(page)
	assert (
		page.evaluate("frappe.db.count('Conformity Certificate', { filters: cur_list.filter_area.get() })") == documents
	)

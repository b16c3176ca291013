"""The ledgers of inputs and production, as a village officer in the field and a market officer at a desk keep them."""

from __future__ import annotations

from embedded.tests.browser.conftest import PHONE, open_page, settle

BATCH = "浏览器一号棚"
USED = "示例灭蝇胺可湿性粉剂"
"""Of the sample: labelled for 豇豆, with an interval of 7 days."""

PRODUCER = """() => frappe.db
	.get_list('Producer', {filters: {village: '岑村', sector: 'Planting', status: 'Active'}, limit: 1})
	.then(rows => rows[0].name)"""
DESIGNATED = """() => frappe.db
	.get_list('Input Dealer', {filters: {designated: 1}, fields: ['name', 'village']})
	.then(rows => rows[0])"""
TODAY = "frappe.datetime.get_today()"
FIRST_SAFE_DAY = "frappe.datetime.add_days(frappe.datetime.get_today(), 7)"


def headline(page) -> str:
	"""What stands above the form."""
	page.wait_for_selector(".form-message:visible")
	return page.locator(".form-message:visible").first.inner_text()


def fill(page, **values) -> None:
	"""Enter values into the form as a person does: each lets the form do what follows from it."""
	for field, value in values.items():
		page.wait_for_function("window.cur_frm?.doc")
		page.evaluate("([field, value]) => cur_frm.set_value(field, value)", [field, value])
		settle(page)


def test_a_use_tells_the_first_safe_day_and_a_harvest_before_it_is_refused(signed_in, running_site):
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, "/desk/production-record/new")
	page.wait_for_function("window.cur_frm?.doctype === 'Production Record' && cur_frm.is_new()")
	producer = page.evaluate(PRODUCER)
	fill(page, producer=producer, product="豇豆", batch_no=BATCH, input=USED)
	safe_day = page.evaluate(FIRST_SAFE_DAY)
	page.wait_for_function(f"cur_frm.doc.safe_from === {FIRST_SAFE_DAY}")
	assert safe_day in headline(page)
	assert page.evaluate("[cur_frm.doc.village, cur_frm.doc.safety_interval_days]") == ["岑村", 7]

	page.evaluate("cur_frm.save()")
	page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")

	open_page(page, running_site, "/desk/production-record/new")
	page.wait_for_function("window.cur_frm?.doctype === 'Production Record' && cur_frm.is_new()")
	fill(page, producer=producer, product="豇豆", batch_no=BATCH, activity="Harvest")
	page.wait_for_function("document.querySelector('.form-message.red')")
	told = headline(page)
	assert safe_day in told
	assert USED in told
	assert BATCH in page.locator("[data-fieldname=batch_no] datalist option").evaluate_all(
		"options => options.map(option => option.value)"
	)

	answer = page.request.post(
		f"{running_site.address}/api/resource/Production%20Record",
		headers={"X-Frappe-CSRF-Token": page.evaluate("frappe.csrf_token")},
		data={
			"producer": producer,
			"village": "岑村",
			"product": "豇豆",
			"batch_no": BATCH,
			"activity": "Harvest",
			"recorded_on": page.evaluate(TODAY),
		},
	)
	assert answer.status == 417
	assert "HarvestInsideIntervalError" in answer.text()
	assert safe_day in answer.json()["_server_messages"]


def test_a_restricted_input_asks_for_the_buyers_name(signed_in, running_site):
	page = signed_in("market@nongan.example")
	open_page(page, running_site, "/desk/input-sale/new")
	page.wait_for_function("window.cur_frm?.doctype === 'Input Sale' && cur_frm.is_new()")
	dealer = page.evaluate(DESIGNATED)
	fill(page, dealer=dealer["name"])
	page.wait_for_function("village => cur_frm.doc.village === village", arg=dealer["village"])
	page.evaluate(
		"""() => {
			const row = cur_frm.doc.items[0] || cur_frm.add_child("items");
			return frappe.model.set_value(row.doctype, row.name, { input: "示例毒死蜱乳油", quantity: 1 });
		}"""
	)
	settle(page)
	page.wait_for_selector(".form-message.orange")
	assert "实名" in headline(page) or "姓名" in headline(page)


def test_the_ledgers_of_the_sample_year_are_alive(signed_in, running_site):
	page = signed_in("village@nongan.example")
	for report in ("Production Ledger", "Input Sales Ledger"):
		open_page(page, running_site, f"/desk/query-report/{report}")
		page.wait_for_function("name => frappe.query_report?.report_name === name", arg=report)
		page.wait_for_function("frappe.query_report.data?.length > 5")
		assert set(page.evaluate("frappe.query_report.data.map(row => row.village)")) == {"岑村"}


def test_a_register_prints_the_figures_of_the_screen(sign_in, running_site):
	page = sign_in("village@nongan.example")
	numbers = page.evaluate("[0.125, 2, 1234.5, 0.1 * 3, null].map((value) => nongan.print.number(value))")
	assert numbers == ["0.125", "2", "1,234.5", "0.3", ""]

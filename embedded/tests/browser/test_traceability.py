"""A market officer traces a notice's product to its producer and to the other buyers; the same on a phone."""

from __future__ import annotations

from embedded.tests.browser.conftest import PHONE, open_page, settle

BUYERS = ("示例超市甲店", "示例食堂乙")

NOTICE = """async (buyers) => {
	const certificates = await frappe.db.get_list("Conformity Certificate", {
		filters: {product: "豇豆", docstatus: 1, batch_no: ["like", "PC%"], village: "岑村"},
		fields: ["name", "producer", "product", "batch_no", "village", "issued_on"],
		limit: 1,
	});
	const {name, issued_on, ...batch} = certificates[0];
	const notice = {
		...batch,
		doctype: "Nonconformity Notice",
		direction: "Market to Origin",
		counterpart: "示例农产品批发市场",
		finding: "示例",
		certificate: name,
		notified_on: issued_on,
		flows: buyers.map((party) => ({flow_direction: "Downstream", party, place: "示例市"})),
	};
	const {name: notice_name} = await frappe.db.insert(notice);
	const {message} = await frappe.db.get_value("Producer", batch.producer, "producer_name");
	return {notice: notice_name, certificate: name, producer: batch.producer, producer_name: message.producer_name};
}"""


def make_notice(page, site) -> dict[str, str]:
	open_page(page, site, "/desk/nonconformity-notice")
	return page.evaluate(NOTICE, list(BUYERS))


def shown(page) -> str:
	page.wait_for_selector(".nongan-trace-tree details")
	return page.locator(".nongan-trace-tree").inner_text()


def test_from_a_notice_to_the_producer_and_the_buyers_in_three_clicks(signed_in, running_site):
	page = signed_in("market@nongan.example")
	made = make_notice(page, running_site)
	open_page(page, running_site, f"/desk/nonconformity-notice/{made['notice']}")

	page.locator(".custom-actions button", has_text="产品追溯").click()  # 1
	tree = shown(page)
	assert made["producer_name"] in tree
	assert all(buyer in tree for buyer in BUYERS)

	trace = page.locator(".nongan-trace-tree")
	producer = trace.get_by_text(made["producer_name"], exact=True).first
	came_from = trace.locator("summary", has_text="来源追溯").first
	assert producer.is_visible()
	came_from.click()  # 2: fold what came before, and the buyers come up
	assert not producer.is_visible()
	assert all(trace.get_by_text(buyer).first.is_visible() for buyer in BUYERS)

	came_from.click()
	producer.click()  # 3
	page.wait_for_url(f"**/producer/{made['producer']}")


def test_a_number_is_enough_on_a_phone_and_the_tree_fits(signed_in, running_site):
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, "/desk/nonconformity-notice")
	certificate = page.evaluate(
		"""() => frappe.db
			.get_list("Conformity Certificate", {filters: {docstatus: 1}, fields: ["name", "batch_no"], limit: 1})
			.then((rows) => rows[0])"""
	)
	open_page(page, running_site, "/desk/product-traceability")
	page.locator(".page-form [data-fieldname=code] input").fill(certificate["name"])
	page.keyboard.press("Tab")
	assert "去向追踪" in shown(page)
	assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_table_has_the_same_tree(signed_in, running_site):
	page = signed_in("market@nongan.example")
	made = make_notice(page, running_site)
	open_page(page, running_site, f"/desk/query-report/Product Traceability?code={made['notice']}")
	page.wait_for_function("frappe.query_report?.data?.length > 5")
	settle(page)
	assert page.locator(".dt-row .dt-tree-node").count() > 3
	page.locator(".page-actions button", has_text="查看树形图").first.click()
	assert made["producer_name"] in shown(page)

"""One case from its clue to its filing by the police, as its four users do it; nobody sees an error on the way."""

from __future__ import annotations

from embedded.tests.browser.conftest import PHONE, open_page, settle

MAKE_CLUE = """() => frappe.db
	.insert({
		doctype: "Case Clue", clue_source: "Inspection", received_on: frappe.datetime.get_today(),
		department: "市场监督分局", village: "岑村", description: "市场检查发现经营户销售禁用农药。",
	})
	.then((clue) => clue.name)"""
FILL_IN_CASE = """async () => {
	await cur_frm.set_value({ case_type: "Input Trade", party_name: "示例农资店" });
	for (const number of [1, 2]) {
		const row = cur_frm.add_child("officers", { certificate_no: `示例-000${number + 2}` });
		await frappe.model.set_value(row.doctype, row.name, "user", `market.officer${number}@nongan.example`);
	}
	cur_frm.refresh_field("officers");
	await cur_frm.save();
}"""
NAME_OFFENCE = """async () => {
	await cur_frm.set_value("suspected_offence", "非法经营罪");
	await cur_frm.save();
}"""
ATTACH_PAPERS = """async () => {
	const kinds = frappe.meta.get_docfield("Referral Document", "document_type").options.split("\\n");
	for (const kind of kinds) {
		const data = new FormData();
		data.append("file", new Blob([`示例 ${kind} ${Math.random()}`]), `${kind}.txt`);
		data.append("is_private", 1);
		data.append("doctype", cur_frm.doctype);
		data.append("docname", cur_frm.docname);
		const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token };
		const answer = await fetch("/api/method/upload_file", { method: "POST", body: data, headers });
		cur_frm.add_child("documents", { document_type: kind, file: (await answer.json()).message.file_url });
	}
	cur_frm.refresh_field("documents");
	await cur_frm.save();
}"""

COUNT_REFERRALS = "name => frappe.db.count('Case Referral', { filters: { name } })"


def test_from_a_clue_to_the_filing_by_the_police(sign_in, running_site):
	market, leader = sign_in("market@nongan.example"), sign_in("leader@nongan.example", viewport=PHONE)
	police = sign_in("police@nongan.example")
	open_form(market, running_site, f"/desk/case-clue/{market.evaluate(MAKE_CLUE)}")
	market.get_by_role("button", name="立案办理").click()
	market.wait_for_function("cur_frm?.doctype === 'Enforcement Case' && cur_frm.doc.facts")
	settle(market)
	market.evaluate(FILL_IN_CASE)
	case = f"/desk/enforcement-case/{market.evaluate('cur_frm.doc.name')}"

	step(market, running_site, case, "申请立案", "Pending Filing")
	open_form(leader, running_site, case)
	leader.get_by_text("市场监督分局执法人员甲、市场监督分局执法人员乙").first.wait_for()
	step(leader, running_site, case, "批准立案", "Investigating")
	choose(market, running_site, case, "移送公安")
	market.locator(".modal.show input[data-fieldname=suspected_crime]").check()
	market.locator(".modal.show .btn-primary").click()
	wait_for_state(market, "Referral in Progress")
	name = market.evaluate("cur_frm.doc.referral")
	referral = f"/desk/case-referral/{name}"

	open_form(market, running_site, referral)
	market.evaluate(NAME_OFFENCE)
	step(market, running_site, referral, "上报", "Pending Approval")
	step(leader, running_site, referral, "批准", "Approved")
	assert not police.evaluate(COUNT_REFERRALS, name)
	open_form(market, running_site, referral)
	market.get_by_text("还剩 23 小时").first.wait_for()
	market.evaluate(ATTACH_PAPERS)
	step(market, running_site, referral, "移送", "Transferred")
	assert police.evaluate(COUNT_REFERRALS, name)

	choose(police, running_site, referral, "公安立案")
	police.locator(".modal.show .btn-primary").click()
	wait_for_state(police, "Police Filed")
	open_form(market, running_site, case)
	wait_for_state(market, "Transferred")


def step(page, site, route: str, button: str, state: str) -> None:
	choose(page, site, route, button)
	wait_for_state(page, state)


def choose(page, site, route: str, button: str) -> None:
	"""Open a document and press one of its workflow's buttons."""
	open_form(page, site, route)
	page.locator(".actions-btn-group > button:visible").click()
	page.locator(".actions-btn-group .dropdown-item:visible").get_by_text(button, exact=True).click()


def wait_for_state(page, state: str) -> None:
	page.wait_for_function("state => cur_frm?.doc.workflow_state === state && !cur_frm.is_dirty()", arg=state)
	settle(page)


def open_form(page, site, route: str) -> None:
	open_page(page, site, route)
	page.wait_for_function("name => cur_frm?.docname === name", arg=route.rsplit("/", 1)[-1])
	settle(page)

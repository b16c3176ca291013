"""The first job, done in the browser as the people do it; some of what they see is in the documentation."""

from __future__ import annotations

import base64

import openpyxl
import pytest

from embedded import environment
from embedded.tests.browser.conftest import PHONE, keep_picture, open_page, settle

MESSY = environment.REPOSITORY / "examples" / "quick-test-register-messy.xlsx"
PRINT_IS_DRAWN = """() => {
	const frame = document.querySelector('iframe.print-format-container');
	const table = frame?.contentDocument?.querySelector('.official-table');
	return table && frame.getBoundingClientRect().height > table.getBoundingClientRect().bottom;
}"""
DROP = """([name, content]) => {
	const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
	const dataTransfer = new DataTransfer();
	dataTransfer.items.add(new File([bytes], name));
	const place = cur_frm.$wrapper.find('.form-layout').get(0);
	for (const type of ['dragenter', 'dragover', 'drop'])
		place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}"""
REPORT = "/desk/query-report/Responsibility%20Checklist%20Progress"


def test_the_login_page_is_in_chinese(running_site, chromium):
	page = chromium.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
	page.goto(f"{running_site.address}/login")
	assert page.locator(".btn-login:visible").inner_text() == "登录"
	page.wait_for_load_state("load")
	keep_picture(page, "login")
	page.close()


def test_a_messy_register_is_checked_imported_and_traced_to_its_figure(sign_in, running_site, tmp_path):
	page = sign_in("agriculture@nongan.example")
	before = _figure_of_quick_tests(page, running_site, 2022)

	_upload(page, running_site)
	_see_outcome(page, taken="63", refused="2", positive="1")
	keep_picture(page, "import")
	page.get_by_role("button", name="导入 63 行").click()
	page.wait_for_function("cur_frm.doc.status === 'Partly Refused'")
	_see_outcome(page, taken="63", refused="2", positive="1")

	refused = _refused_workbook(page, tmp_path)
	last_column = [row[-1] for row in refused.active.iter_rows(values_only=True)]
	assert sum(1 for reason in last_column if reason and reason != "退回原因") == 2

	after = _figure_of_quick_tests(page, running_site, 2022)
	assert after == before + 63
	shown = _follow_the_figure(page)
	assert shown == after


def test_the_report_of_the_sample_year_is_alive(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, REPORT)
	page.wait_for_function("frappe.query_report?.data?.length > 10")
	states = page.evaluate("frappe.query_report.data.map(row => row.state)")
	assert {"Achieved", "Behind"} <= set(states)
	assert "Manual" not in states  # each row of the annex is counted
	settle(page)
	keep_picture(page, "report")


def test_the_report_by_department_counts_the_items_of_each(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, f"{REPORT}?view=Departments")
	page.wait_for_function("frappe.query_report?.data?.[0]?.department")
	settle(page)
	first = page.evaluate("frappe.query_report.data[0]")
	assert first["behind"]
	cells = page.locator(".dt-row-0 .dt-cell").all_inner_texts()
	assert first["department"] in [cell.strip() for cell in cells]
	assert str(first["behind"]) in [cell.strip() for cell in cells]


def test_the_same_register_again_changes_nothing(sign_in, running_site):
	page = sign_in("agriculture@nongan.example")
	_upload(page, running_site)
	count = page.evaluate(
		"frappe.db.count('Residue Test', {filters: {sampled_on: ['between', ['2022-01-01', '2022-12-31']]}})"
	)
	assert count == 63
	assert page.evaluate("[cur_frm.doc.rows_taken, cur_frm.doc.rows_known, cur_frm.doc.rows_refused]") == [0, 63, 2]


def test_a_register_that_is_dropped_on_the_page_is_checked_at_once(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/register-import/new")
	page.wait_for_selector("[data-fieldname='file'] .btn-attach")
	page.evaluate(DROP, [MESSY.name, base64.b64encode(MESSY.read_bytes()).decode()])
	page.wait_for_function("cur_frm?.doc?.status === 'Checked'")
	settle(page)
	page.wait_for_selector(".register-counts")
	page.wait_for_function("!document.querySelector('.modal.show')")
	assert page.evaluate("cur_frm.doc.rows_total") == 65
	page.evaluate(DROP, ["another.xlsx", ""])
	page.wait_for_selector(".desk-alert:has-text('要导入其他文件')")
	assert page.locator(".modal.show").count() == 0


def test_a_test_is_shown_and_printed(signed_in, running_site):
	page = signed_in("agriculture@nongan.example")
	open_page(page, running_site, "/desk/residue-test")
	name = page.evaluate("frappe.db.get_list('Residue Test', {limit: 1}).then(rows => rows[0].name)")
	open_page(page, running_site, f"/desk/residue-test/{name}")
	page.wait_for_selector(".form-grid .grid-row")
	open_page(page, running_site, f"/desk/print/Residue%20Test/{name}")
	page.wait_for_function(PRINT_IS_DRAWN)
	answer = page.request.get(
		f"{running_site.address}/api/method/frappe.utils.print_format.download_pdf"
		f"?doctype=Residue%20Test&name={name}&format=Residue%20Test%20Record"
	)
	assert answer.status == 200
	assert answer.body().startswith(b"%PDF-")


def test_a_village_officer_sees_their_village_alone_on_a_phone(signed_in, running_site):
	page = signed_in("village@nongan.example", viewport=PHONE)
	open_page(page, running_site, "/desk/residue-test")
	villages = page.evaluate("frappe.db.get_list('Residue Test', {fields: ['village'], limit: 500})")
	assert {row["village"] for row in villages} == {"岑村"}
	page.wait_for_selector(".list-row")


@pytest.mark.parametrize("user", ["police@nongan.example", "district@nongan.example", "leader@nongan.example"])
def test_who_may_not_import_is_not_asked_to(user, signed_in, running_site):
	page = signed_in(user)
	open_page(page, running_site, "/desk/nongan-supervision")
	assert page.evaluate("frappe.model.can_create('Register Import')") is False


def _upload(page, site) -> None:
	open_page(page, site, "/desk/register-import/new")
	page.locator("[data-fieldname='file'] .btn-attach").click()
	page.locator(".file-uploader input[type=file]").first.set_input_files(MESSY)
	page.locator(".modal.show .btn-modal-primary").click()
	page.wait_for_function("cur_frm?.doc?.status === 'Checked'")
	settle(page)


def _see_outcome(page, taken: str, refused: str, positive: str) -> None:
	settle(page)
	page.wait_for_selector(".register-counts")
	counts = page.locator(".register-counts > div > div:first-child").all_inner_texts()
	assert counts[:3] == [taken, refused, positive]
	assert page.locator(".register-refused tbody tr").count() == int(refused)


def _refused_workbook(page, folder) -> openpyxl.Workbook:
	address = page.evaluate("cur_frm.doc.refused_file")
	answer = page.request.get(page.url.split("/desk")[0] + address)
	assert answer.status == 200
	path = folder / "refused.xlsx"
	path.write_bytes(answer.body())
	return openpyxl.load_workbook(path)


def _figure_of_quick_tests(page, site, year: int) -> int:
	"""Open the report of a year; return what stands as actual in the row of the quick tests."""
	open_page(page, site, f"{REPORT}?year={year}&as_on={year}-12-31")
	page.wait_for_function("frappe.query_report?.data?.length > 10")
	settle(page)
	return page.evaluate("frappe.query_report.data.find(row => row.item_no === 'A4a').actual")


def _follow_the_figure(page) -> int:
	"""Click the figure and return how many documents the list behind it has."""
	page.locator("a[data-documents$='-A4a']").click()
	page.wait_for_function("cur_list?.doctype === 'Residue Test' && cur_list.data?.length")
	settle(page)
	return page.evaluate(
		"frappe.db.count('Residue Test', {filters: cur_list.filter_area.get().map(f => f.slice(0, 4))})"
	)

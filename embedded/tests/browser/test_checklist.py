"""The checklist in the Desk: an indicator's figure while it is being defined, and the report on paper."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader

from embedded.tests.browser.conftest import open_page, settle

INDICATOR = "胶体金速测批次"
SHOWN = ".indicator-figure"
FIGURE = f"{SHOWN} h3"
REPORT = "/desk/query-report/Responsibility%20Checklist%20Progress"
PRINTED = """() => {
	const report = frappe.query_report;
	return frappe.render_template(report.report_settings.html_format, {
		title: report.report_name,
		data: report.get_data_for_print(),
		columns: report.get_columns_for_print(),
		filters: report.get_filter_values(),
		report,
	});
}"""
SPANS = """(html) => {
	const page = document.createElement("div");
	page.innerHTML = html;
	return [...page.querySelectorAll("tbody tr")].map((row) =>
		[...row.querySelectorAll("td[rowspan]")].map((cell) => Number(cell.rowSpan)));
}"""

CELLS = """([html, kind]) => {
	const page = document.createElement("div");
	page.innerHTML = html;
	return [...page.querySelectorAll(`td.${kind}`)].map((cell) => cell.innerText);
}"""


def test_targets_stand_with_the_decimals_that_were_entered(signed_in, running_site):
	page = signed_in()
	open_page(page, running_site, "/desk/responsibility-checklist/洛阳镇-2022")
	table = page.locator("[data-fieldname=items_html] table")
	table.wait_for()
	targets = [text.split()[0] for text in table.locator("td:nth-child(4)").all_inner_texts() if text]
	assert {"1.5", "1,800", "100"} <= set(targets), targets


def test_the_figure_follows_what_is_defined(signed_in, running_site):
	page = signed_in()
	open_page(page, running_site, f"/desk/checklist-indicator/{INDICATOR}")
	figure = page.locator(FIGURE)
	figure.wait_for()
	counted = figure.inner_text()
	assert counted.endswith("批次")
	assert int(counted.split()[0].replace(",", "")) > 0
	page.evaluate("cur_frm.set_value('filters', JSON.stringify([['Residue Test', 'method', '=', 'none']]))")
	page.wait_for_function(f"document.querySelector('{FIGURE}').innerText.startsWith('0')")
	page.evaluate("cur_frm.set_value('source_doctype', '')")
	figure.wait_for(state="detached")
	assert page.locator(SHOWN).inner_text().strip() == "尚需填写：单据类型"
	assert page.locator(".modal.show").count() == 0
	page.evaluate("cur_frm.set_value('measure', 'Manual')")
	page.locator(SHOWN).wait_for(state="hidden")


def test_the_fields_that_count_are_chosen_by_their_labels(signed_in, running_site):
	page = signed_in()
	open_page(page, running_site, "/desk/checklist-indicator/new")
	page.wait_for_selector(f"{SHOWN}:has-text('尚需填写：单据类型')")
	assert page.locator(FIGURE).count() == 0
	page.evaluate("cur_frm.set_value('source_doctype', 'Residue Test')")
	page.wait_for_selector(f"{SHOWN}:has-text('各年的单据都计入')")
	_choose(page, "date_field", "抽样日期")
	page.wait_for_selector(f"{SHOWN}:not(:has-text('各年的单据都计入'))")
	page.evaluate("cur_frm.set_value('measure', 'Sum')")
	_choose(page, "value_field", "已公布")
	page.wait_for_function("cur_frm.doc.value_field === 'published'")
	assert page.evaluate("cur_frm.doc.date_field") == "sampled_on"
	page.evaluate("cur_frm.refresh()")
	assert page.locator("input[data-fieldname='date_field']").input_value() == "抽样日期"
	page.evaluate("cur_frm.set_value('source_doctype', '')")
	page.wait_for_function("!cur_frm.get_field('date_field').get_data().length")
	page.wait_for_function("!cur_frm.doc.date_field && !cur_frm.doc.value_field")  # they are of the type before


def _choose(page, field: str, label: str) -> None:
	"""Choose what a field offers by its label, as with the mouse."""
	page.locator(f"input[data-fieldname='{field}']").click()
	page.locator(f"[data-fieldname='{field}'] .awesomplete li", has_text=label).click()


def test_a_figure_is_reported_with_its_day(signed_in, running_site):
	page = signed_in()
	open_page(page, running_site, "/desk/checklist-item")
	item = page.evaluate(
		"frappe.db.get_list('Checklist Item', {filters: {item_no: 'A1'}}).then((rows) => rows[0].name)"
	)
	open_page(page, running_site, f"/desk/checklist-item/{item}")
	page.wait_for_function("cur_frm?.doc?.item_no === 'A1'")
	today = page.evaluate("frappe.datetime.get_today()")
	for change, value, day in (
		("'manual_value', 3", 3, today),
		("'reported_on', ''", None, None),
		("'reported_on', '2022-03-01'", None, "2022-03-01"),
		("'manual_value', 0", 0, today),
		("'manual_value', null", None, None),
	):
		page.evaluate(f"cur_frm.set_value({change})")
		settle(page)
		shown = page.evaluate("[cur_frm.doc.manual_value, cur_frm.doc.reported_on]")
		assert [shown[0], shown[1] or None] == [value, day], change


def test_the_pdf_is_of_the_day_that_its_page_shows(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, "/desk/responsibility-checklist")
	name, year = page.evaluate(
		"frappe.db.get_list('Responsibility Checklist', {fields: ['name', 'year'], order_by: 'year desc', limit: 1})"
		".then(([{ name, year }]) => [name, year])"
	)
	open_page(page, running_site, f"/desk/responsibility-checklist/{name}")
	page.get_by_role("button", name="打印完成情况").click()
	page.wait_for_function("cur_dialog?.display")
	page.evaluate(f"cur_dialog.set_value('as_on', '{year}-03-31')")
	with page.expect_popup() as opened:
		page.locator(".modal.show .btn-modal-primary").click()
	printed = opened.value
	shown = f"截至日期：{year}年3月31日"
	printed.locator(".official-note", has_text=shown).wait_for()
	link = printed.locator(".action-banner a[href]").evaluate("link => link.href")
	answer = page.request.get(link)
	assert answer.status == 200
	paper = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages)
	assert shown in re.sub(r"\s", "", paper)


def test_the_report_prints_as_the_annex(signed_in, running_site):
	page = signed_in("leader@nongan.example")
	open_page(page, running_site, REPORT)
	page.wait_for_function("frappe.query_report?.data?.length > 10")
	settle(page)
	rows = page.evaluate("frappe.query_report.data")
	printed = page.evaluate(PRINTED)
	spans = page.evaluate(SPANS, printed)
	assert len(spans) == len(rows)
	groups = [row[0] for row in spans if len(row) == 4]
	assert sum(groups) == len(rows)
	assert len(groups) == len({(row["clause"], row["task_category"]) for row in rows})
	heads = [row[-1] for row in spans if row]
	assert len(heads) == sum(not row["part_of"] for row in rows)
	assert sum(heads) == len(rows)
	counted = page.evaluate(CELLS, [printed, "counted"])
	assert counted == [row["counted"] for row in rows]
	assert "双向通报按时回复率" in counted
	for row, shown in zip(rows, page.evaluate(CELLS, [printed, "actual"]), strict=True):
		assert shown.strip().endswith(row["unit"] if row["actual"] is not None else "")


def test_a_paper_says_whose_sight_its_figures_are_of(signed_in, running_site):
	"""An office sees its own clues and cases alone, a leader all of them."""
	for report, named in (
		("Responsibility Checklist Progress", "线索按时核查率、涉嫌犯罪案件移送按时率"),
		("Responsibility Checklist Progress?view=Departments", "案件线索、行政执法案件、涉嫌犯罪案件移送"),
		("Village Scorecard", "案件线索"),
		("Case Register and Deadlines", "行政执法案件"),
		("Monthly Circular", "案件线索、行政执法案件"),
	):
		said = f"注：{named}：仅统计镇农村工作局有权查看的单据。"
		for user, is_said in (("agriculture", True), ("leader", False)):
			page = signed_in(f"{user}@nongan.example")
			open_page(page, running_site, f"/desk/query-report/{report}")
			page.wait_for_function("frappe.query_report?.data?.length")
			settle(page)
			printed = page.evaluate(PRINTED)
			assert (said in printed, "仅统计" in printed) == (is_said, is_said), (report, user)
			page.close()

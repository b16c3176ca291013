"""An import whose worker has died can be started again from its form."""

from __future__ import annotations

import json

from embedded.tests.browser.conftest import open_page

METHOD = "nongan_supervision.api"
STATUS = """(name => frappe.db.get_value('Register Import', name, 'status').then(answer => answer.message.status))"""


def test_an_import_that_has_stopped_can_be_started_again(signed_in, running_site):
	page = signed_in()
	open_page(page, running_site, "/desk/register-import/new")
	page.wait_for_function("window.cur_frm?.doctype === 'Register Import' && cur_frm.is_new()")
	name = page.evaluate(
		"""async () => {
			const form = new FormData();
			form.append('file', new File(['no workbook'], 'register.xlsx'));
			form.append('is_private', 1);
			const headers = {'X-Frappe-CSRF-Token': frappe.csrf_token, Accept: 'application/json'};
			const answer = await fetch('/api/method/upload_file', {method: 'POST', body: form, headers});
			const {file_url} = (await answer.json()).message;
			return (await frappe.db.insert({doctype: 'Register Import', file: file_url})).name;
		}"""
	)
	page.evaluate(f"frappe.call('{METHOD}.check_register', {{name: '{name}'}})")
	page.wait_for_function(f"{STATUS}('{name}').then(status => status === 'Failed')")
	progress = {"status": "Importing", "running": True, "done": 1, "total": 4}
	started = []

	def start(route) -> None:
		started.append(route.request.post_data)
		route.fulfill(status=200, content_type="application/json", body="{}")

	def tell(route) -> None:
		route.fulfill(status=200, content_type="application/json", body=json.dumps({"message": progress}))

	page.route(f"**/{METHOD}.register_progress*", tell)
	page.route(f"**/{METHOD}.import_register", start)
	open_page(page, running_site, f"/desk/register-import/{name}")
	page.wait_for_function(f"cur_frm?.doc.name === '{name}'")
	page.evaluate("cur_frm.doc.status = 'Importing'; cur_frm.refresh()")
	page.wait_for_selector(".progress-message:visible")
	again = page.locator(".page-actions .primary-action:visible", has_text="继续导入")
	assert again.count() == 0

	progress["running"] = False
	again.wait_for()
	assert page.locator(".progress-message:visible").count() == 0
	assert "中断" in page.locator(".form-message:visible").first.inner_text()
	again.click()
	page.wait_for_function("cur_frm.doc.status === 'Failed'")
	assert len(started) == 1
	assert name in started[0]

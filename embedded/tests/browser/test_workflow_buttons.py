"""A workflow that an administrator makes in the Desk: an ordinary user sees its button and uses it."""

from __future__ import annotations

from embedded.tests.browser.conftest import open_page, settle

MAKE = """async () => {
	const insert = (doc) => frappe.db.insert(doc);
	await insert({ doctype: "Workflow State", workflow_state_name: "待核对" });
	await insert({ doctype: "Workflow State", workflow_state_name: "已核对" });
	await insert({ doctype: "Workflow Action Master", workflow_action_name: "核对" });
	await insert({
		doctype: "Workflow", workflow_name: "待办核对", document_type: "ToDo", is_active: 1,
		workflow_state_field: "workflow_state", send_email_alert: 0,
		states: [
			{ state: "待核对", doc_status: "0", allow_edit: "All" },
			{ state: "已核对", doc_status: "0", allow_edit: "All" },
		],
		transitions: [
			{ state: "待核对", action: "核对", next_state: "已核对", allowed: "All", allow_self_approval: 1 },
		],
	});
}"""
A_TODO_OF_MINE = """() => frappe.db
	.insert({ doctype: "ToDo", description: "核对登记簿", allocated_to: frappe.session.user })
	.then((todo) => todo.name)"""
BUILDER_IS_DRAWN = """() => {
	const canvas = document.querySelector('.workflow-container .vue-flow')?.getBoundingClientRect();
	const nodes = [...document.querySelectorAll('.vue-flow__node')].map(node => node.getBoundingClientRect());
	return canvas && canvas.height > 200 && nodes.length >= 3
		&& nodes.every(node => node.width > 20 && node.top >= canvas.top && node.bottom <= canvas.bottom);
}"""


def test_an_ordinary_user_takes_the_step(signed_in, running_site):
	administrator = signed_in("Administrator", running_site.admin_password)
	open_page(administrator, running_site, "/desk/workflow")
	administrator.evaluate(MAKE)
	try:
		user = signed_in("agriculture@nongan.example")
		open_page(user, running_site, "/desk/todo")
		name = user.evaluate(A_TODO_OF_MINE)
		open_page(user, running_site, f"/desk/todo/{name}")
		user.locator(".actions-btn-group > button").click()
		user.locator(".actions-btn-group .dropdown-item", has_text="核对").click()
		user.wait_for_function("cur_frm.doc.workflow_state === '已核对' && !cur_frm.is_dirty()")
		settle(user)

		open_page(administrator, running_site, "/desk/workflow-builder/待办核对")
		administrator.wait_for_function(BUILDER_IS_DRAWN)
	finally:
		administrator.evaluate("frappe.db.set_value('Workflow', '待办核对', 'is_active', 0)")

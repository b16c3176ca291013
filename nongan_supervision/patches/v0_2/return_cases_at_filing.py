"""The leader may return a request for filing to be completed: a step more of the shipped workflow, where it is."""

import frappe

from nongan_supervision.cases.states import CASE, DRAFT, LEADERSHIP, PENDING_FILING, RETURN_FILING

WORKFLOW = "Enforcement Case Approval"


def execute() -> None:
	if not frappe.db.exists("Workflow", {"name": WORKFLOW, "document_type": CASE}):
		return
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	states = {row.state for row in workflow.states}
	is_there = any((row.state, row.action) == (PENDING_FILING, RETURN_FILING) for row in workflow.transitions)
	if is_there or not {DRAFT, PENDING_FILING} <= states:
		return
	if not frappe.db.exists("Workflow Action Master", RETURN_FILING):
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": RETURN_FILING}).insert()
	for role in LEADERSHIP:
		step = {"state": PENDING_FILING, "action": RETURN_FILING, "next_state": DRAFT, "allowed": role}
		workflow.append("transitions", step)
	workflow.save()

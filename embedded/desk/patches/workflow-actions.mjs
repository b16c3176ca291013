export const workflowActions = {
	path: "public/js/frappe/form/workflow.js",
	why:
		"A workflow action asks the server whether it is to be confirmed, reading the Workflow, which only" +
		" administrators may: other users get an error instead of the action. The page has the workflow already.",
	old: `
						frappe.db
							.get_value(
								"Workflow",
								{ document_type: me.frm.doctype },
								"enable_action_confirmation"
							)
							.then((r) => {
								if (r.message.enable_action_confirmation) {
`,
	new: `
						Promise.resolve(frappe.workflow.workflows[me.frm.doctype])
							.then((workflow) => {
								if (workflow.enable_action_confirmation) {
`,
};
